"""A button that comes too late says so: that nothing was sent, and what is still there."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.family.forms.test_danger import later
from tests.family.forms.test_filling import FORM, fill_in, receipt_on, stored
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built


@pytest.fixture
def check(client: CarefulClient) -> str:
    """The token of a check page that stays open for too long."""
    fill_in(client)
    return token(client.get(f"{FORM}/check").text)


@pytest.mark.parametrize("do", ["send", "copy", "stop"])
def test_on_a_check_page_whose_hour_is_over_every_button_says_that_nothing_was_sent(
    client: CarefulClient,
    check: str,
    family_app: Flask,
    family_house: Built,
    monkeypatch: pytest.MonkeyPatch,
    do: str,
) -> None:
    before = stored(family_house)
    later(family_app, monkeypatch, 61)
    answer = client.post(f"{FORM}/check", data={"csrf_token": check, "do": do})
    text = client.get(answer.location).text
    assert "Nothing was sent just now" in text
    assert "is not here any more" in text
    assert stored(family_house) == before


def test_what_a_number_still_opens_is_said_to_be_still_there_and_is(
    client: CarefulClient, check: str, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(f"{FORM}/stop?back=check", data={"csrf_token": check, "do": "code"})
    code = receipt_on(client.get(f"{FORM}/stop").text)
    later(family_app, monkeypatch, 61)
    answer = client.post(f"{FORM}/check", data={"csrf_token": check, "do": "send"})
    text = client.get(answer.location).text
    assert "They are still there" in text
    assert str((datetime.now(UTC) + timedelta(days=7)).year) in text
    assert "is not here any more" not in text
    assert client.submit("/en/return", code=code).location == f"{FORM}/keeping-in-touch"
    assert 'value="send"' in client.get(f"{FORM}/check").text


def test_who_has_lost_the_cookie_is_told_at_the_check(client: CarefulClient, check: str) -> None:
    client.browser.delete_cookie("hf")
    answer = client.post(f"{FORM}/check", data={"csrf_token": check, "do": "send"})
    assert "Nothing was sent just now" in client.get(answer.location).text


@pytest.mark.parametrize("do", ["code", "card"])
def test_a_number_to_come_back_with_is_not_given_for_what_is_gone(
    client: CarefulClient, check: str, family_app: Flask, monkeypatch: pytest.MonkeyPatch, do: str
) -> None:
    later(family_app, monkeypatch, 61)
    answer = client.post(f"{FORM}/stop", data={"csrf_token": check, "do": do})
    assert answer.location == f"{FORM}/gone"
