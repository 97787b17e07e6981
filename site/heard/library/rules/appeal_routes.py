"""Which way to disagree: from a few answers to the doors that fit, and how long each is open.

A decision table and the counting of days, no words; those are in `doors`. Each combination of
answers fits exactly one row. Where the council has not set its own steps, the door to them is
*ask in writing*.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from heard.authority.settings import Council
from heard.library.rules.working_days import (
    last_working_day,
    months_after,
    working_days_after,
    working_days_before,
)


class About(StrEnum):
    """What is wrong."""

    REPORT = "report"
    RECORD = "record"
    DECISION = "decision"
    CATEGORY = "category"
    PLAN = "plan"
    MEETING = "meeting"
    WORKER = "worker"
    LEFT_OUT = "left-out"
    INFORMATION = "information"


class When(StrEnum):
    """Whether the meeting is still to come."""

    BEFORE = "before"
    AFTER = "after"


class Complained(StrEnum):
    """How far a complaint has come. `ENDED`: the council has given its last answer."""

    NO = "no"
    BEGUN = "begun"
    ENDED = "ended"


class CourtLetter(StrEnum):
    """Whether a letter speaks of court. Whoever is not sure is sent to a solicitor as well."""

    NO = "no"
    YES = "yes"
    UNSURE = "unsure"


class Door(StrEnum):
    """Where one can turn: the leaves."""

    COURT = "court"
    TELL_CHAIR = "tell-chair"
    REPORT = "report"
    ASK_TO_COME = "ask-to-come"
    NOTED = "noted"
    RECORD = "record"
    TALK_TO_CHAIR = "talk-to-chair"
    CORE_GROUP = "core-group"
    LOCAL_FIRST = "local-first"
    LOCAL_NEXT = "local-next"
    ASK_IN_WRITING = "ask-in-writing"
    SERVICE = "service"
    INFORMATION = "information"
    REGULATOR = "regulator"
    OMBUDSMAN = "ombudsman"
    JUDGE = "judge"


class Rule(StrEnum):
    """How long a door is open."""

    SOON = "soon"
    ANY_TIME = "any-time"
    AT_THE_MEETING = "at-the-meeting"
    BEFORE_THE_MEETING = "before-the-meeting"
    NEXT_CORE_GROUP = "next-core-group"
    LOCAL = "local"
    NEXT_STEP = "next-step"
    ASK_IN_WRITING = "ask-in-writing"
    ASK_THEM = "ask-them"
    TWELVE_MONTHS = "twelve-months"
    THREE_MONTHS = "three-months"
    AT_ONCE = "at-once"


@dataclass(frozen=True)
class Circumstances:
    """What a family has answered. `meeting`, `letter` and `record` are the days that they know."""

    about: About
    when: When
    complained: Complained = Complained.NO
    court: CourtLetter = CourtLetter.NO
    meeting: date | None = None
    letter: date | None = None
    record: date | None = None


@dataclass(frozen=True)
class LocalSteps:
    """The council's own steps. None and False stand for what it has not set."""

    first_days: int | None = None
    counted_from: str | None = None
    answer_days: int | None = None
    stages: int | None = None
    described: bool = False

    @property
    def known(self) -> bool:
        """Whether a family can be sent to these steps without asking first."""
        return bool(self.first_days and self.counted_from and self.stages and self.described)


@dataclass(frozen=True)
class Limit:
    """How long a door is open: the rule, and its last day where one can be worked out."""

    rule: Rule
    last: date | None = None
    over: bool = False

    @property
    def working(self) -> date | None:
        """The last working day that is not after the last day."""
        return last_working_day(self.last) if self.last else None


@dataclass(frozen=True)
class Row:
    """A line of the table: for which answers it stands, and the doors in the order to try them."""

    about: frozenset[About]
    when: frozenset[When]
    complained: frozenset[Complained]
    doors: tuple[Door, ...]

    def fits(self, answers: Circumstances) -> bool:
        """Whether the line stands for these answers."""
        return (
            answers.about in self.about
            and answers.when in self.when
            and answers.complained in self.complained
        )


def _row(about: About | tuple[About, ...], when: When, complained: Complained, *doors: Door) -> Row:
    topics = (about,) if isinstance(about, About) else about
    return Row(frozenset(topics), frozenset({when}), frozenset({complained}), doors)


_OUTCOME = (About.DECISION, About.CATEGORY)
_STILL_OPEN = (*_OUTCOME, About.PLAN, About.MEETING)
_LATER = (*_OUTCOME, About.MEETING, About.LEFT_OUT)
_BEFORE, _AFTER = When.BEFORE, When.AFTER
_NO, _BEGUN, _ENDED = Complained.NO, Complained.BEGUN, Complained.ENDED

