"""What a person does not notice, and a program that fills in forms trips over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from heard.records.tables import drafts
from tests.family.forms.test_filling import FORM, stored
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built


@pytest.fixture
def at(family_app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Set the clock, a number of seconds after the page was opened."""
    begun = datetime.now(UTC)

    def _at(seconds: float) -> None:
        house = replace(
            family_app.extensions["site"],
            least_seconds=1.0,
            clock=lambda: begun + timedelta(seconds=seconds),
        )
        monkeypatch.setitem(family_app.extensions, "site", house)

    _at(0)
    return _at


def hidden(html: str, name: str) -> str:
    return html.split(f'name="{name}" value="')[1].split('"')[0]


def press(client: CarefulClient, html: str, **changed: str):
    data = {
        "csrf_token": token(html),
        "made": hidden(html, "made"),
        "website": "",
        "relation": "mother",
        "name": "Zofia",
    }
    return client.post(f"{FORM}/you", data=data | changed)


def test_whoever_reads_for_a_second_goes_on(client: CarefulClient, at) -> None:
    page = client.get(f"{FORM}/you").text
    at(1.2)
    assert press(client, page).status_code == 303


def test_whoever_is_quicker_gets_the_page_back_whole_and_the_next_press_works(
    client: CarefulClient, at, family_house: Built
) -> None:
    before = stored(family_house, drafts)
    at(0)
    answer = press(client, client.get(f"{FORM}/you").text)
    assert answer.status_code == 422
    assert "Please press the button once more." in answer.text
    assert 'value="Zofia"' in answer.text
    assert 'value="mother" checked' in answer.text
    assert stored(family_house, drafts) == before
    at(1.5)
    assert press(client, answer.text).status_code == 303


def test_the_box_that_nobody_sees_stays_empty_when_the_page_comes_back(
    client: CarefulClient, at
) -> None:
    page = client.get(f"{FORM}/you").text
    at(5)
    answer = press(client, page, website="https://example.org")
    assert answer.status_code == 422
    assert hidden(answer.text, "website") == ""


def test_a_browser_that_fills_the_hidden_box_each_time_gets_through_at_the_second_press(
    client: CarefulClient, at
) -> None:
    page = client.get(f"{FORM}/you").text
    at(5)
    filled = "https://example.org"
    answer = press(client, page, website=filled)
    assert answer.status_code == 422
    assert 'value="Zofia"' in answer.text
    assert press(client, answer.text, website=filled).status_code == 303


def test_a_program_that_posts_the_same_blindly_again_and_again_gets_no_draft(
    client: CarefulClient, at, family_house: Built
) -> None:
    before = stored(family_house, drafts)
    page = client.get(f"{FORM}/you").text
    at(5)
    for _ in range(3):
        assert press(client, page, website="https://example.org").status_code == 422
    assert stored(family_house, drafts) == before


@pytest.mark.parametrize(
    ("do", "leads_to"),
    [
        ("danger", f"{FORM}/help?back=you"),
        ("stop", f"{FORM}/stop?back=you"),
        ("language:ur", "/ur/forms/your-views/you"),
        ("visit:privacy", "/en/about/privacy"),
        ("back", FORM),
    ],
)
def test_no_button_that_leaves_the_page_waits_for_a_second_press(
    client: CarefulClient, at, do: str, leads_to: str
) -> None:
    answer = press(client, client.get(f"{FORM}/you").text, website="https://example.org", do=do)
    assert (answer.status_code, answer.location) == (303, leads_to)
    assert 'value="Zofia"' in client.get(f"{FORM}/you").text


@pytest.mark.parametrize("made", ["", "12345", "Ijpd.x", "\u202e"])
def test_a_moment_that_we_did_not_sign_counts_for_nothing(
    client: CarefulClient, at, made: str
) -> None:
    page = client.get(f"{FORM}/you").text
    at(5)
    assert press(client, page, made=made).status_code == 422


def test_who_has_begun_is_not_asked_again(client: CarefulClient, at) -> None:
    page = client.get(f"{FORM}/you").text
    at(2)
    press(client, page)
    assert 'name="made"' not in client.get(f"{FORM}/which-meeting").text
    answer = client.submit(f"{FORM}/which-meeting", child_first_name="Adam")
    assert answer.status_code == 303


def test_nobody_is_shown_the_box(client: CarefulClient, at) -> None:
    page = client.get(f"{FORM}/you").text
    box = page.split('name="website"')[0].rsplit("<div", 1)[1]
    assert 'class="unseen"' in box
    assert 'aria-hidden="true"' in box
    assert 'tabindex="-1"' in page.split('name="website"')[1][:60]
