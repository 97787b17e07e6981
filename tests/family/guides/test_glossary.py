"""The page of explained words, and the lens without script."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from heard.library.sources.neutral_words import avoided_words
from tests.support.clients import CarefulClient

LANGUAGES = ("en", "pl", "ur")
LETTER = "An ICPC was called after s.47 enquiries.\r\n\r\n<b>The</b> chair & the core group."


def marked(page: str) -> list[str]:
    """The words that are marked in the text that was pasted."""
    (text,) = re.findall(r'<p class="own" id="read">(.*?)</p>', page, re.DOTALL)
    return re.findall(r'<a class="term" href="#[^"]+">(.*?)</a>', text)


def shown(page: str) -> str:
    """The pasted text as a reader sees it."""
    (text,) = re.findall(r'<p class="own" id="read">(.*?)</p>', page, re.DOTALL)
    return Markup(re.sub("<[^>]+>", "", text)).unescape()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_stands_there_once_with_its_meaning(
    client: CarefulClient, family_app, language: str
) -> None:
    text = client.get(f"/{language}/words").text
    glossary = family_app.extensions["site"].library.glossary(language)
    assert len(re.findall(r"<dt id=", text)) == len(glossary)
    for entry in glossary:
        assert f'<dt id="{entry.anchor}"' in text
        assert str(escape(entry.adult)) in text


def test_the_words_stand_in_the_order_of_the_alphabet(client: CarefulClient) -> None:
    terms = re.findall(r'<dt id="[^"]+"[^>]*>(.*?)</dt>', client.get("/en/words").text)
    assert terms == sorted(terms, key=str.casefold)


def test_short_forms_of_letters_can_be_found_on_the_page(client: CarefulClient) -> None:
    text = client.get("/en/words").text
    for short in ("ICPC", "CP plan", "s.47", "CIN plan"):
        assert short in text


def test_title_and_address_tell_nobody_what_it_is_about(client: CarefulClient) -> None:
    for address in ("/en/words", "/en/search"):
        (title,) = re.findall(r"<title>(.*?)</title>", client.get(address).text)
        assert not avoided_words(title + address)


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_unchecked_words_say_so_with_the_english_one_tap_away(
    client: CarefulClient, language: str
) -> None:
    text = client.get(f"/{language}/words").text
    assert '<div class="admonition unsure">' in text
    assert 'href="/en/words" lang="en"' in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pasted_letter_comes_back_with_its_hard_words_explained(
    client: CarefulClient, language: str
) -> None:
    answer = client.post(f"/{language}/words", data={"text": LETTER})
    assert answer.status_code == 200
    assert marked(answer.text) == ["ICPC", "s.47 enquiries", "chair", "core group"]
    assert shown(answer.text).replace("\r\n", "\n") == LETTER.replace("\r\n", "\n")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_whatever_is_pasted_is_shown_as_text_and_never_acts(family_app, typed: str) -> None:
    text = f"x{typed}"
    answer = CarefulClient(family_app).post("/en/words", data={"text": text})
    assert answer.status_code == 200
    assert shown(answer.text) == text


def test_what_was_pasted_is_neither_kept_nor_sets_a_cookie(client: CarefulClient) -> None:
    answer = client.post("/en/words", data={"text": LETTER})
    assert answer.headers["Cache-Control"].startswith("no-store")
    assert "Set-Cookie" not in answer.headers
    assert answer.location is None
    assert LETTER[:8] not in client.get("/en/words").text


def test_the_page_says_before_sending_that_the_text_travels(client: CarefulClient) -> None:
    text = client.get("/en/words").text
    assert text.index("your text goes to this site") < text.index("Explain the words")
    assert 'autocomplete="off"' in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Please paste or type some words first."), (" \n", "Please paste or type some words"),
     ("long " * 1001, "This is too long.")],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_kept(
    client: CarefulClient, typed: str, said: str
) -> None:
    answer = client.post("/en/words", data={"text": typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert "<title>Error:" in answer.text
    assert typed in answer.text


def test_as_much_as_is_allowed_is_read(client: CarefulClient) -> None:
    assert client.post("/en/words", data={"text": "a\r\n" * 2500}).status_code == 200


def test_a_letter_without_hard_words_says_whom_to_ask(client: CarefulClient) -> None:
    text = client.post("/en/words", data={"text": "Good morning"}).text
    assert '<p id="none">We know no hard word in this text.' in text


def test_another_site_cannot_post_here(client: CarefulClient) -> None:
    for address in ("/en/words", "/en/search"):
        headers = {"Sec-Fetch-Site": "cross-site"}
        assert client.post(address, data={}, headers=headers).status_code == 403


def test_the_lens_is_in_no_other_page(client: CarefulClient) -> None:
    assert "data-find" in client.get("/en/words").text
    for address in ("/en/", "/en/guides/the-meeting", "/en/search"):
        assert "dataset.find" not in client.get(address).text