#: Everybody with the same answers finds the same doors. The letter about court comes on top.
TABLE = (
    _row(_STILL_OPEN, _BEFORE, _NO, Door.TELL_CHAIR, Door.NOTED),
    _row(_STILL_OPEN, _BEFORE, _BEGUN, Door.TELL_CHAIR, Door.NOTED, Door.LOCAL_NEXT),
    _row(_STILL_OPEN, _BEFORE, _ENDED, Door.TELL_CHAIR, Door.NOTED, Door.OMBUDSMAN),
    _row(About.REPORT, _BEFORE, _NO, Door.REPORT, Door.TELL_CHAIR, Door.NOTED),
    _row(About.REPORT, _BEFORE, _BEGUN, Door.REPORT, Door.TELL_CHAIR, Door.LOCAL_NEXT),
    _row(About.REPORT, _BEFORE, _ENDED, Door.REPORT, Door.TELL_CHAIR, Door.OMBUDSMAN),
    _row(About.LEFT_OUT, _BEFORE, _NO, Door.ASK_TO_COME, Door.TELL_CHAIR),
    _row(About.LEFT_OUT, _BEFORE, _BEGUN, Door.ASK_TO_COME, Door.TELL_CHAIR, Door.LOCAL_NEXT),
    _row(About.LEFT_OUT, _BEFORE, _ENDED, Door.ASK_TO_COME, Door.TELL_CHAIR, Door.OMBUDSMAN),
    _row(About.RECORD, _BEFORE, _NO, Door.RECORD, Door.INFORMATION),
    _row(About.RECORD, _BEFORE, _BEGUN, Door.RECORD, Door.INFORMATION, Door.LOCAL_NEXT),
    _row(About.RECORD, _BEFORE, _ENDED, Door.INFORMATION, Door.REGULATOR, Door.OMBUDSMAN),
    _row(About.WORKER, _BEFORE, _NO, Door.SERVICE, Door.TELL_CHAIR),
    _row(About.WORKER, _BEFORE, _BEGUN, Door.LOCAL_NEXT, Door.SERVICE, Door.TELL_CHAIR),
    _row(About.WORKER, _BEFORE, _ENDED, Door.OMBUDSMAN, Door.TELL_CHAIR),
    _row(About.INFORMATION, _BEFORE, _NO, Door.INFORMATION, Door.TELL_CHAIR),
    _row(About.INFORMATION, _BEFORE, _BEGUN, Door.INFORMATION, Door.REGULATOR, Door.TELL_CHAIR),
    _row(About.INFORMATION, _BEFORE, _ENDED, Door.REGULATOR, Door.TELL_CHAIR),
    _row(_OUTCOME, _AFTER, _NO, Door.TALK_TO_CHAIR, Door.NOTED, Door.LOCAL_FIRST, Door.JUDGE),
    _row(About.MEETING, _AFTER, _NO, Door.TALK_TO_CHAIR, Door.LOCAL_FIRST, Door.JUDGE),
    _row(
        *(About.LEFT_OUT, _AFTER, _NO),
        *(Door.TALK_TO_CHAIR, Door.NOTED, Door.LOCAL_FIRST, Door.JUDGE),
    ),
    _row(_LATER, _AFTER, _BEGUN, Door.LOCAL_NEXT, Door.JUDGE),
    _row(_LATER, _AFTER, _ENDED, Door.OMBUDSMAN, Door.JUDGE),
    _row(About.PLAN, _AFTER, _NO, Door.CORE_GROUP, Door.TALK_TO_CHAIR, Door.LOCAL_FIRST),
    _row(About.PLAN, _AFTER, _BEGUN, Door.CORE_GROUP, Door.LOCAL_NEXT),
    _row(About.PLAN, _AFTER, _ENDED, Door.CORE_GROUP, Door.OMBUDSMAN),
    _row(About.REPORT, _AFTER, _NO, Door.REPORT, Door.INFORMATION, Door.LOCAL_FIRST),
    _row(About.REPORT, _AFTER, _BEGUN, Door.LOCAL_NEXT, Door.INFORMATION),
    _row(About.REPORT, _AFTER, _ENDED, Door.REGULATOR, Door.OMBUDSMAN),
    _row(About.RECORD, _AFTER, _NO, Door.RECORD, Door.INFORMATION),
    _row(About.RECORD, _AFTER, _BEGUN, Door.LOCAL_NEXT, Door.INFORMATION),
    _row(About.RECORD, _AFTER, _ENDED, Door.REGULATOR, Door.OMBUDSMAN),
    _row(About.WORKER, _AFTER, _NO, Door.SERVICE),
    _row(About.WORKER, _AFTER, _BEGUN, Door.LOCAL_NEXT, Door.SERVICE),
    _row(About.WORKER, _AFTER, _ENDED, Door.OMBUDSMAN),
    _row(About.INFORMATION, _AFTER, _NO, Door.INFORMATION),
    _row(About.INFORMATION, _AFTER, _BEGUN, Door.INFORMATION, Door.REGULATOR),
    _row(About.INFORMATION, _AFTER, _ENDED, Door.REGULATOR),
)

