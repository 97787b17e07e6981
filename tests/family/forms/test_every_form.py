"""Every form, in every language, over HTTP: it can be finished, and mistakes are shown in place."""

import html
import json
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.journey import Journey, Page
from tests.family.forms.test_filling import receipt_on
from tests.support.answering import WORDS, Choices, answers, routes
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built
from tests.support.opening import newest_opened

LANGUAGES = ("en", "pl", "ur")
FORMS = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
EVERYWHERE = pytest.mark.parametrize("language", LANGUAGES)


def post(client: CarefulClient, address: str, do: str, posted: dict) -> TestResponse:
    """Open a page and post it; a button that is itself an answer brings no `do`."""
    page = client.get(address)
    assert page.status_code == 200, f"{address}: {page.location}"
    data = {"csrf_token": token(page.text), **posted}
    return client.post(address, data=data | ({"do": do} if do else {}))


def walk(
    client: CarefulClient, journey: Journey, language: str, choices: Choices, readers: str
) -> list[Page]:
    """From the start to the check, wherever the form leads; the pages that were met."""
    form, met = f"/{language}/forms/{journey.slug}", []
    assert client.get(form).status_code == 200
    place = f"{form}/{journey.pages[0].slug}"
    while not place.endswith("/check"):
        page = journey.page(place.split("/")[-1])
        assert page not in met, f"{place} comes twice"
        met.append(page)
        tapped = len(page.questions) == 1 and getattr(page.questions[0], "tap", False)
        answer = post(client, place, "" if tapped else "next", answers(page, choices, readers))
        assert answer.status_code == 303, f"{place}: {answer.text}"
        place = answer.location
    return met


@FORMS
@EVERYWHERE
def test_it_can_be_finished_whatever_is_chosen_and_nothing_that_was_written_is_changed(
    client: CarefulClient, family_house: Built, journey: Journey, language: str
) -> None:
    everything_met = set()
    for readers, choices in zip(("chair", "everyone") * 50, routes(journey), strict=False):
        met = walk(client, journey, language, choices, readers)
        everything_met |= {page.slug for page in met}
        form = f"/{language}/forms/{journey.slug}"
        checked = html.unescape(client.get(f"{form}/check").text)
        assert post(client, f"{form}/check", "send", {}).location == f"{form}/sent"
        sent = client.get(f"{form}/sent").text
        assert len(receipt_on(sent)) == 20
        opened = newest_opened(family_house)
        for part in opened.parts.values():
            assert part["language"] == language
            assert not [words for words in asked_in(part) if words not in checked]
        written = opened.unit | opened.chair
        asked = {q.name for page in met for q in page.questions if q.kind != "files"}
        assert set(written) == asked
        words = json.dumps(list(written.values()), ensure_ascii=False)
        assert json.dumps(WORDS, ensure_ascii=False)[1:-1] in words or "words" not in {
            q.kind for page in met for q in page.questions
        }
        assert "07700 900123" in words or "Reach" not in {
            type(q).__name__ for page in met for q in page.questions
        }
        client.submit(f"{form}/sent", do="done")
    assert everything_met >= {page.slug for page in journey.pages}, "a page that nobody meets"


@pytest.mark.parametrize(
    "journey",
    [each for each in JOURNEYS if any(question.required for _, question in each.questions())],
    ids=lambda journey: journey.name,
)
@EVERYWHERE
def test_what_is_needed_and_missing_is_said_beside_its_field(
    client: CarefulClient, journey: Journey, language: str
) -> None:
    needing = {page for page, question in journey.questions() if question.required}
    asked: set[Page] = set()
    for choices in routes(journey):
        if not needing.intersection(journey.way(choices, {}).pages) - asked:
            continue
        for page in walk(client, journey, language, choices, "team"):
            needed = [question for question in page.questions if question.required]
            if not needed or page in asked:
                continue
            asked.add(page)
            answer = post(client, f"/{language}/forms/{journey.slug}/{page.slug}", "next", {})
            assert answer.status_code == 422
            for question in needed:
                assert f'href="#{question.name}' in answer.text
                assert f'id="{question.name}-error"' in answer.text
            # So that the next walk finds the form as it was.
            post(
                client,
                f"/{language}/forms/{journey.slug}/{page.slug}",
                "next",
                answers(page, choices),
            )
        client.post(
            f"/{language}/forms/{journey.slug}/stop",
            data={
                "csrf_token": token(client.get(f"/{language}/forms/{journey.slug}/stop").text),
                "do": "throw",
            },
        )
    assert asked >= needing


REFUSED = [
    pytest.param(journey, page, question, option, id=f"{journey.name}-{option.value}")
    for journey in JOURNEYS
    for page, question in journey.questions()
    if isinstance(question, OneOf)
    for option in question.options
    if option.refused
]


def test_there_are_answers_that_are_refused() -> None:
    assert len(REFUSED) >= 3


@pytest.mark.parametrize(("journey", "page", "question", "option"), REFUSED)
@EVERYWHERE
def test_what_cannot_be_chosen_is_refused_with_its_reason_and_stays_chosen(
    client: CarefulClient,
    journey: Journey,
    page: Page,
    question: OneOf,
    option: Option,
    language: str,
) -> None:
    choices = next(each for each in routes(journey) if page in journey.way(each, {}).pages)
    assert page in walk(client, journey, language, choices, "team")
    address = f"/{language}/forms/{journey.slug}/{page.slug}"
    answer = post(client, address, "next", answers(page, {question.name: option.value}))
    assert answer.status_code == 422
    assert f'id="{question.name}-error"' in answer.text
    assert f'value="{option.value}" checked' in answer.text


def asked_in(part: dict) -> Iterator[str]:
    """The words of a sealed part that the family saw when they checked their answers."""
    for page in (each for each in part["pages"] if "questions" in each):
        asked = page["questions"]
        both = [page["seen_by"], *([page["title"]] if len(asked) > 1 else ())]
        both += [each["label"] for each in asked]
        both += [
            words for each in asked for words in (*each.get("chosen", ()), *each.get("ends", ()))
        ]
        yield from (each.get("shown", each["en"]) for each in both)


@FORMS
def test_staff_can_type_in_what_a_family_has_written_by_hand(
    client: CarefulClient, family_house: Built, journey: Journey
) -> None:
    form = f"/en/forms/{journey.slug}"
    begun = post(
        client, f"{form}/paper", "next", {"from_paper": "yes", "paper_typed_by": "Kim, clerk"}
    )
    assert begun.location == f"{form}/{journey.pages[0].slug}"
    walk(client, journey, "en", next(routes(journey)), "chair")
    post(client, f"{form}/check", "send", {})
    opened = newest_opened(family_house)
    assert opened.unit["paper_typed_by"] == "Kim, clerk"
    first = opened.parts["unit"]["pages"][0]
    assert (first["slug"], first["readers"]) == ("paper", "team")
    client.submit(f"{form}/sent", do="done")
