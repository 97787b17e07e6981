"""What a reader is told about the checking of facts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from heard.family.guides.review_dates import check_ends, check_words
from tests.support.houses import of_edition

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def in_a_request(family_app: Flask):
    with family_app.test_request_context("/en/"):
        yield


def test_a_check_that_never_happened_is_told() -> None:
    assert check_words(None, 365, TODAY) == "Not yet checked by a person."
    assert check_ends(None, 365, TODAY) is None


def test_a_check_is_told_with_its_day() -> None:
    words = check_words(date(2026, 11, 1), 365, TODAY)
    assert words == "Checked by a person: Sunday 1 November 2026"


def test_a_check_that_is_too_old_is_told_as_such() -> None:
    old = TODAY - timedelta(days=366)
    assert "too long ago" in check_words(old, 365, TODAY)
    assert "too long ago" not in check_words(old + timedelta(days=1), 365, TODAY)


def test_a_page_is_made_anew_at_the_midnight_on_which_its_check_grows_too_old() -> None:
    ends = check_ends(TODAY, 365, TODAY)
    assert (ends.date(), ends.hour) == (date(2027, 11, 22), 0)
    assert "too long ago" in check_words(TODAY, 365, ends.date())
    assert "too long ago" not in check_words(TODAY, 365, ends.date() - timedelta(days=1))


def test_a_guide_shows_the_day_of_its_check(
    client, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = family_app.extensions["site"]
    page = replace(house.library.page("en", "guide", "the-plan"), checked=date(2020, 1, 2))
    library = replace(house.library, _pages={("en", "guide", "the-plan"): page})
    monkeypatch.setitem(family_app.extensions, "site", of_edition(house, library=library))
    text = client.get("/en/guides/the-plan").text
    assert "Last checked by a person: Thursday 2 January 2020. That is too long ago." in text
