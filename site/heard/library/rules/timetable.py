"""The calendar of a conference: what should happen by when, and what is late today.

It knows the rules and no words; those are in `timetable_words`. National rules stand here as they
are published; whatever differs by council comes from its settings, and what is not set is *ask*.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from heard.authority.hours import is_working_day
from heard.authority.settings import Council
from heard.library.rules.working_days import (
    last_working_day,
    months_after,
    working_days_after,
    working_days_before,
)

FIRST_MEETING_DAYS = 15
CORE_GROUP_DAYS = 10
FIRST_REVIEW_MONTHS = 3
NEXT_REVIEW_MONTHS = 6


class Step(StrEnum):
    """What happens around a conference, in the order in which one would name it on a day."""

    FIRST_MEETING = "first-meeting"
    REPORT = "report"
    MEETING = "meeting"
    LETTER = "letter"
    CORE_GROUP = "core-group"
    RECORD = "record"
    COMPLAINT = "complaint"
    BABY = "baby"
    FIRST_REVIEW = "first-review"
    NEXT_REVIEW = "next-review"
    LATER_REVIEW = "later-review"


class State(StrEnum):
    """How a step stands today.

    `late`: it happened after its day, or is planned for after it. `passed`: its day is over, and
    nobody told when it happened. `ask`: no day can be worked out.
    """

    AHEAD = "ahead"
    TODAY = "today"
    KEPT = "kept"
    LATE = "late"
    PASSED = "passed"
    ASK = "ask"


@dataclass(frozen=True)
class Known:
    """The days that a family knows. `review` says which kind of conference `conference` is."""

    strategy: date | None = None
    conference: date | None = None
    review: bool = False
    report: date | None = None
    letter: date | None = None
    record: date | None = None
    birth: date | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the calendar: a step, its last day, how it stands.

    `happened` is the day that the family gave for it. `days` is the council's number, if the step
    rests on one; `counted_from` the word for where a complaint's days begin. `meeting_over` says
    that the meeting for which it was needed has been: nothing can be asked for before it any more.
    """

    step: Step
    state: State
    by: date | None = None
    happened: date | None = None
    days: int | None = None
    counted_from: str = ""
    meeting_over: bool = False

    @property
    def working(self) -> date | None:
        """The last working day that is not after `by`."""
        return last_working_day(self.by) if self.by else None

    @property
    def on_a_day_off(self) -> bool:
        """Whether `by` is a weekend or a bank holiday."""
        return self.by is not None and not is_working_day(self.by)


def timetable(known: Known, council: Council, today: date) -> list[Entry]:
    """The whole calendar in order of time; what must be asked for comes last."""
    found = [
        *_first_meeting(known, today),
        *_report(known, council, today),
        *_meeting(known, today),
        *_papers(known, council, today),
        *_core_group(known, today),
        *_reviews(known, today),
        *_complaint(known, council, today),
    ]
    order = list(Step)
    return sorted(found, key=lambda entry: (entry.by or date.max, order.index(entry.step)))


def _state(by: date, happened: date | None, today: date) -> State:
    if happened is not None:
        return State.KEPT if happened <= by else State.LATE
    if today > by:
        return State.PASSED
    return State.TODAY if today == by else State.AHEAD


def _is_over(known: Known, today: date) -> bool:
    return known.conference is not None and today > known.conference


def _entry(
    step: Step, by: date, today: date, happened: date | None = None, days: int | None = None
) -> Entry:
    return Entry(step, _state(by, happened, today), by, happened, days)


def _first_meeting(known: Known, today: date) -> Iterator[Entry]:
    """The initial conference is held within 15 working days of the strategy discussion.

    Source: national guidance, as published local procedures agree; of several discussions the one
    that began the enquiries. Whoever is at a review has long had it.
    """
    if known.strategy is None or (known.conference and known.review):
        return
    by = working_days_after(known.strategy, FIRST_MEETING_DAYS)
    entry = _entry(Step.FIRST_MEETING, by, today, known.conference)
    yield replace(entry, meeting_over=_is_over(known, today))


