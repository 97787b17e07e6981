"""A form, declared once. Page, check-your-answers, paper, sealed record and desk all come from it.

Which pages a person meets depends on what they have answered: `Journey.way` says so for a set of
answers. A page that may come several times (`repeats`) is met as copies of itself, each with its
own slug and its own names of questions, so that every other part of the program knows only pages.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from heard.journeys.model.asked import Answer
from heard.journeys.model.audience import NARROWEST, TO_ADULTS, TO_CHILDREN, Audience, Said
from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.dates import DateOf, Likely
from heard.journeys.model.question import Doubt, Question
from heard.journeys.model.questions import ShortText
from heard.journeys.model.roles import Role
from heard.languages.marks import N_

Answers = Mapping[str, Answer]
Audiences = Mapping[str, Audience]
#: How many copies of each page that repeats, by its slug; one where nothing is said.
Counts = Mapping[str, int]


@dataclass(frozen=True)
class OnlyIf:
    """A page is met only by those who chose one of `values` at `question`.

    The question stands on an earlier page that the council's team reads in any case, so that the
    desk too knows which pages were asked.
    """

    question: str
    values: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        """Whether one of the values was chosen."""
        answer = answers.get(self.question)
        chosen = answer if isinstance(answer, list) else [answer]
        return any(value in chosen for value in self.values)


@dataclass(frozen=True)
class Repeats:
    """The page can be filled in up to `most` times; `another` are the words of the button."""

    most: int
    another: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """One screen: a heading, one thing to say, and who may see it.

    `readers` is fixed where the council needs the answer to do its work; None means that the
    person chooses, starting from the narrowest circle. Every condition of `only_if` must hold.
    `panel` names something that is worked out from the council's settings and shown above the
    questions. `copy` counts the copies of a page that repeats, from 1; 0 for all other pages. Where
    it repeats, the title may hold `%(n)s`. `picture` names a drawing that stands above the question
    for those who read little; it says nothing that the words do not say.
    """

    slug: str
    title: str
    questions: tuple[Question, ...]
    lead: str = ""
    readers: Audience | None = None
    only_if: tuple[OnlyIf, ...] = ()
    repeats: Repeats | None = None
    panel: str = ""
    copy: int = 0
    picture: str = ""

    def asks(self, role: Role) -> bool:
        """Whether a question with this role stands on the page."""
        return any(question.role is role for question in self.questions)

    @property
    def asks_readers(self) -> bool:
        """Whether the person chooses who may see this page's answers."""
        return self.readers is None

    def audience(self, chosen: Audiences) -> Audience:
        """Who may see this page's answers, as chosen so far."""
        return self.readers or chosen.get(self.slug, NARROWEST)

    def asked(self, answers: Answers) -> bool:
        """Whether somebody with these answers meets the page."""
        return all(condition.holds(answers) for condition in self.only_if)

    def doubts(self, answers: Answers, today: date) -> dict[str, Doubt]:
        """What is asked once about the answers that were given here, by the name of the question.

        The questions of a copy know each other by the names that they were declared with.
        """
        end = f"_{self.copy}" if self.copy > 1 else ""
        beside = {
            each.name.removesuffix(end): answers[each.name]
            for each in self.questions
            if each.name in answers
        }
        found = {
            each.name: each.doubt(answers.get(each.name), beside, today) for each in self.questions
        }
        return {name: doubt for name, doubt in found.items() if doubt is not None}


#: The answer that says that somebody types in what a family has written by hand.
FROM_PAPER = {"from_paper": "yes"}

#: Who types it in says so, before the form's own pages. Nobody else meets this page.
PAPER = Page(
    slug="paper",
    title=N_("A form filled in by hand"),
    lead=N_("Type in what stands on the paper, word for word. Then give the family the number."),
    readers=Audience.TEAM,
    only_if=(OnlyIf("from_paper", ("yes",)),),
    questions=(
        OneOf(
            name="from_paper",
            role=Role.FROM_PAPER,
            label=N_("Where do the words come from?"),
            options=(Option("yes", N_("I type in what somebody has written on paper")),),
        ),
        ShortText(
            name="paper_typed_by",
            role=Role.PAPER_TYPED_BY,
            label=N_("Who types it in?"),
            hint=N_("Your name and your job"),
            required=N_("Write your name and your job."),
        ),
        DateOf(
            name="paper_came",
            role=Role.PAPER_CAME,
            label=N_("When did the paper come?"),
            hint=N_("In numbers, like 27 3 2026"),
            begins_today=True,
            likely=Likely(back=24),
        ),
    ),
)


