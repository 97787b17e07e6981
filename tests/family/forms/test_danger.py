"""Somebody in danger is led to help, whatever state the form, the session or the site is in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from heard.vault.errors import CannotSeal, SealFault
from heard.web.serving.front import BRIEFLY
from tests.family.forms.test_filling import FORM, fill_in
from tests.support.clients import CarefulClient, token

WORDS = "He is at the door"


@pytest.fixture
def writing(client: CarefulClient) -> str:
    """The token of a page in the middle of a form."""
    fill_in(client, until="worries")
    return token(client.get(f"{FORM}/worries").text)


def press(client: CarefulClient, csrf: str, page: str = "worries", do: str = "danger"):
    return client.post(f"{FORM}/{page}", data={"csrf_token": csrf, "do": do, "worries": WORDS})


def later(app: Flask, monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    moment = datetime.now(UTC) + timedelta(minutes=minutes)
    house = replace(app.extensions["site"], clock=lambda: moment)
    monkeypatch.setitem(app.extensions, "site", house)


def help_with_the_words_in_it(client: CarefulClient, answer) -> None:
    assert "Call 999" in answer.text
    assert f'value="{WORDS}"' in answer.text
    back = client.post(
        f"{FORM}/worries",
        data={"csrf_token": token(answer.text), "do": "stay", "worries": WORDS},
    )
    kept = client.get(f"{FORM}/worries").text if back.status_code == 303 else back.text
    assert f"{WORDS}</textarea>" in kept


def test_after_the_session_has_ended(
    client: CarefulClient, writing: str, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(family_app, monkeypatch, 61)
    help_with_the_words_in_it(client, press(client, writing))


def test_when_the_browser_has_lost_its_cookie(client: CarefulClient, writing: str) -> None:
    client.browser.delete_cookie("hf")
    help_with_the_words_in_it(client, press(client, writing))


def test_while_so_many_are_here_that_nothing_can_be_kept(
    client: CarefulClient,
) -> None:
    page = client.get(f"{FORM}/you").text
    answer = client.post(
        f"{FORM}/you",
        data={"csrf_token": token(page), "do": "danger", "name": WORDS},
        environ_overrides={BRIEFLY: True},
    )
    assert "Call 999" in answer.text
    assert f'value="{WORDS}"' in answer.text


def test_when_the_form_has_closed_meanwhile(
    client: CarefulClient, writing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> None:
        raise CannotSeal(SealFault.NO_DATABASE)

    monkeypatch.setattr("heard.family.forms.blueprint.require_open", closed)
    answer = press(client, writing)
    assert "Call 999" in answer.text
    assert f'value="{WORDS}"' in answer.text


@pytest.mark.parametrize("page", ["a-page-that-is-gone", "check", "sent", "help", "stop"])
@pytest.mark.parametrize("state", ["expired", "lost cookie", "alive"])
def test_from_pages_without_a_box_and_pages_that_are_gone(
    client: CarefulClient,
    writing: str,
    family_app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    state: str,
) -> None:
    if state == "expired":
        later(family_app, monkeypatch, 61)
    if state == "lost cookie":
        client.browser.delete_cookie("hf")
    answer = press(client, writing, page)
    assert answer.status_code == 303
    assert answer.location.partition("?")[0] in (f"{FORM}/help", "/en/help")


def test_from_a_form_that_is_no_more(client: CarefulClient, writing: str) -> None:
    answer = client.post("/en/forms/of-old/you", data={"csrf_token": writing, "do": "danger"})
    assert answer.location == "/en/help"


def test_from_a_page_of_a_form_that_was_sent_in_another_tab(
    client: CarefulClient, writing: str
) -> None:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    assert press(client, writing).location == f"{FORM}/help?back=sent"


def test_in_a_language_in_which_the_form_is_not_open(
    client: CarefulClient, writing: str, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = replace(family_app.extensions["site"], forms_open_in=frozenset({"pl"}))
    monkeypatch.setitem(family_app.extensions, "site", house)
    assert press(client, writing).location == "/en/help"


def test_a_child_is_led_to_those_who_help_children(client: CarefulClient) -> None:
    form = "/en/forms/my-say"
    answer = client.submit(f"{form}/who-writes", do="danger")
    assert "Childline" in client.get(answer.location).text
    client.browser.delete_cookie("hf")
    assert client.get(answer.location).location == "/en/for-you/help"
