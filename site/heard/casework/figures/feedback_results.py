"""What people said after the meeting, as numbers: how many of whom chose which answer.

Only answers to questions with a choice are counted. Nobody's own words, no day and no reference
leaves this module, and nothing is turned into a score or put in an order. People are counted
within who they are; a kind of people with fewer than five is not shown, and there is no total from
which it could be subtracted.

Answers are counted under the words in which the question was asked. What was asked in other words
than today's has a line of its own, where enough people were asked in them.

The time is always a quarter of the year. Quarters do not overlap, so no table can be subtracted
from another; a table of "the last year" would give away the quarter that it has lost by now.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from heard.casework.council.logbook import Logbook
from heard.casework.figures.choices import (
    UNSAID_KIND,
    Choices,
    Counted,
    as_asked,
    choices_in,
    read_choices,
    written,
)
from heard.casework.figures.small_numbers import SMALLEST, Shown, many_answers_each, one_answer_each
from heard.casework.reading.counting import Counting, begin_counting, open_answers
from heard.casework.staff.access import Access
from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.roles import Role
from heard.records.database.store import Store
from heard.records.sealed_answers import count_uncounted, counted, keep_counted

#: For those who left that question out.
UNSAID = Option(UNSAID_KIND, "People who did not say who they are")

#: How many submissions are opened in one request: about a fifth of a second.
MOST_AT_ONCE = 200

_MONTHS = 3


@dataclass(frozen=True)
class Quarter:
    """Three months, by their first and last day in London."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """As it stands in an address: `2026-4`."""
        return f"{self.first.year}-{self.last.month // _MONTHS}"


@dataclass(frozen=True)
class Line:
    """One question. `shown` has a number for each of its options; None: the question is hidden."""

    question: Counted
    shown: Shown | None


@dataclass(frozen=True)
class Group:
    """People of one kind: how many sent the form, and what they chose."""

    who: Option
    people: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Results:
    """The groups that are shown, in the order of the form, and the kinds of people who are not.

    `some_unopened` says that something was sent that does not open, and is not counted. While
    something is `left` to count there is nothing else: half a count says more than a whole one.
    """

    groups: tuple[Group, ...]
    too_few: tuple[Option, ...]
    some_unopened: bool
    counted: int = 0
    left: int = 0


@dataclass
class _Tally:
    """How often people of one kind were asked in which words, and how often they chose what."""

    people: int = 0
    asked: Counter[Counted] = field(default_factory=Counter)
    chosen: Counter[tuple[Counted, str]] = field(default_factory=Counter)

    def add(self, choices: Choices) -> None:
        """Count one person's answers."""
        self.people += 1
        for question, values in choices.chosen:
            self.asked[question] += 1
            self.chosen.update((question, value) for value in values)


def quarters(today: date, days_kept: int) -> list[Quarter]:
    """The quarter that is running, then those before it of which nothing has expired yet."""
    found = [_quarter_of(today)]
    while True:
        before = _quarter_of(found[-1].first - timedelta(days=1))
        if before.first + timedelta(days=days_kept) <= today:
            return found
        found.append(before)


def feedback_results(
    store: Store,
    logbook: Logbook,
    access: Access,
    form: Journey,
    quarter: Quarter,
    now: datetime,
) -> Results:
    """Count what came by the form in a quarter. That is logged first. NotPermitted.

    Each submission is opened for it once, and no more than MOST_AT_ONCE at a time: what counts of
    it is set down beside its key and gone with it. So what was taken back or has expired is in no
    later count.
    """
    counting = begin_counting(store, logbook, access, form, (quarter.first, quarter.last), now)
    _set_down(counting)
    with store.read() as conn:
        rows = counted(conn, counting.scope, counting.wanted)
        waiting = count_uncounted(conn, counting.scope, counting.wanted)
    left = sum(number for key_id, number in waiting.items() if key_id in counting.keys)
    if left:
        return Results((), (), some_unopened=False, counted=len(rows), left=left)
    kinds = _kinds(form)
    tallies = {kind.value: _Tally() for kind in kinds}
    some_unopened = bool(waiting)
    for opened in counting.open(rows):
        choices = Choices(None) if opened is None else read_choices(opened)
        tally = tallies.get(choices.kind) if choices.kind is not None else None
        if tally:
            tally.add(choices)
        else:
            some_unopened = True
    shown = [kind for kind in kinds if tallies[kind.value].people >= SMALLEST]
    return Results(
        groups=tuple(_group(kind, tallies[kind.value], form) for kind in shown),
        too_few=tuple(kind for kind in kinds if kind not in shown),
        some_unopened=some_unopened,
    )


def _set_down(counting: Counting) -> None:
    """Open some of what was never counted, and set down what counts of it."""
    new = counting.close(
        [
            (part, written(choices_in(opened)))
            for part, opened in open_answers(counting, MOST_AT_ONCE)
        ]
    )
    with counting.store.write() as conn:
        keep_counted(conn, counting.scope, counting.wanted.part, new)


def _quarter_of(day: date) -> Quarter:
    first = day.replace(month=(day.month - 1) // _MONTHS * _MONTHS + 1, day=1)
    # From the first of one quarter, 100 days on is always within the next.
    following = (first + timedelta(days=100)).replace(day=1)
    return Quarter(first, following - timedelta(days=1))


def _kinds(form: Journey) -> tuple[Option, ...]:
    """Everything that somebody can say they are, and that they have not said it."""
    who = _who(form)
    return who.options if who.required else (*who.options, UNSAID)


def _who(form: Journey) -> OneOf:
    asked = (each for _, each in form.questions() if isinstance(each, OneOf))
    return next(each for each in asked if each.role is Role.KIND_OF_PERSON)


def _as_declared(question: OneOf | AnyOf) -> Counted:
    return as_asked(question.asked(None, IN_ENGLISH))


def _group(who: Option, tally: _Tally, form: Journey) -> Group:
    return Group(who, tally.people, tuple(_lines(who, tally, form)))


def _lines(who: Option, tally: _Tally, form: Journey) -> Iterator[Line]:
    """Each question as it is declared, followed by what was asked under its name in other words."""
    asked_of = _who(form)
    others = [each for each, people in tally.asked.items() if people >= SMALLEST]
    for page, question in form.questions():
        if not isinstance(question, OneOf | AnyOf) or question is asked_of:
            continue
        declared = _as_declared(question)
        if _meets(who, page, asked_of.name):
            yield Line(declared, _shown(declared, tally, required=bool(question.required)))
        for other in [each for each in others if each.name == declared.name]:
            others.remove(other)
            if other != declared:
                yield _in_other_words(other, tally)
    for other in others:
        yield _in_other_words(other, tally)


def _in_other_words(question: Counted, tally: _Tally) -> Line:
    # Nobody says any more whether it could be left out; this is safe in both cases.
    return Line(question, _shown(question, tally, required=True))


def _meets(who: Option, page: Page, asked_of: str) -> bool:
    """Whether people of this kind can come to the page."""
    return all(
        condition.holds({asked_of: who.value})
        for condition in page.only_if
        if condition.question == asked_of
    )


def _shown(question: Counted, tally: _Tally, *, required: bool) -> Shown | None:
    counts = [tally.chosen[question, value] for value, _ in question.options]
    rule = many_answers_each if question.many else one_answer_each
    return rule(counts, tally.asked[question], required=required)
