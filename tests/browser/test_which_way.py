"""Which way to disagree in a real browser."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look

SHOW = 'main button[value="next"]'
LANGUAGES = ("en", "ur")
#: The decision, after the meeting, with a letter about court.
CHOSEN = ("#about-3", "#when-2", "#court-2")


def answer(page: Page, language: str) -> None:
    """Choose, type the day of the meeting, and ask for the way."""
    page.goto(f"/{language}/which-way")
    for place in CHOSEN:
        page.check(place)
    meeting = date.today() - timedelta(days=7)
    for part in ("day", "month", "year"):
        page.fill(f"#meeting-{part}", str(getattr(meeting, part)))
    page.click(SHOW)
    page.wait_for_load_state()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_parent_finds_the_way_and_changes_an_answer(phone, language: str, script: bool) -> None:
    page = phone(script=script)
    answer(page, language)
    expect(page.locator("dl.summary")).to_have_count(5)
    assert page.url.endswith(f"/{language}/shown/which-way"), "nothing chosen stands in the address"
    page.click('main button[value="change"]')
    expect(page.locator("#about-3")).to_be_checked()
    page.check("#court-1")
    page.click(SHOW)
    expect(page.locator("dl.summary")).to_have_count(4)
    (cookie,) = page.context.cookies()
    assert cookie["expires"] == -1, "it goes with the browser, and with leaving"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_on_any_of_its_pages(phone, language: str) -> None:
    page = phone()
    page.goto(f"/{language}/which-way")
    look(page, "questions")
    page.click(SHOW)
    page.wait_for_load_state()
    look(page, "errors")
    answer(page, language)
    look(page, "the way")
    for each in page.locator("main details summary").all():
        each.click()
    look(page, "the way, with its sources")


def test_nothing_is_found_in_the_dark_and_on_the_narrowest_screen(phone) -> None:
    page = phone(width=320, dark=True)
    page.goto("/ur/which-way")
    look(page, "questions")
    answer(page, "ur")
    look(page, "the way")


def test_it_is_found_by_keyboard_alone(phone) -> None:
    page = phone()
    page.goto("/en/which-way")
    page.locator("#about-1").focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Where you can turn")


def test_another_language_keeps_what_was_chosen(phone) -> None:
    page = phone()
    answer(page, "en")
    page.click('header button[value="language:ur"]')
    page.wait_for_url("**/ur/shown/which-way")
    expect(page.locator("dl.summary")).to_have_count(5)