@cache
def copy_of(page: Page, number: int) -> Page:
    """The copy of a page that repeats. The first keeps the names of slug and questions."""
    if number == 1:
        return replace(page, copy=1)
    questions = tuple(replace(each, name=f"{each.name}_{number}") for each in page.questions)
    return replace(page, slug=f"{page.slug}-{number}", questions=questions, copy=number)


def base_slug(slug: str, copy: int) -> str:
    """The slug of the page of which this is a copy; its own where it is none."""
    return slug.removesuffix(f"-{copy}") if copy > 1 else slug


@dataclass(frozen=True)
class Way:
    """The pages that somebody meets, in order."""

    pages: tuple[Page, ...]

    def number(self, page: Page) -> int:
        """Where the page stands, counted from 1; 0 when it is not on this way."""
        return self.pages.index(page) + 1 if page in self.pages else 0

    def after(self, page: Page) -> Page | None:
        """The page that follows, or None after the last."""
        return next(iter(self.pages[self.number(page) :]), None)

    def before(self, page: Page) -> Page | None:
        """The page that comes before, or None before the first."""
        at = self.number(page) - 1
        return self.pages[at - 1] if at > 0 else None


@dataclass(frozen=True, kw_only=True)
class Journey:
    """A form from its first page to its receipt.

    `name` is the program's own; `slug` stands in addresses and `tab_title` in a phone's history,
    so both keep to neutral words. `version` goes up with every change of the declaration
    (`journeys/lock.py`). `age` is the band of children that it is made for, "5-7", "8-11" or
    "12-17"; empty for adults.
    """

    name: str
    slug: str
    version: int
    title: str
    tab_title: str
    lead: str
    minutes: int
    pages: tuple[Page, ...]
    age: str = ""

    @property
    def asks_readers(self) -> bool:
        """Whether the person chooses, on some page, who may see their answers."""
        return any(page.asks_readers for page in self.pages)

    @property
    def may_ask(self) -> bool:
        """Whether something can be asked for with it, of which staff say what became of it."""
        return any(question.may_ask for _, question in self.questions())

    @property
    def said(self) -> Said:
        """Who sees an answer, and the exception, in words for those who fill it in."""
        return TO_CHILDREN if self.age else TO_ADULTS

    @property
    def with_grown_up(self) -> bool:
        """Whether it is made for a small child beside a grown-up, who has a page of their own."""
        return self.age == "5-7"

    @property
    def branches(self) -> bool:
        """Whether it depends on the answers how many pages there are."""
        return any(page.only_if or page.repeats for page in self.pages)

    @property
    def readers(self) -> tuple[Audience, ...]:
        """Who reads the pages on which there is no choice, each once."""
        return tuple(dict.fromkeys(page.readers for page in self.pages if page.readers))

    def way(self, answers: Answers, counts: Counts) -> Way:
        """The pages that somebody with these answers meets."""
        return Way(tuple(self._met(answers, counts)))

    def _met(self, answers: Answers, counts: Counts) -> Iterator[Page]:
        for page in (PAPER, *self.pages):
            if not page.asked(answers):
                continue
            if page.repeats is None:
                yield page
            else:
                for number in range(1, counts.get(page.slug, 1) + 1):
                    yield copy_of(page, number)

    def page(self, slug: str) -> Page | None:
        """The page or copy with this slug, whether or not anybody meets it now; else None."""
        for page in (PAPER, *self.pages):
            if page.repeats is None:
                if page.slug == slug:
                    return page
            elif found := re.fullmatch(rf"{re.escape(page.slug)}(?:-([2-9]|[1-9]\d))?", slug):
                number = int(found.group(1) or 1)
                return copy_of(page, number) if number <= page.repeats.most else None
        return None

    def repeated(self, copy: Page) -> Page:
        """The page of which this is a copy."""
        return next(page for page in self.pages if page.slug == base_slug(copy.slug, copy.copy))

    def counts_in(self, slugs: Iterable[str]) -> dict[str, int]:
        """How many copies of each page there are among the slugs of a record."""
        counts: dict[str, int] = {}
        for slug in slugs:
            page = self.page(slug)
            if page is not None and page.copy:
                base = base_slug(page.slug, page.copy)
                counts[base] = max(counts.get(base, 1), page.copy)
        return counts

    def answer(self, role: Role, answers: Answers) -> Answer | None:
        """The answer to the question with this role; None where it was left out or never asked."""
        asked = next((each for _, each in self.questions() if each.role is role), None)
        return None if asked is None else answers.get(asked.name)

    def questions(self) -> Iterator[tuple[Page, Question]]:
        """Every question with its page, in order, each once."""
        for page in self.pages:
            for question in page.questions:
                yield page, question
