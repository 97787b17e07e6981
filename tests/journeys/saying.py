"""What a form says of its own, as text that can be weighed."""

from collections.abc import Iterator
from itertools import chain

from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import Scale


def words_of_page(page: Page) -> Iterator[str]:
    """Everything that the page says of its own."""
    yield from (page.title, page.lead)
    if page.repeats:
        yield page.repeats.another
    for each in page.questions:
        yield from (each.label, each.hint, each.required)
        if isinstance(each, Scale):
            yield from (each.low, each.high)
        for option in getattr(each, "options", ()):
            yield from (option.label, option.hint, option.refused)


def words_of_form(journey: Journey) -> Iterator[str]:
    """Everything that the form says of its own."""
    yield from (journey.title, journey.tab_title, journey.lead)
    yield from chain.from_iterable(words_of_page(page) for page in journey.pages)


def as_text(words: Iterator[str]) -> str:
    """Each of the words once, every one a sentence of its own."""
    once = dict.fromkeys(each.replace("%(n)s", "2") for each in words if each)
    return "\n".join(each if each[-1] in ".?!" else f"{each}." for each in once)