def _report(known: Known, council: Council, today: date) -> Iterator[Entry]:
    """The social worker's report comes so many working days before the conference.

    Source: published local procedures, which differ (2, 3 or 5 working days): the council's
    setting `report_days`.
    """
    if known.conference is None:
        return
    days = council.report_days.get("review" if known.review else "initial")
    over = _is_over(known, today)
    if days is None:
        yield Entry(Step.REPORT, State.ASK, happened=known.report, meeting_over=over)
        return
    by = working_days_before(known.conference, days)
    state = _state(by, known.report, today)
    yield Entry(Step.REPORT, state, by, known.report, days, meeting_over=over)


def _meeting(known: Known, today: date) -> Iterator[Entry]:
    """The day of the conference itself, as the family gave it."""
    if known.conference is not None:
        yield _entry(Step.MEETING, known.conference, today)


def _papers(known: Known, council: Council, today: date) -> Iterator[Entry]:
    """Decision letter and record are sent so many working days after the conference.

    Source: published local procedures, which differ (letter often 1, record 10 to 20 working
    days): the council's settings `letter_days` and `record_days`.
    """
    if known.conference is None:
        return
    for step, days, came in (
        (Step.LETTER, council.conference.letter_days, known.letter),
        (Step.RECORD, council.conference.record_days, known.record),
    ):
        if days is None:
            yield Entry(step, State.ASK, happened=came)
            continue
        yield _entry(step, working_days_after(known.conference, days), today, came, days=days)


def _core_group(known: Known, today: date) -> Iterator[Entry]:
    """The first core group meets within 10 working days of the initial conference.

    Source: national guidance, as published local procedures agree. How often it meets after that
    differs by area, so no more days are given.
    """
    if known.conference is not None and not known.review:
        by = working_days_after(known.conference, CORE_GROUP_DAYS)
        yield _entry(Step.CORE_GROUP, by, today)


def _reviews(known: Known, today: date) -> Iterator[Entry]:
    """The first review is within 3 months, each further one at most 6 months after the one before.

    Source: national guidance, as published local procedures agree: calendar months. Each day is
    the latest there can be: a review that is held sooner moves those after it forward. For a baby
    who was not born at the conference areas differ (so many working days after the birth, or
    3 months if that is sooner): ask.
    """
    if known.birth is not None and (known.conference is None or known.birth >= known.conference):
        yield Entry(Step.BABY, State.ASK, happened=known.birth)
        return
    if known.conference is None:
        return
    day, steps = known.conference, [Step.NEXT_REVIEW, Step.LATER_REVIEW]
    if not known.review:
        day = months_after(day, FIRST_REVIEW_MONTHS)
        yield _entry(Step.FIRST_REVIEW, day, today)
    for step in steps:
        day = months_after(day, NEXT_REVIEW_MONTHS)
        yield _entry(step, day, today)


def _complaint(known: Known, council: Council, today: date) -> Iterator[Entry]:
    """A complaint is begun so many days after the conference, the letter or the record.

    Source: no national rule; published local procedures differ from 5 working days to 6 months.
    So it is the council's setting `complaint` (all days count, the day after is day 1), and where
    that is not set the family asks in writing.
    """
    began = {"conference": known.conference, "letter": known.letter, "record": known.record}
    if not any(began.values()):
        return
    days, counted_from = council.complaint.first_days, council.complaint.counted_from
    if days is None or counted_from is None:
        yield Entry(Step.COMPLAINT, State.ASK)
        return
    start = began[counted_from]
    if start is None:
        yield Entry(Step.COMPLAINT, State.ASK, days=days, counted_from=counted_from)
        return
    by = start + timedelta(days=days)
    yield Entry(Step.COMPLAINT, _state(by, None, today), by, None, days, counted_from)