_LOCAL = frozenset({Door.LOCAL_FIRST, Door.LOCAL_NEXT})

#: In this many working days the shortest known time of any council ends.
SHORTEST_KNOWN_DAYS = 5


def local_steps(council: Council) -> LocalSteps:
    """What a council has set about complaints."""
    rules = council.complaint
    return LocalSteps(
        first_days=rules.first_days,
        counted_from=rules.counted_from,
        answer_days=rules.answer_days,
        stages=rules.stages,
        described=bool(council.texts.get("en", {}).get("complaint_route")),
    )


def doors(answers: Circumstances, steps: LocalSteps) -> tuple[Door, ...]:
    """The doors that fit, in the order in which to try them."""
    (row,) = (each for each in TABLE if each.fits(answers))
    found = tuple(
        Door.ASK_IN_WRITING if door in _LOCAL and not steps.known else door for door in row.doors
    )
    return found if answers.court is CourtLetter.NO else (Door.COURT, *found)


#: The form of this site, by its slug, in which somebody can say at a door what they have to say.
#: `_FORMS_BEFORE` holds while the meeting is to come.
_FORMS = {
    Door.TELL_CHAIR: "your-views",
    Door.REPORT: "your-side",
    Door.NOTED: "not-agreed",
    Door.RECORD: "not-agreed",
    Door.TALK_TO_CHAIR: "not-agreed",
    Door.CORE_GROUP: "not-agreed",
    Door.LOCAL_FIRST: "tell-us",
    Door.LOCAL_NEXT: "tell-us",
    Door.ASK_IN_WRITING: "tell-us",
    Door.SERVICE: "tell-us",
}
_FORMS_BEFORE = {Door.NOTED: "your-views", Door.ASK_TO_COME: "your-views"}


def form_at(door: Door, answers: Circumstances) -> str | None:
    """The slug of the form that fits at `door` for whoever gave these answers, or None."""
    before = _FORMS_BEFORE.get(door) if answers.when is When.BEFORE else None
    return before or _FORMS.get(door)


#: The rules that depend on the door alone; `_RULES_BEFORE` holds while the meeting is to come.
_RULES = {
    Door.COURT: Rule.AT_ONCE,
    Door.TELL_CHAIR: Rule.BEFORE_THE_MEETING,
    Door.REPORT: Rule.SOON,
    Door.ASK_TO_COME: Rule.BEFORE_THE_MEETING,
    Door.NOTED: Rule.SOON,
    Door.RECORD: Rule.SOON,
    Door.TALK_TO_CHAIR: Rule.SOON,
    Door.CORE_GROUP: Rule.NEXT_CORE_GROUP,
    Door.LOCAL_FIRST: Rule.LOCAL,
    Door.LOCAL_NEXT: Rule.NEXT_STEP,
    Door.ASK_IN_WRITING: Rule.ASK_IN_WRITING,
    Door.SERVICE: Rule.ASK_THEM,
    Door.INFORMATION: Rule.ANY_TIME,
    Door.REGULATOR: Rule.ASK_THEM,
    Door.OMBUDSMAN: Rule.TWELVE_MONTHS,
    Door.JUDGE: Rule.THREE_MONTHS,
}
_RULES_BEFORE = {Door.REPORT: Rule.BEFORE_THE_MEETING, Door.NOTED: Rule.AT_THE_MEETING}


def limit(door: Door, answers: Circumstances, steps: LocalSteps, today: date) -> Limit:
    """How long `door` is open for whoever gave these answers."""
    ahead = answers.when is When.BEFORE
    rule = _RULES_BEFORE.get(door, _RULES[door]) if ahead else _RULES[door]
    last = _last_day(rule, answers, steps)
    return Limit(rule, last, over=last is not None and last < today)


def _last_day(rule: Rule, answers: Circumstances, steps: LocalSteps) -> date | None:
    meeting = answers.meeting
    if rule is Rule.LOCAL:
        began = {"conference": meeting, "letter": answers.letter, "record": answers.record}
        start = began.get(steps.counted_from or "")
        # All days count, the day after is day 1, as in the timetable.
        return start + timedelta(days=steps.first_days or 0) if start else None
    if meeting is None:
        return None
    if answers.when is When.BEFORE:
        return working_days_before(meeting, 1) if rule is Rule.BEFORE_THE_MEETING else None
    counted = {
        Rule.ASK_IN_WRITING: working_days_after(meeting, SHORTEST_KNOWN_DAYS),
        Rule.THREE_MONTHS: months_after(meeting, 3),
        Rule.TWELVE_MONTHS: months_after(meeting, 12),
    }
    return counted.get(rule)
