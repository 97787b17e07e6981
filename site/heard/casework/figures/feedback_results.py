"""What people said after the meeting, as numbers: how many of whom chose which answer.

Only answers to questions with a choice are counted. Nobody's own words, no day and no reference
leaves this module, and nothing is turned into a score or put in an order. People are counted
within who they are; a kind of people with fewer than five is not shown, and there is no total from
which it could be subtracted.

The time is always a quarter of the year. Quarters do not overlap, so no table can be subtracted
from another; a table of "the last year" would give away the quarter that it has lost by now.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from heard.casework.council.logbook import Logbook
from heard.casework.figures.small_numbers import SMALLEST, Shown, many_answers_each, one_answer_each
from heard.casework.reading.opened import OpenedPart
from heard.casework.reading.opening import open_answers
from heard.casework.staff.access import Access
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import AnyOf, OneOf, Option
from heard.records.database.store import Store

#: The question that says who somebody is.
GROUPED_BY = "who"

#: For those who left that question out.
UNSAID = Option("", "People who did not say who they are")

_MONTHS = 3

#: A question whose answers are counted, and with the page on which it is asked.
Counted = OneOf | AnyOf
Asked = tuple[Page, Counted]


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

    `some_unopened` says that something was sent that does not open, and is not counted.
    """

    groups: tuple[Group, ...]
    too_few: tuple[Option, ...]
    some_unopened: bool


@dataclass
class _Tally:
    """How often each answer was chosen by people of one kind, by question and answer."""

    people: int = 0
    chosen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, asked: Iterable[Asked], part: OpenedPart) -> None:
        """Count one person's answers."""
        self.people += 1
        for _, question in asked:
            self.chosen.update(
                (question.name, option.value)
                for option in question.options
                if _chose(part, question, option.value)
            )


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
    """Count what came by the form in a quarter. That is logged first. NotPermitted."""
    asked = _asked(form)
    kinds = _kinds(form)
    tallies = {kind.value: _Tally() for kind in kinds}
    some_unopened = False
    days = (quarter.first, quarter.last)
    for part in open_answers(store, logbook, access, form, days, now):
        tally = None if part is None else _whose(part, tallies)
        if tally is None:
            some_unopened = True
        else:
            tally.add(asked, part)
    shown = [kind for kind in kinds if tallies[kind.value].people >= SMALLEST]
    return Results(
        groups=tuple(_group(kind, tallies[kind.value], asked) for kind in shown),
        too_few=tuple(kind for kind in kinds if kind not in shown),
        some_unopened=some_unopened,
    )


def _quarter_of(day: date) -> Quarter:
    first = day.replace(month=(day.month - 1) // _MONTHS * _MONTHS + 1, day=1)
    # From the first of one quarter, 100 days on is always within the next.
    following = (first + timedelta(days=100)).replace(day=1)
    return Quarter(first, following - timedelta(days=1))


def _asked(form: Journey) -> list[Asked]:
    return [
        (page, question)
        for page, question in form.questions()
        if isinstance(question, OneOf | AnyOf) and question.name != GROUPED_BY
    ]


def _kinds(form: Journey) -> tuple[Option, ...]:
    """Everything that somebody can say they are, and that they have not said it."""
    who = next(each for _, each in form.questions() if each.name == GROUPED_BY)
    return who.options if who.required else (*who.options, UNSAID)


def _whose(part: OpenedPart, tallies: Mapping[str, _Tally]) -> _Tally | None:
    """Where these answers belong; None when the form could not have been sent like this."""
    who = part.answers.get(GROUPED_BY, UNSAID.value)
    return tallies.get(who) if isinstance(who, str) else None


def _chose(part: OpenedPart, question: Counted, value: str) -> bool:
    answer = part.answers.get(question.name)
    # Anybody can seal anything: several answers where one was asked for are none.
    if isinstance(answer, list):
        return isinstance(question, AnyOf) and value in answer
    return isinstance(question, OneOf) and answer == value


def _group(who: Option, tally: _Tally, asked: Iterable[Asked]) -> Group:
    lines = [
        Line(question, _shown(question, tally)) for page, question in asked if _meets(who, page)
    ]
    return Group(who, tally.people, tuple(lines))


def _meets(who: Option, page: Page) -> bool:
    """Whether people of this kind can come to the page."""
    return all(
        condition.holds({GROUPED_BY: who.value})
        for condition in page.only_if
        if condition.question == GROUPED_BY
    )


def _shown(question: Counted, tally: _Tally) -> Shown | None:
    counts = [tally.chosen[question.name, option.value] for option in question.options]
    required = bool(question.required)
    if isinstance(question, AnyOf):
        return many_answers_each(counts, required=required)
    return one_answer_each(counts, tally.people, required=required)
