"""What a family takes along from a form: it tells the day and the council, and can be had again."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from heard.library.sources.neutral_words import avoided_words
from heard.web.page_language import long_date
from tests.family.forms.test_filling import FORM, fill_in, receipt_on
from tests.support.clients import CarefulClient
from tests.support.tabs import open_tab

LANGUAGES = pytest.mark.parametrize("language", ["en", "ur"])
CHILD = "/en/forms/my-say"


@pytest.fixture
def sent(client: CarefulClient) -> CarefulClient:
    """A browser in which a form was just sent."""
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    return client


@pytest.fixture
def sent_by_a_child(client: CarefulClient) -> CarefulClient:
    """A browser in which somebody of fourteen has just sent something."""
    client.submit(f"{CHILD}/who-writes", pen="alone")
    client.submit(f"{CHILD}/check", do="send")
    return client


def today(client: CarefulClient, language: str) -> str:
    site = client.app.extensions["site"]
    with client.app.test_request_context(f"/{language}/"):
        client.app.preprocess_request()
        return long_date(site.clock().date())


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


@LANGUAGES
@pytest.mark.parametrize("page", ["sent", "card", "copy.html"])
def test_whoever_keeps_the_number_keeps_the_day_and_the_council_with_it(
    sent: CarefulClient, language: str, page: str
) -> None:
    text = words(sent.get(f"/{language}/forms/your-views/{page}").text.split("<body")[1])
    day = " ".join(today(sent, language).split()[-3:])
    both = (f"{day}.{{1,30}}Fernshire County Council", f"Fernshire County Council, {day}")
    assert any(re.search(each, text) for each in both)


@pytest.mark.parametrize("page", ["sent", "card", "copy.html"])
def test_a_child_keeps_the_day_and_the_council_too(
    sent_by_a_child: CarefulClient, page: str
) -> None:
    text = words(sent_by_a_child.get(f"{CHILD}/{page}").text)
    day = today(sent_by_a_child, "en")
    short = " ".join(day.split()[-3:])
    told = f"Sent on {day} to Fernshire County Council."
    assert (f"Fernshire County Council, {short}" if page == "card" else told) in text


def test_a_copy_of_what_is_not_sent_says_so_with_its_day(client: CarefulClient) -> None:
    fill_in(client)
    answer = client.submit(f"{FORM}/check", do="copy")
    text = words(client.get(answer.location).text)
    assert f"Not sent yet. {today(client, 'en')}, Fernshire County Council" in text
    assert "Sent on" not in text


@pytest.mark.parametrize("page", ["card", "copy.html"])
def test_what_is_kept_has_neutral_words_for_whoever_finds_it(
    sent: CarefulClient, page: str
) -> None:
    shown = sent.get(f"{FORM}/{page}")
    title = re.search("<title>(.*?)</title>", shown.text).group(1)
    assert not avoided_words(title)
    assert not avoided_words(page)


@LANGUAGES
@pytest.mark.parametrize("before", ["check", "sent"])
def test_a_phone_that_asks_for_the_copy_again_gets_the_same_file(
    client: CarefulClient, before: str, language: str
) -> None:
    form = f"/{language}/forms/your-views"
    fill_in(client, form)
    if before == "sent":
        client.submit(f"{form}/check", do="send")
    answer = client.submit(f"{form}/{before}", do="copy")
    assert (answer.status_code, answer.location) == (303, f"{form}/copy.html")
    first = client.get(answer.location)
    again = client.get(answer.location)
    assert first.headers["Content-Disposition"] == 'attachment; filename="copy.html"'
    assert again.headers["Content-Disposition"] == first.headers["Content-Disposition"]
    assert again.data == first.data
    assert "no-store" in again.headers["Cache-Control"]
    assert "He laughs again." in again.text


def test_a_card_can_be_opened_again(sent: CarefulClient) -> None:
    answer = sent.submit(f"{FORM}/sent", do="card")
    assert answer.location == f"{FORM}/card"
    shown = receipt_on(sent.get(answer.location).text)
    assert shown == receipt_on(sent.get(answer.location).text)
    assert shown == receipt_on(sent.get(f"{FORM}/sent").text)


def test_the_card_of_a_number_to_come_back_with_can_be_opened_again(
    client: CarefulClient,
) -> None:
    fill_in(client, until="worries")
    stop = f"{FORM}/stop?back=worries"
    open_tab(client, stop).press("code")
    answer = open_tab(client, stop).press("card")
    assert answer.location == f"{FORM}/stop/card?back=worries"
    text = client.get(answer.location).text
    assert receipt_on(text) == receipt_on(client.get(stop).text)
    assert f'href="{stop}"' in text


@LANGUAGES
@pytest.mark.parametrize("how", ["kept", "left", "later"])
def test_what_is_gone_is_a_page_that_says_so_and_no_file(
    sent: CarefulClient, language: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "kept":
        sent.submit(f"{FORM}/sent", do="done")
    elif how == "left":
        sent.get("/exit")
    else:
        site = sent.app.extensions["site"]
        later = site.clock() + timedelta(minutes=16)
        monkeypatch.setitem(sent.app.extensions, "site", replace(site, clock=lambda: later))
    answer = sent.get(f"/{language}/forms/your-views/copy.html")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Content-Disposition" not in answer.headers
    assert "He laughs again." not in answer.text
    assert sent.get(f"{FORM}/card").location == FORM
    assert sent.get(f"{FORM}/stop/card").status_code == 302


def test_another_site_cannot_make_a_phone_save_the_answers(sent: CarefulClient) -> None:
    answer = sent.get(f"{FORM}/copy.html", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 404
    assert "He laughs again." not in answer.text
