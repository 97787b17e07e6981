"""Forms on paper: every word of the screen, and room to answer each question by hand."""

from collections.abc import Iterator

import pytest
from flask import Flask

from heard.family.paper import COPIES
from heard.journeys.audience import AUDIENCE_WORDS, SAFETY_EXCEPTION
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.journey import Journey
from heard.languages.catalogues import catalogue
from heard.library import leaflets
from heard.library.neutral import avoided_words
from tests.family.test_leaflets import A4, paper, size
from tests.support.clients import CarefulClient
from tests.support.paper import bare, squeezed

FORMS = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)


def words_of(journey: Journey) -> Iterator[str]:
    """Every sentence of the declaration, in its order."""
    yield journey.title
    yield journey.lead
    yield SAFETY_EXCEPTION
    for page in journey.pages:
        yield page.title if not page.repeats else page.title.partition(" %")[0]
        yield page.lead
        for question in page.questions:
            if len(page.questions) > 1 or question.label != page.title:
                yield question.label
            yield "" if getattr(question, "begins_today", False) else question.hint
            for option in getattr(question, "options", ()):
                yield from (option.label, option.hint, option.refused)
            yield from (getattr(question, "low", ""), getattr(question, "high", ""))
        yield from AUDIENCE_WORDS.values() if page.asks_readers else [AUDIENCE_WORDS[page.readers]]


def all_of_it_is_there(client: CarefulClient, journey: Journey, language: str, size: str) -> None:
    folded = _letters if language == "ur" else squeezed
    said = folded(paper(client, f"/{language}/forms/{journey.slug}{size}.pdf").text)
    place, translated = 0, catalogue(language).ugettext
    for words in words_of(journey):
        if not words:
            continue
        wanted = folded(translated(words))
        at = said.find(wanted, place)
        assert at >= 0, f"{language} {journey.name}: not on paper, or not in its place: {words}"
        place = at + len(wanted)


def _letters(text: str) -> str:
    """What is read in the same order from both sides: a row of numbers is not."""
    return "".join(sign for sign in bare(text) if not sign.isdecimal())


@FORMS
def test_paper_asks_what_the_screen_asks_in_the_same_words_and_order(
    client: CarefulClient, journey: Journey
) -> None:
    all_of_it_is_there(client, journey, "en", "")


@pytest.mark.parametrize("language", ["pl", "ur"])
@pytest.mark.parametrize("journey", JOURNEYS[:2], ids=lambda journey: journey.name)
def test_paper_speaks_other_languages(
    client: CarefulClient, journey: Journey, language: str
) -> None:
    all_of_it_is_there(client, journey, language, "")


@pytest.mark.long
@FORMS
@pytest.mark.parametrize("language", ["en", "pl", "ur"])
@pytest.mark.parametrize("size", ["", "-large"])
def test_every_form_is_whole_on_paper_in_every_language_and_size(
    client: CarefulClient, journey: Journey, language: str, size: str
) -> None:
    all_of_it_is_there(client, journey, language, size)


def test_it_is_tagged_a4_and_larger_in_large_print(client: CarefulClient) -> None:
    small = paper(client, "/en/forms/bring-someone.pdf")
    large = paper(client, "/en/forms/bring-someone-large.pdf")
    for each in (small, large):
        assert each.tags, "a screen reader finds its way by tags"
        assert each.root["/Lang"] == "en"
        assert all(size(page) == A4 for page in each.reader.pages)
    assert min(large.sizes) >= 14
    assert min(small.sizes) >= 8.5


def test_what_is_to_be_shared_with_nobody_unless_ticked_is_said_beside_the_boxes(
    client: CarefulClient,
) -> None:
    text = paper(client, "/en/forms/your-views.pdf").text
    assert squeezed("If you tick nothing, only the chair sees it.") in squeezed(text)


def test_a_page_that_comes_several_times_is_there_more_than_once(client: CarefulClient) -> None:
    text = squeezed(paper(client, "/en/forms/your-side.pdf").text)
    for number in range(1, COPIES + 1):
        assert f"Point{number}" in text
    assert squeezed("Only if you ticked: I have had it, I have had a part of it") in text


def test_staff_find_on_it_which_form_it_is_and_where_to_type_it_in(client: CarefulClient) -> None:
    text = paper(client, "/ur/forms/support.pdf").text
    assert "support 1 ur" in text
    address = "https://heard.fernshire.example.org/ur/forms/support/paper"
    assert squeezed(address) in squeezed(text)


@FORMS
def test_its_name_and_title_give_nothing_away(client: CarefulClient, journey: Journey) -> None:
    answer = client.get(f"/en/forms/{journey.slug}.pdf")
    name = answer.headers["Content-Disposition"]
    assert avoided_words(name) == ()
    assert avoided_words(paper(client, f"/en/forms/{journey.slug}.pdf").reader.metadata.title) == ()


def test_a_browser_that_has_it_is_sent_nothing(client: CarefulClient) -> None:
    first = client.get("/en/forms/afterwards.pdf")
    again = client.get("/en/forms/afterwards.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_start_of_a_form_leads_to_it(client: CarefulClient) -> None:
    page = client.get("/en/forms/support").text
    assert 'href="/en/forms/support.pdf"' in page
    assert 'href="/en/forms/support-large.pdf"' in page


def test_without_the_means_to_make_it_nothing_is_offered(
    client: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaflets, "AVAILABLE", False)
    assert client.get("/en/forms/support.pdf").status_code == 404
    assert ".pdf" not in client.get("/en/forms/support").text


def test_there_is_no_paper_of_a_form_that_does_not_exist(
    client: CarefulClient, family_app: Flask
) -> None:
    assert client.get("/en/forms/nothing.pdf").status_code == 404
