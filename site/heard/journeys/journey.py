"""A form, declared once. Page, check-your-answers, sealed record and desk all come from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from heard.journeys.audience import NARROWEST, Audience
from heard.journeys.questions import Answer, Question

Answers = Mapping[str, Answer]
Audiences = Mapping[str, Audience]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One screen: a heading, one thing to say, and who may see it.

    `readers` is fixed where the council needs the answer to do its work; None means that the
    person chooses, starting from the narrowest circle.
    """

    slug: str
    title: str
    questions: tuple[Question, ...]
    lead: str = ""
    readers: Audience | None = None

    @property
    def asks_readers(self) -> bool:
        """Whether the person chooses who may see this page's answers."""
        return self.readers is None

    def audience(self, chosen: Audiences) -> Audience:
        """Who may see this page's answers, as chosen so far."""
        return self.readers or chosen.get(self.slug, NARROWEST)


@dataclass(frozen=True, kw_only=True)
class Journey:
    """A form from its first page to its receipt.

    `name` is the program's own; `slug` stands in addresses and `tab_title` in a phone's history,
    so both keep to neutral words. `version` goes up when a question changes its meaning.
    """

    name: str
    slug: str
    version: int
    title: str
    tab_title: str
    lead: str
    minutes: int
    pages: tuple[Page, ...]

    def page(self, slug: str) -> Page | None:
        """The page with this slug, or None."""
        return next((page for page in self.pages if page.slug == slug), None)

    def number(self, page: Page) -> int:
        """Where the page stands, counted from 1."""
        return self.pages.index(page) + 1

    def after(self, page: Page) -> Page | None:
        """The page that follows, or None after the last."""
        return next(iter(self.pages[self.number(page) :]), None)

    def before(self, page: Page) -> Page | None:
        """The page that comes before, or None before the first."""
        at = self.number(page) - 1
        return self.pages[at - 1] if at else None

    def questions(self) -> Iterator[tuple[Page, Question]]:
        """Every question with its page, in order."""
        for page in self.pages:
            for question in page.questions:
                yield page, question
