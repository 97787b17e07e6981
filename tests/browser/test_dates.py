"""Your dates in a real browser."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from heard.library.rules.working_days import working_days_after
from tests.browser.looking import look

SHOW = 'main button[value="next"]'
#: Far enough away that nothing can be late on any day on which this runs.
MEETING = working_days_after(date.today() + timedelta(days=30), 1)


def fill(page: Page, name: str, day: date) -> None:
    """Type a day into its three boxes."""
    for part in ("day", "month", "year"):
        page.fill(f"#{name}-{part}", str(getattr(day, part)))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_parent_finds_their_dates_and_saves_them(phone, language: str, script: bool) -> None:
    page = phone(script=script)
    page.goto(f"/{language}/dates")
    fill(page, "meeting", MEETING)
    page.check("#kind-1")
    page.click(SHOW)
    expect(page.locator("dl.summary dt")).to_have_count(9)
    assert page.url.endswith(f"/{language}/shown/dates"), "nothing typed stands in the address"
    with page.expect_download() as saved:
        page.click("main button[formaction]")
    assert saved.value.suggested_filename == "dates.ics"
    events = Calendar.from_ical(saved.value.path().read_bytes()).walk("VEVENT")
    assert MEETING in [event.decoded("dtstart") for event in events]
    page.click('main button[value="change"]')
    expect(page.locator("#meeting-day")).to_have_value(str(MEETING.day))
    (cookie,) = page.context.cookies()
    assert cookie["expires"] == -1, "it goes with the browser, and with leaving"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_changing_the_language_keeps_the_days_and_what_is_shown(phone, script: bool) -> None:
    page = phone(script=script)
    page.goto("/en/dates")
    fill(page, "meeting", MEETING)
    page.check("#kind-2")
    page.click('.tongues button[value="language:ur"]')
    page.wait_for_url("**/ur/shown/dates")
    expect(page.locator("#meeting-day")).to_have_value(str(MEETING.day))
    page.click(SHOW)
    expect(page.locator("dl.summary").first).to_be_visible()
    shown = page.locator("dl.summary dt").count()
    page.click('.tongues button[value="language:en"]')
    page.wait_for_url("**/en/shown/dates")
    expect(page.locator("dl.summary dt")).to_have_count(shown)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_is_found_in_any_state(phone, language: str, dark: bool) -> None:
    page = phone(dark=dark)
    page.goto(f"/{language}/dates")
    look(page, "form")
    page.fill("#meeting-day", "31")
    page.fill("#meeting-month", "2")
    page.click(SHOW)
    look(page, "errors")
    early = date(date.today().year - 1, 6, 11)
    fill(page, "meeting", early)
    page.check("#kind-1")
    fill(page, "report", early)
    fill(page, "birth", early + timedelta(days=60))
    page.click(SHOW)
    look(page, "late, and to be asked")
    page.click('main button[value="change"]')
    fill(page, "meeting", MEETING)
    page.click(SHOW)
    look(page, "all to come")


def test_it_works_by_keyboard_alone_on_the_narrowest_screen(phone) -> None:
    page = phone(width=320)
    page.goto("/en/dates")
    page.focus("#meeting-day")
    for number in (MEETING.day, MEETING.month, MEETING.year):
        page.keyboard.type(str(number))
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("dl.summary dt")).to_have_count(9)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
