"""What a parent reads."""

import re
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask

from heard.authority.hours import LONDON
from heard.authority.installation import ROOT
from heard.web.serving.compression import compressed
from tests.support.clients import CarefulClient

LANGUAGES = ("en", "pl", "ur")
GUIDES = ("the-meeting", "who-is-there", "if-you-do-not-agree")
PAGES = ("privacy", "accessibility", "safe-use")


@pytest.fixture
def at(family_app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Set the clock of the site."""

    def _at(*moment: int) -> None:
        house = replace(
            family_app.extensions["site"], clock=lambda: datetime(*moment, tzinfo=LONDON)
        )
        monkeypatch.setitem(family_app.extensions, "site", house)

    return _at


@pytest.mark.parametrize(
    ("accepted", "home"),
    [
        ("pl-PL,pl;q=0.9,en;q=0.8", "/pl/"),
        ("ur", "/ur/"),
        ("en-GB", "/en/"),
        ("so,ur;q=0.4,en;q=0.2", "/ur/"),
        ("ja", "/en/"),
        ("", "/en/"),
    ],
)
def test_the_front_door_leads_to_the_language_the_phone_prefers(
    client: CarefulClient, accepted: str, home: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert answer.status_code == 302
    assert answer.location == home
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "page",
    ["", "help", "guides", "forms/your-views", *(f"guides/{slug}" for slug in GUIDES)]
    + [f"about/{slug}" for slug in PAGES],
)
def test_every_page_speaks_its_language_and_offers_the_others(
    client: CarefulClient, language: str, page: str
) -> None:
    answer = client.get(f"/{language}/{page}")
    assert answer.status_code == 200
    direction = "rtl" if language == "ur" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in answer.text
    for other in LANGUAGES:
        if other != language:
            assert f'href="/{other}/{page}" lang="{other}"' in answer.text
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_is_not_there_says_so_calmly_with_a_phone_number(
    client: CarefulClient, language: str
) -> None:
    answer = client.get(f"/{language}/guides/nothing")
    assert answer.status_code == 404
    assert f'lang="{language}"' in answer.text
    assert "01632 960101" in answer.text


def test_a_language_that_the_council_does_not_publish_is_not_there(client: CarefulClient) -> None:
    assert client.get("/fr/").status_code == 404


@pytest.mark.parametrize("slug", GUIDES)
def test_a_guide_shows_its_sources_and_that_nobody_has_checked_it(
    client: CarefulClient, slug: str
) -> None:
    text = client.get(f"/en/guides/{slug}").text
    assert "Where this comes from" in text
    assert "Not yet checked by a person." in text


@pytest.mark.parametrize("language", ["pl", "ur"])
@pytest.mark.parametrize("slug", GUIDES)
def test_a_translation_says_first_that_nobody_has_checked_it_with_the_english_one_tap_away(
    client: CarefulClient, language: str, slug: str
) -> None:
    text = client.get(f"/{language}/guides/{slug}").text
    notice = text.index('<div class="admonition unsure">')
    assert notice < text.index('<article class="text">')
    assert f'<a href="/en/guides/{slug}" lang="en" dir="ltr"' in text[notice : notice + 600]
    assert "0808 157 0106" in text[notice : notice + 900], "the interpreter's number is missing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_carry_the_same_english_ids_in_every_language(
    client: CarefulClient, language: str
) -> None:
    def ids(code: str) -> list[str]:
        return re.findall(r'<h[23] id="([^"]+)"', client.get(f"/{code}/guides/the-meeting").text)

    assert ids(language) == ids("en")
    assert "three-questions" in ids(language)


def test_at_two_in_the_morning_help_names_first_who_answers_now(client: CarefulClient, at) -> None:
    at(2026, 11, 22, 2, 0)
    text = client.get("/en/help").text
    order = re.findall(r"<h3><bdi>(.*?)</bdi></h3>", text)
    assert order[0] == "Emergency services"
    assert order.index("Childline") < order.index("Family Rights Group")
    assert "Opens: Monday 09:30" in text


def test_help_is_found_by_what_one_needs(client: CarefulClient) -> None:
    text = client.get("/en/help").text
    needs = text[text.index("What do you need?") : text.index("Everyone, those who")]
    assert 'href="#call-ombudsman"' in needs
    assert 'href="#call-childline"' in needs
    assert "18001 0808 801 0366" in text, "a number can be called by text"


def test_home_says_that_nobody_reads_on_a_bank_holiday(client: CarefulClient, at) -> None:
    at(2026, 12, 25, 11, 0)
    assert "They are back on: Tuesday 29 December 09:00." in client.get("/en/").text


def test_home_says_that_the_team_is_at_work(client: CarefulClient, at) -> None:
    at(2026, 11, 23, 11, 0)
    assert "The team is at work now." in client.get("/en/").text


def test_the_sitemap_lists_every_page_in_every_language_and_each_opens(
    client: CarefulClient,
) -> None:
    body = client.get("/sitemap.xml").text
    addresses = re.findall(r"<loc>http://localhost(/.*?)</loc>", body)
    assert len(addresses) == len(set(addresses))
    every = {path.stem for path in (ROOT / "content" / "en" / "guides").glob("*.md")}
    for language in LANGUAGES:
        assert every == {
            address.split("/")[3] for address in addresses if f"/{language}/guides/" in address
        }
    for address in addresses:
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guide_arrives_in_one_round_trip(client: CarefulClient, language: str) -> None:
    """14,000 bytes fit into the first answer; headers take about eight hundred of them."""
    guides = client.app.extensions["site"].library.guides(language)
    assert guides
    for guide in guides:
        page = client.get(f"/{language}/guides/{guide.slug}", headers={"Accept-Encoding": ""})
        assert len(compressed(page.data, "gzip", 9)) < 13_190, guide.slug


def test_every_guide_for_parents_stands_in_a_group_and_is_two_taps_from_home(
    client: CarefulClient,
) -> None:
    home, every = client.get("/en/").text, client.get("/en/guides").text
    for guide in client.app.extensions["site"].library.guides("en", "parent"):
        assert guide.group, guide.slug
        assert f'href="/en/guides#{guide.group}"' in home
        assert f'href="/en/guides/{guide.slug}"' in every
