"""A family that answers any form: something fitting for each question, whichever form it is."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product

from heard.journeys.model.choices import AnyOf, OneOf
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.question import Question
from heard.journeys.model.questions import Files, LongText, Reach, Scale

#: The year of the last 27 March, whichever day it is: a day that nobody would ask about.
LAST_MARCH = (date.today() - timedelta(days=87)).year

#: Which option to choose, or which several, by the name of the question.
Choices = Mapping[str, str | list[str]]

#: In every script at once, with signs that HTML, SQL and templates trip over.
WORDS = "Zoë said: “it’s <ok>” & 100 % {{fine}}\nدوسری سطر · 第二行 🙂"


def routes(journey: Journey) -> Iterator[Choices]:
    """Every way through the form: the choices on which pages depend, one set for each way.

    The first way chooses all where several may be chosen; others choose each by itself.
    """
    decide = {condition.question for page in journey.pages for condition in page.only_if}
    deciding = [question for _, question in journey.questions() if question.name in decide]
    walked = set()
    for chosen in product(*map(_ways_to_choose, deciding)):
        choices = {question.name: value for question, value in zip(deciding, chosen, strict=True)}
        way = journey.way(choices, {}).pages
        if way not in walked:
            walked.add(way)
            yield choices


def _ways_to_choose(question: Question) -> list[str | list[str]]:
    assert isinstance(question, OneOf | AnyOf), f"nothing can depend on {question.name}"
    if isinstance(question, OneOf):
        return [option.value for option in question.options if not option.refused]
    values = [option.value for option in question.options]
    return [values, *([value] for value in values)]


def answer(question: Question, choices: Choices) -> dict[str, str | list[str]]:
    """What the browser posts for one question."""
    name = question.name
    match question:
        case OneOf():
            first = next(each.value for each in question.options if not each.refused)
            return {name: choices.get(name, first)}
        case AnyOf():
            return {name: choices.get(name, [each.value for each in question.options])}
        case Scale():
            return {name: "7"}
        case DateOf():
            return {f"{name}-day": "۲۷", f"{name}-month": "3", f"{name}-year": str(LAST_MARCH)}
        case Reach():
            return {name: "٠٧٧٠٠ ٩٠٠١٢٣"}
        case Files():
            return {}
        case LongText():
            return {name: WORDS}
        case _:
            return {name: WORDS.split("\n")[0]}


def answers(page: Page, choices: Choices, readers: str = "everyone") -> dict[str, str | list[str]]:
    """What the browser posts for a whole page."""
    posted: dict[str, str | list[str]] = {}
    for question in page.questions:
        posted |= answer(question, choices)
    if page.asks_readers:
        posted["readers"] = readers
    return posted
