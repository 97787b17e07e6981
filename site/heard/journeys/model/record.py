"""From answers to the two sealed parts, and from opened parts back to what a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from heard.journeys.model.audience import Audience
from heard.journeys.model.journey import Answers, Audiences, Counts, Journey, Page
from heard.journeys.model.questions import Answer, Question


@dataclass(frozen=True)
class Row:
    """A question and its answer; None where it was left out."""

    question: Question
    answer: Answer | None


@dataclass(frozen=True)
class Section:
    """A page's answers with who may see them. `closed` means: the reader's keys do not open it."""

    page: Page
    audience: Audience
    rows: tuple[Row, ...]
    closed: bool = False

    @property
    def answered(self) -> bool:
        """Whether anything at all was answered on this page."""
        return any(row.answer is not None for row in self.rows)


def sections(
    journey: Journey, answers: Answers, audiences: Audiences, counts: Counts
) -> list[Section]:
    """The answers of every page on this way, for check-your-answers and the person's own copy."""
    way = journey.way(answers, counts)
    return [_section(page, answers, page.audience(audiences)) for page in way.pages]


def _section(page: Page, answers: Answers, audience: Audience, closed: bool = False) -> Section:
    rows = tuple(Row(question, answers.get(question.name)) for question in page.questions)
    return Section(page, audience, rows, closed)


def parts(
    journey: Journey, answers: Answers, audiences: Audiences, counts: Counts, language: str
) -> tuple[dict, dict]:
    """The unit's part and the chair's part, as they are sealed.

    What was answered on a page that is not asked any more stays out. Which pages went to the chair
    alone is known only inside the chair's part.
    """
    for_unit: dict = {"language": language, "answers": {}, "readers": {}}
    for_chair: dict = {"language": language, "answers": {}, "readers": {}}
    for section in sections(journey, answers, audiences, counts):
        part = for_chair if section.audience is Audience.CHAIR else for_unit
        part["readers"][section.page.slug] = str(section.audience)
        for row in section.rows:
            if row.answer is not None:
                part["answers"][row.question.name] = row.answer
    return for_unit, for_chair


def opened_sections(journey: Journey, unit: Mapping, chair: Mapping | None) -> list[Section]:
    """What a member of staff may read, page by page.

    `chair` is None where the reader's keys do not open the chair's part: every page that was asked
    and is not in the unit's part then shows as closed, whether or not anything was written on it.
    """
    readers = {**unit["readers"], **(chair["readers"] if chair else {})}
    way = journey.way(unit["answers"], journey.counts_in(readers))
    shown = []
    for page in way.pages:
        part = unit if page.slug in unit["readers"] else chair
        if part is None:
            shown.append(_section(page, {}, Audience.CHAIR, closed=True))
        else:
            audience = Audience(part["readers"].get(page.slug, Audience.CHAIR))
            shown.append(_section(page, part["answers"], audience))
    return shown
