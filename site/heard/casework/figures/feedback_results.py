"""What people said after the meeting, as numbers: how many of whom chose which answer.

Only answers to questions with a choice are counted. Nobody's own words, no day and no reference
leaves this module, and nothing is turned into a score or put in an order. People are counted
within who they are; a kind of people with fewer than five is not shown, and there is no total from
which it could be subtracted.

Answers are counted under the words in which the question was asked. What was asked in other words
than today's has a line of its own, where enough people were asked in them.

There are figures of a quarter that has ended, and of no other. They are counted once, by whoever
asks first, and kept closed: from then on everybody sees the same, also when somebody takes a form
back, or it expires. So there are no two looks of which one could be subtracted from the other.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from heard.authority.hours import LONDON
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
from heard.casework.figures.quarters import Quarter
from heard.casework.figures.results import Group, Line, Results, kept, read_kept
from heard.casework.figures.small_numbers import SMALLEST, Shown, many_answers_each, one_answer_each
from heard.casework.reading.counting import Counting, begin_counting, open_answers
from heard.casework.staff.access import Access
from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.roles import Role
from heard.records import figures
from heard.records.database.store import Store
from heard.records.sealed_answers import count_uncounted, counted, keep_counted

#: For those who left that question out.
UNSAID = Option(UNSAID_KIND, "People who did not say who they are")

#: How many submissions are opened in one request: about a fifth of a second.
MOST_AT_ONCE = 200


class NotEnded(ValueError):
    """The quarter is running: whoever looked twice could see what somebody chose in between."""


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


def feedback_results(
    store: Store,
    logbook: Logbook,
    access: Access,
    form: Journey,
    quarter: Quarter,
    kept_until: date,
    now: datetime,
) -> Results:
    """What came by the form in a quarter, counted once. That is logged first.

    Each submission is opened for it once, and no more than MOST_AT_ONCE at a time: what counts of
    it is set down beside its key and gone with it. The whole is kept until `kept_until`. Raises
    NotPermitted, and NotEnded.
    """
    today = now.astimezone(LONDON).date()
    if today < quarter.figures_from:
        raise NotEnded
    counting = begin_counting(store, logbook, access, form, (quarter.first, quarter.last), now)
    if counting.scope.conferences is not None:
        # They are figures of all that came.
        return Results(out_of_reach=True)
    found = _kept(counting, quarter)
    if found is not None:
        return found
    _set_down(counting)
    counted_now = _counted(counting, form, today)
    if counted_now.left or counted_now.out_of_reach or not counting.keys:
        return counted_now
    key_id, body = counting.close_whole(_name(counting, quarter), kept(counted_now))
    with store.write() as conn:
        row = figures.KeptFigures(form.name, quarter.name, key_id, kept_until, body)
        figures.keep(conn, row)
    # Somebody else may have been first: then theirs are everybody's.
    return _kept(counting, quarter) or counted_now


def _kept(counting: Counting, quarter: Quarter) -> Results | None:
    with counting.store.read() as conn:
        found = figures.find(conn, counting.wanted.form, quarter.name)
    if found is None:
        return None
    (content,) = counting.open([(_name(counting, quarter), found.key_id, found.body)])
    return Results(out_of_reach=True) if content is None else read_kept(content)


def _name(counting: Counting, quarter: Quarter) -> str:
    return f"{counting.wanted.form} {quarter.name}"


def _counted(counting: Counting, form: Journey, today: date) -> Results:
    with counting.store.read() as conn:
        rows = counted(conn, counting.scope, counting.wanted)
        waiting = count_uncounted(conn, counting.scope, counting.wanted)
    if not counting.keys.keys() >= {*waiting, *(key_id for _, key_id, _ in rows)}:
        # Without these it would be another count than that of whoever holds the key.
        return Results(out_of_reach=True)
    left = sum(waiting.values())
    if left:
        return Results(counted=len(rows), left=left)
    kinds = _kinds(form)
    tallies = {kind.value: _Tally() for kind in kinds}
    some_unopened = False
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
        counted_on=today,
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
