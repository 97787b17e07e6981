"""Leave at once."""

import re

import pytest

from heard.family.forms import leaving
from heard.records.tables import drafts
from tests.family.forms.test_filling import FORM, fill_in, stored
from tests.family.forms.test_return_code import come, stopped
from tests.support.clients import CarefulClient
from tests.support.houses import Built


def test_leaving_opens_the_weather_and_destroys_what_was_written(
    client: CarefulClient, family_house: Built
) -> None:
    fill_in(client, until="worries")
    before = stored(family_house, drafts)
    answer = client.get("/exit")
    assert (answer.status_code, answer.location) == (303, "https://www.bbc.co.uk/weather")
    assert '"cookies"' in answer.headers["Clear-Site-Data"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert stored(family_house, drafts) == before - 1
    assert client.browser.get_cookie("hf") is None
    assert client.get(f"{FORM}/going-well").location == FORM


def test_one_gets_away_even_when_the_database_is_broken(
    client: CarefulClient, family_house: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_in(client, until="worries")

    def broken(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(leaving.drafting, "leave", broken)
    answer = client.get("/exit")
    assert (answer.status_code, answer.location) == (303, "https://www.bbc.co.uk/weather")
    assert client.browser.get_cookie("hf") is None


def test_another_site_cannot_destroy_what_somebody_is_writing(
    client: CarefulClient, family_house: Built
) -> None:
    fill_in(client, until="worries")
    before = stored(family_house, drafts)
    client.get("/exit", headers={"Sec-Fetch-Site": "cross-site"})
    assert stored(family_house, drafts) == before


def test_every_page_has_the_way_out_as_a_plain_link(client: CarefulClient) -> None:
    fill_in(client, until="worries")
    for page in ("/en/", "/ur/guides/the-meeting", "/en/help", FORM, f"{FORM}/worries"):
        assert 'id="leave-now" href="/exit"' in client.get(page).text


def test_what_has_a_return_code_waits_and_the_page_about_leaving_says_so(
    client: CarefulClient, family_house: Built
) -> None:
    code, before = stopped(client), stored(family_house, drafts)
    client.get("/exit")
    assert stored(family_house, drafts) == before
    assert come(client, code).status_code == 303
    told = re.sub(r"<[^>]+>", "", client.get("/en/about/safe-use").text)
    assert "Then your words wait for seven days, and whoever has that number can read" in told
    assert "deletes what you wrote and have not sent" in told


def test_leaving_after_sending_ends_what_this_phone_shows(client: CarefulClient) -> None:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    assert client.get(f"{FORM}/sent").status_code == 200
    client.get("/exit")
    assert client.get(f"{FORM}/sent").location == FORM
