"""Finding one question or page in the declaration of a form."""

from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.question import Question


def question(journey: Journey, name: str) -> Question:
    """The question with this name."""
    return next(each for _, each in journey.questions() if each.name == name)


def page_of(journey: Journey, name: str) -> Page:
    """The page on which this question is asked."""
    return next(page for page, each in journey.questions() if each.name == name)


def met(journey: Journey, **answers: object) -> list[str]:
    """The slugs of the pages that somebody with these answers meets."""
    return [page.slug for page in journey.way(answers, {}).pages]


def needed(journey: Journey) -> set[str]:
    """The names of the questions that cannot be left out where they are asked."""
    return {each.name for _, each in journey.questions() if each.required}


def options(journey: Journey, name: str) -> set[str]:
    """The values among which somebody chooses."""
    return {option.value for option in question(journey, name).options}
