"""Stopping with a number to come back with, and coming back with it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from heard.vault.receipts import show_receipt
from tests.family.forms.test_filling import FORM, fill_in, receipt_on
from tests.support.clients import CarefulClient, token

LANGUAGES = ("en", "pl", "ur")


def stopped(client: CarefulClient, form: str = FORM, page: str = "worries") -> str:
    """Half a form, left with a number to come back with."""
    fill_in(client, form, until=page)
    stop = client.submit(f"{form}/{page}", do="stop", worries="Half a thought").location
    client.post(stop, data={"csrf_token": token(client.get(stop).text), "do": "code"})
    return receipt_on(client.get(stop).text)


def come(client: CarefulClient, code: str, language: str = "en", do: str = "next"):
    page = client.get(f"/{language}/return").text
    return client.post(
        f"/{language}/return", data={"csrf_token": token(page), "do": do, "code": code}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_another_phone_the_number_opens_the_page_that_was_left(
    client: CarefulClient, family_app: Flask, language: str
) -> None:
    code = stopped(client)
    other = CarefulClient(family_app)
    answer = come(other, code, language)
    assert (answer.status_code, answer.location) == (303, f"/{language}/forms/your-views/worries")
    assert "Half a thought" in other.get(answer.location).text
    assert "He laughs again." in other.get(f"{FORM}/going-well").text


def test_the_number_is_offered_from_the_first_page_on(client: CarefulClient) -> None:
    page = client.get(f"{FORM}/you").text
    assert 'value="stop"' in page
    stop = client.submit(f"{FORM}/you", do="stop").location
    assert 'value="code"' in client.get(stop).text


def test_without_asking_for_a_number_the_page_says_until_when_it_is_kept(
    client: CarefulClient,
) -> None:
    fill_in(client, until="worries")
    page = client.get(f"{FORM}/worries").text
    assert re.search(r"Save this page before \S*\d\d:\d\d", page)
    stop = client.submit(f"{FORM}/worries", do="stop").location
    assert re.search(r"kept until \S*\d\d:\d\d", client.get(stop).text)


@pytest.mark.parametrize("typed", ["", "12", "1" * 20, "abc", "9" * 300])
def test_a_wrong_number_is_answered_beside_the_field_and_stays_in_it(
    client: CarefulClient, typed: str
) -> None:
    answer = come(client, typed)
    assert answer.status_code == 422
    assert '<a href="#code">' in answer.text
    assert f'value="{typed}"' in answer.text


def test_digits_of_another_script_are_understood(client: CarefulClient, family_app: Flask) -> None:
    code = stopped(client)
    urdu = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert come(CarefulClient(family_app), urdu, "ur").status_code == 303


def test_words_and_signs_around_the_number_do_not_matter(
    client: CarefulClient, family_app: Flask
) -> None:
    code = show_receipt(stopped(client))
    assert come(CarefulClient(family_app), f"My number: “{code}”.").status_code == 303


def test_it_is_told_how_many_digits_there_are(client: CarefulClient) -> None:
    answer = come(client, "Nr 1234 5678")
    assert "The number has 20 digits. Here we count 8. Please check it." in answer.text


def test_another_language_keeps_the_number_that_was_typed(client: CarefulClient) -> None:
    answer = come(client, "1234", do="language:ur")
    assert (answer.status_code, answer.location) == (307, "/ur/return")


def test_leaving_quickly_closes_it_here_and_the_number_still_opens_it(
    client: CarefulClient,
) -> None:
    code = stopped(client)
    client.get("/exit", headers={"Sec-Fetch-Site": "same-origin"})
    assert client.get(f"{FORM}/worries").location == FORM
    assert come(client, code).status_code == 303


def test_thrown_away_it_is_gone_for_the_number_too(client: CarefulClient) -> None:
    code = stopped(client)
    stop = f"{FORM}/stop"
    client.post(stop, data={"csrf_token": token(client.get(stop).text), "do": "throw"})
    assert come(client, code).status_code == 422


def test_a_form_begun_here_is_not_lost_without_a_question(
    client: CarefulClient, family_app: Flask
) -> None:
    code = stopped(CarefulClient(family_app))
    fill_in(client, until="worries")
    asked = come(client, code)
    assert asked.status_code == 422
    assert "this one is deleted" in asked.text
    assert client.get(f"{FORM}/worries").status_code == 200
    again = client.post(
        "/en/return", data={"csrf_token": token(asked.text), "do": "replace", "code": code}
    )
    assert "Half a thought" in client.get(again.location).text


def test_sent_and_kept_the_number_to_come_back_with_opens_nothing(client: CarefulClient) -> None:
    code = stopped(client)
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    client.submit(f"{FORM}/sent", do="done")
    assert come(client, code).status_code == 422


def test_days_later_the_phone_that_stopped_needs_the_number_too(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = stopped(client)
    later = datetime.now(UTC) + timedelta(days=6)
    house = replace(family_app.extensions["site"], clock=lambda: later)
    monkeypatch.setitem(family_app.extensions, "site", house)
    assert client.get(f"{FORM}/worries").location == FORM
    assert "Half a thought" in client.get(come(client, code).location).text


def test_the_number_can_be_shown_as_a_card(client: CarefulClient) -> None:
    code = stopped(client)
    stop = f"{FORM}/stop"
    card = client.get(client.submit(stop, do="card").location)
    assert code in re.sub(r"\s|<[^>]*>", "", card.text)
    assert "01632 960101" in card.text


def test_finishing_one_form_leaves_another_that_was_begun_in_the_same_browser(
    client: CarefulClient,
) -> None:
    fill_in(client)
    client.submit("/en/forms/bring-someone/who-comes", wish="someone")
    other = client.submit("/en/forms/bring-someone/you", do="stop", name="Zofia").location
    client.submit(f"{FORM}/check", do="send")
    client.submit(f"{FORM}/sent", do="done")
    assert client.get(other).status_code == 200
