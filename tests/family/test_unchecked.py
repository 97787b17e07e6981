"""A page in a language that nobody has checked says so, and only then."""

import re

import pytest
from flask import Flask

from heard.languages.gathering import gather
from tests.support.clients import CarefulClient
from tests.support.houses import of_edition

LANGUAGES = ("pl", "ur")
#: What is read, what is asked, what is told by a number: one page of each kind.
PAGES = (
    "",
    "guides",
    "search",
    "words",
    "sheet",
    "dates",
    "which-way",
    "reply",
    "return",
    "help",
    "for-you",
    "for-you/5-7",
    "for-you/help",
    "guides/the-meeting",
    "about/privacy",
    "forms/your-views",
    "forms/tell-us",
    "forms/with-pictures",
    "forms/my-say",
)
#: The strip under the header, and the box that guides have.
STRIP, BOX = 'class="madeup unchecked"', "admonition unsure"
#: Every sentence of the program, as the states of a catalogue name it.
SENTENCES = frozenset(
    each.id if isinstance(each.id, str) else "\n".join(each.id) for each in gather() if each.id
)


@pytest.fixture
def checked(family_app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Let two people have checked these sentences in every language."""

    def _checked(sentences: frozenset[str]) -> None:
        house = family_app.extensions["site"]
        known = dict.fromkeys(house.edition.checked, sentences)
        monkeypatch.setitem(family_app.extensions, "site", of_edition(house, checked=known))

    return _checked


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_that_nobody_has_checked_says_so_once_with_the_english_one_tap_away(
    client: CarefulClient, language: str, page: str
) -> None:
    text = client.get(f"/{language}/{page}").text
    assert (STRIP in text) != (BOX in text)
    notice = text[text.index(STRIP if STRIP in text else BOX) :].split("</p>")[0]
    assert f'href="/en/{page}"' in notice or 'value="language:en"' in notice


def test_a_page_that_stands_there_in_english_says_that_alone(client: CarefulClient) -> None:
    text = client.get("/pl/guides/the-decision").text
    assert text.count(BOX) == 1
    assert STRIP not in text


def test_english_is_no_translation(client: CarefulClient) -> None:
    assert STRIP not in client.get("/en/").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_whose_every_word_was_checked_says_nothing(
    client: CarefulClient, checked, language: str
) -> None:
    checked(SENTENCES)
    for page in ("", "reply", "forms/your-views", "for-you", "sheet", "which-way"):
        assert STRIP not in client.get(f"/{language}/{page}").text, page


def test_one_sentence_that_nobody_has_checked_is_enough_on_its_page_and_on_no_other(
    client: CarefulClient, checked
) -> None:
    checked(SENTENCES - {"What is your number?"})
    told = re.sub(r"<[^>]+>", "", client.get("/pl/reply").text)
    assert "Nie wszystkie słowa są sprawdzone." in told
    assert STRIP not in client.get("/pl/").text


def test_a_number_with_its_plural_forms_counts_as_one_sentence(
    client: CarefulClient, checked
) -> None:
    plural = next(each for each in SENTENCES if each.startswith("%(count)d working day\n"))
    posted = {"do": "next", "kind": "first", "meeting-day": "18", "meeting-month": "6"}
    posted["meeting-year"] = "2026"
    checked(SENTENCES)
    assert STRIP not in client.post("/pl/dates", data=posted).text
    checked(SENTENCES - {plural})
    assert STRIP in client.post("/pl/dates", data=posted).text


def test_in_a_form_the_english_takes_along_what_was_typed(client: CarefulClient) -> None:
    page = client.get("/pl/forms/your-views/you").text
    strip = page[page.index(STRIP) :].split("</p>")[0]
    assert 'type="submit"' in strip
    assert 'value="language:en"' in strip


def test_a_child_is_told_in_a_childs_words(client: CarefulClient) -> None:
    assert "Nikt nie sprawdził tych słów." in client.get("/pl/for-you").text
    assert "Nikt nie sprawdził tłumaczenia." in client.get("/pl/").text
