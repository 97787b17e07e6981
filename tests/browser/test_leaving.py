"""Leaving at once: what Back shows then, with script and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import back, press, walk

SECRET = "what nobody else may see"

pytestmark = pytest.mark.whole_browser


def _typed_but_not_saved(phone, script: bool) -> Page:
    page = phone(script=script)
    walk(page, "en", until="worries")
    page.fill("#worries", SECRET)
    return page


def _nothing_of_it(page: Page) -> None:
    for _ in range(10):
        back(page)
        if page.url == "about:blank":
            return
        assert SECRET not in page.content()
        assert "He laughs again." not in page.content(), "an earlier answer is still there"
        if page.locator("#worries").count():
            expect(page.locator("#worries")).to_have_value("")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_back_after_leaving_shows_nothing_of_the_form(phone, script: bool) -> None:
    page = _typed_but_not_saved(phone, script)
    page.click("#leave-now")
    expect(page).to_have_title("Weather")
    assert page.context.cookies() == []
    _nothing_of_it(page)


def test_three_presses_of_shift_leave(phone) -> None:
    page = _typed_but_not_saved(phone, script=True)
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page).to_have_title("Weather")
    _nothing_of_it(page)


@pytest.mark.parametrize("held", ["Alt", "Control", "Meta"])
def test_changing_the_keyboards_language_does_not_leave(phone, held: str) -> None:
    page = _typed_but_not_saved(phone, script=True)
    page.focus("#worries")
    page.keyboard.down(held)
    for _ in range(4):
        page.keyboard.press("Shift")
    page.keyboard.up(held)
    for _ in range(3):
        page.keyboard.down("Shift")
        page.keyboard.press(held)
        page.keyboard.up("Shift")
    for _ in range(2):
        page.keyboard.press("Shift")
    expect(page.locator("#worries")).to_have_value(SECRET)
    page.keyboard.press("Shift")
    expect(page).to_have_title("Weather")


def test_typing_capitals_does_not_leave(phone) -> None:
    page = _typed_but_not_saved(phone, script=True)
    page.focus("#worries")
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    expect(page.locator("#worries")).to_be_visible()


def test_after_sending_and_keeping_the_number_back_shows_nothing(phone) -> None:
    page = phone()
    walk(page, "en")
    press(page, 'main button[value="done"]')
    for _ in range(10):
        back(page)
        if page.url == "about:blank":
            break
        for words in ("He laughs again.", "I am afraid of somebody.", "Test Person"):
            assert words not in page.content()
    kept = page.evaluate(
        "[Object.keys(localStorage).length, Object.keys(sessionStorage).length]"
        if page.url != "about:blank"
        else "[0, 0]"
    )
    assert kept == [0, 0]
