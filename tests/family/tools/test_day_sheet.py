"""The getting-ready sheet: it covers the whole meeting, and there is no way to send it."""

import html
import re

import pytest

from heard.authority.installation import ROOT
from heard.family.tools.day_sheet import LONGEST_LINE, PARTS, QUESTIONS
from heard.library.sources.neutral_words import avoided_words
from tests.support.clients import CarefulClient
from tests.support.pages import elements

LANGUAGES = ("en", "pl", "ur")


def test_every_part_of_the_meeting_in_the_guide_has_a_line_in_the_same_order() -> None:
    guide = (ROOT / "content/en/guides/on-the-day.md").read_text("utf-8")
    order = guide.split("{#order}")[1].split("\n## ")[0]
    named = re.findall(r"^\d+\. \*\*(.+?)\.\*\*", order, re.MULTILINE)
    assert [part.name.replace("’", "'") for part in PARTS] == named


def test_there_are_about_a_dozen_questions_and_none_twice() -> None:
    assert len(set(QUESTIONS)) == len(QUESTIONS) == 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_field_can_be_sent_or_remembered(client: CarefulClient, language: str) -> None:
    found = elements(client.get(f"/{language}/sheet").text)
    fields = [said for tag, said in found if tag in ("input", "textarea", "select")]
    assert len(fields) == len(PARTS) + len(QUESTIONS)
    for said in fields:
        assert "name" not in said
        assert "form" not in said
        assert said["type"] == "checkbox" or said["autocomplete"] == "off"
    # A form with many lines and no button to send it is not sent by Enter; no field has a name.
    (form,) = [said for tag, said in found if tag == "form"]
    assert form == {"autocomplete": "off"}
    assert [said["type"] for tag, said in found if tag == "button"] == ["button"]
    assert {said["maxlength"] for said in fields if said["type"] == "text"} == {str(LONGEST_LINE)}


def test_it_takes_nothing(client: CarefulClient) -> None:
    assert client.post("/en/sheet", data={"line-1": "words"}).status_code == 405


def test_back_shows_nothing_because_the_browser_keeps_nothing(client: CarefulClient) -> None:
    answer = client.get("/en/sheet")
    assert answer.headers["Cache-Control"].startswith("no-store")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_history_and_the_margin_of_the_paper_show_says_nothing(
    client: CarefulClient, language: str
) -> None:
    (title,) = re.findall(r"<title>(.*?)</title>", client.get(f"/{language}/sheet").text)
    assert not avoided_words(html.unescape(title))


def test_the_card_speaks_english_too_to_those_who_see_it(client: CarefulClient) -> None:
    assert '<span lang="en" dir="ltr">I need a break</span>' in client.get("/ur/sheet").text
    assert '<span lang="en" dir="ltr">I need' not in client.get("/en/sheet").text


def test_without_script_the_page_offers_paper_and_no_button_that_does_nothing(
    client: CarefulClient,
) -> None:
    text = client.get("/en/sheet").text
    assert "You can also print it as it is, and write on the paper." in text
    assert re.search(r'<button[^>]* id="print" hidden>', text)


def test_its_own_style_and_script_stand_on_this_page_alone(client: CarefulClient) -> None:
    assert ".line{display:grid" in client.get("/en/sheet").text
    assert ".line{display:grid" not in client.get("/en/help").text
