"""What is typed is kept while it is typed, and never in the place of something newer."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from heard.records.tables import drafts
from tests.family.forms.test_danger import later
from tests.family.forms.test_filling import FORM, fill_in, stored
from tests.family.forms.test_honeypot import at, hidden
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built

__all__ = ["at"]


def milliseconds(seconds: float) -> str:
    """A moment as the page's script says it, so many seconds from now."""
    return str(int((datetime.now(UTC) + timedelta(seconds=seconds)).timestamp() * 1000))


@pytest.fixture
def csrf(client: CarefulClient) -> str:
    """The token of somebody who writes about their worries."""
    fill_in(client, until="worries")
    return token(client.get(f"{FORM}/worries").text)


def keep(client: CarefulClient, csrf: str, page: str = "worries", **typed: str):
    return client.post(f"{FORM}/{page}/typed", data={"csrf_token": csrf, **typed})


def worries(client: CarefulClient) -> str:
    text = client.get(f"{FORM}/worries").text
    return text.split('<textarea id="worries"')[1].split(">\n", 1)[1].split("</textarea>")[0]


def test_what_is_typed_stands_in_its_box_again_and_the_page_says_until_when(
    client: CarefulClient, csrf: str
) -> None:
    answer = keep(client, csrf, worries="Half a thou", readers="team")
    assert answer.status_code == 200
    assert answer.json["kept"].startswith("Kept at ")
    assert datetime.fromisoformat(answer.json["ends"]) > datetime.now(UTC) + timedelta(minutes=59)
    assert worries(client) == "Half a thou"
    assert 'value="team" checked' in client.get(f"{FORM}/worries").text


def test_what_is_not_right_yet_is_kept_as_it_was_typed(client: CarefulClient, csrf: str) -> None:
    typed = {"child_first_name": "", "child_born-day": "40", "child_born-month": "ma"}
    assert keep(client, csrf, "which-meeting", **typed).status_code == 200
    text = client.get(f"{FORM}/which-meeting").text
    assert 'value="40"' in text
    assert 'value="ma"' in text
    assert 'class="error"' not in text


def test_words_that_come_late_do_not_take_the_place_of_newer_ones(
    client: CarefulClient, csrf: str
) -> None:
    assert keep(client, csrf, worries="newer", at=milliseconds(-5)).status_code == 200
    assert keep(client, csrf, worries="older", at=milliseconds(-9)).status_code == 409
    assert worries(client) == "newer"
    pressed = {"csrf_token": csrf, "worries": "pressed", "at": milliseconds(-2)}
    assert client.post(f"{FORM}/worries", data=pressed).status_code == 303
    assert keep(client, csrf, worries="on its way", at=milliseconds(-3)).status_code == 409
    assert worries(client) == "pressed"
    assert keep(client, csrf, worries="typed after it", at=milliseconds(-1)).status_code == 200
    assert worries(client) == "typed after it"


@pytest.mark.parametrize("moment", ["nan", "", "9" * 400, "-1e9", "\u0663"])
def test_a_moment_that_makes_no_sense_breaks_nothing(
    client: CarefulClient, csrf: str, moment: str
) -> None:
    assert keep(client, csrf, worries="kept", at=moment).status_code in (200, 409)
    answer = client.post(f"{FORM}/worries", data={"csrf_token": csrf, "worries": "x", "at": moment})
    assert answer.status_code == 303


def test_a_moment_ahead_of_our_clock_holds_up_nothing_that_comes_later(
    client: CarefulClient, csrf: str
) -> None:
    assert keep(client, csrf, worries="ahead", at=milliseconds(9_000)).status_code == 200
    assert keep(client, csrf, worries="now").status_code == 200
    assert worries(client) == "now"


def test_nothing_comes_back_behind_somebody_who_has_left(
    client: CarefulClient, csrf: str, family_house: Built
) -> None:
    cookie = client.browser.get_cookie("hf").value
    client.get("/exit")
    before = stored(family_house, drafts)
    client.browser.set_cookie("hf", cookie)
    assert keep(client, csrf, worries="too late").status_code == 409
    assert keep(client, csrf, "you", name="too late").status_code == 409
    assert stored(family_house, drafts) == before


def test_nothing_comes_back_after_sending_or_throwing_away(
    client: CarefulClient, csrf: str
) -> None:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    assert keep(client, csrf, worries="too late").status_code == 409
    client.submit(f"{FORM}/sent", do="done")
    assert keep(client, csrf, worries="too late").status_code == 409


def test_when_the_hour_is_over_nothing_is_said_to_be_kept(
    client: CarefulClient, csrf: str, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(family_app, monkeypatch, 61)
    assert keep(client, csrf, worries="too late").status_code == 409
    page = client.post(f"{FORM}/worries", data={"csrf_token": csrf, "worries": "still here"})
    assert "still here</textarea>" in page.text
    again = {"csrf_token": token(page.text), "made": hidden(page.text, "made")}
    kept = client.post(f"{FORM}/worries/typed", data={**again, "worries": "still here, and more"})
    assert kept.status_code == 200
    assert worries(client) == "still here, and more"


def test_a_page_that_is_not_asked_takes_nothing(client: CarefulClient, csrf: str) -> None:
    for page in ("nothing", "worries-2", "check"):
        assert keep(client, csrf, page, worries="x").status_code in (404, 405, 409)


def test_without_a_token_or_from_another_site_nothing_is_kept(
    client: CarefulClient, csrf: str
) -> None:
    assert keep(client, "", worries="x").status_code == 409
    answer = client.post(
        f"{FORM}/worries/typed",
        data={"csrf_token": csrf, "worries": "x"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert worries(client) == ""


def test_a_form_begins_with_the_first_words_of_a_person(
    client: CarefulClient, at, family_house: Built
) -> None:
    before = stored(family_house, drafts)
    page = client.get(f"{FORM}/you").text
    typed = {"csrf_token": token(page), "made": hidden(page, "made"), "name": "Kim"}
    address = f"{FORM}/you/typed"
    assert client.post(address, data=typed).status_code == 409, "quicker than anybody reads"
    at(5)
    assert client.post(address, data={**typed, "website": "x"}).status_code == 409
    assert stored(family_house, drafts) == before
    assert client.post(address, data={**typed, "website": ""}).status_code == 200
    assert stored(family_house, drafts) == before + 1
    assert 'value="Kim"' in client.get(f"{FORM}/you").text


#: Leaving needs none, a phone number opens no page, and an anchor stays on the page.
_LEAVES_NOTHING_BEHIND = re.compile(r'href="(/exit|tel:|#|/static/)')


@pytest.mark.parametrize(
    ("page", "do", "leads_to"),
    [
        ("you", "visit:home", "/en/"),
        ("you", "visit:help", "/en/help"),
        ("worries", "visit:home", "/en/"),
        ("worries", "visit:which-way", "/en/which-way"),
    ],
)
def test_every_way_off_a_page_keeps_what_was_typed_without_script(
    client: CarefulClient, page: str, do: str, leads_to: str
) -> None:
    fill_in(client, until=page)
    text = client.get(f"{FORM}/{page}").text
    links = re.findall(r"<a [^>]*>", text)
    assert links
    assert [each for each in links if not _LEAVES_NOTHING_BEHIND.search(each)] == []
    typed = {"name": "Kim"} if page == "you" else {"worries": "Kim"}
    assert client.submit(f"{FORM}/{page}", do=do, **typed).location == leads_to
    assert "Kim" in client.get(f"{FORM}/{page}").text
