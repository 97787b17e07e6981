"""Dates, times and sentences in the page's language, with Western digits everywhere."""

from datetime import UTC, date, datetime

import pytest
from flask_babel import gettext

from heard.languages.locales import UnknownLanguage
from heard.web.page_language import (
    clock_time,
    day_and_time,
    file_size,
    long_date,
    long_day,
    preferred,
    speak,
    spoken,
    weekday_and_time,
)
from tests.support.clients import CarefulClient
from tests.support.words import catalogue
from tests.web.apps import small_app

SUMMER = datetime(2026, 6, 8, 8, 5, tzinfo=UTC)
WINTER = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def app():
    """A small application."""
    return small_app()


@pytest.fixture
def say(app):
    """Says something in a language."""

    def _say(code: str, what):
        with app.test_request_context():
            speak(code)
            return what()

    return _say


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "Monday 23 November 2026"),
        ("pl", "poniedziałek 23 listopada 2026"),
        ("ur", "پیر 23 نومبر 2026"),
        ("ar", "الاثنين 23 نوفمبر 2026"),
        ("fa", "دوشنبه 23 نوامبر 2026"),
        ("bn", "সোমবার 23 নভেম্বর 2026"),
    ],
)
def test_a_date_is_written_out_in_the_pages_language(say, code, said):
    assert say(code, lambda: long_date(date(2026, 11, 23))) == said


def test_times_are_those_of_london_in_summer_and_in_winter(say):
    assert say("en", lambda: clock_time(SUMMER)) == "09:05"
    assert say("en", lambda: clock_time(WINTER)) == "14:30"
    assert say("en", lambda: weekday_and_time(SUMMER)) == "Monday 09:05"
    assert say("en", lambda: day_and_time(WINTER)) == "Monday 23 November 14:30"


def test_a_moment_late_at_night_is_on_londons_day(say):
    late = datetime(2026, 6, 8, 23, 30, tzinfo=UTC)
    assert say("en", lambda: day_and_time(late)) == "Tuesday 9 June 00:30"
    assert say("en", lambda: long_day(late.date())) == "Monday 8 June"


@pytest.mark.parametrize("code", ["en", "pl", "ur", "ar", "fa", "bn", "ne", "my"])
def test_no_digit_of_another_script_is_ever_shown(say, code):
    shown = say(
        code,
        lambda: (
            long_date(date(2026, 11, 23))
            + weekday_and_time(SUMMER)
            + day_and_time(WINTER)
            + clock_time(WINTER)
        ),
    )
    assert all(sign.isascii() for sign in shown if sign.isdecimal())
    assert "14:30" in shown


@pytest.mark.parametrize(
    ("code", "size", "said"),
    [
        ("en", 1, "1 KB"),
        ("en", 20_400, "20 KB"),
        ("en", 999_900, "1.0 MB"),
        ("en", 1_440_000, "1.4 MB"),
        ("en", 12_000_000, "12.0 MB"),
        ("pl", 1_440_000, "1,4 MB"),
        ("ur", 1_440_000, "1.4 MB"),
        ("fa", 1_440_000, "1.4 MB"),
    ],
)
def test_the_size_of_a_file_is_said_in_western_digits(say, code, size, said):
    assert say(code, lambda: file_size(size)) == said


def test_a_page_speaks_english_until_it_is_told(app):
    with app.test_request_context():
        assert spoken().code == "en"


def test_a_page_cannot_speak_what_is_no_language(app):
    with app.test_request_context(), pytest.raises(UnknownLanguage):
        speak("xx")


def test_a_sentence_comes_from_the_catalogue_of_the_pages_language(say):
    for code in ("en", "pl", "ur"):
        said = say(code, lambda: gettext("Leave this page"))
        assert said == catalogue(code).gettext("Leave this page")
        assert (said == "Leave this page") is (code == "en")


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("pl", "ltr"), ("ur", "rtl")])
def test_the_frame_names_the_language_and_its_direction(app, code, direction):
    page = CarefulClient(app).get(f"/page?lang={code}")
    assert f'<html lang="{code}" dir="{direction}">' in page.text


def test_one_pages_language_does_not_reach_the_next(app):
    client = CarefulClient(app)
    assert 'lang="ur"' in client.get("/page?lang=ur").text[:200]
    assert 'lang="en"' in client.get("/page").text[:200]


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        ("", "en"),
        ("ur", "ur"),
        ("ur-PK", "ur"),
        ("UR-pk", "ur"),
        ("pl-PL,pl;q=0.9,en;q=0.8", "pl"),
        ("de,fr;q=0.9", "en"),
        ("de,pl;q=0.5,ur;q=0.7", "ur"),
        ("*", "en"),
        ("ur;q=0, pl;q=0.1", "pl"),
        ("ur;q=0", "en"),
        ("nonsense;;;q=x", "en"),
    ],
)
def test_the_first_page_is_in_the_language_that_the_browser_likes_best(app, accepted, found):
    with app.test_request_context(headers={"Accept-Language": accepted}):
        assert preferred(("en", "pl", "ur")) == found
