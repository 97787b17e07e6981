"""Messages back in a real browser: staff answer, the family reads it, adds to it, takes it back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Phone
from tests.browser.looking import look
from tests.support.processes import RunningDesk, RunningSite, Visitor, send_views

LOOK_UP = 'main button[value="next"]'
ADD = 'main button[value="add"]'
WANT_BACK = 'main button[value="withdraw"]'
TAKE_BACK = 'main button[value="take-back"]'
ANSWER = "Thank you. The meeting is at ten.\nشکریہ"
ADDED = "Aunt Nadia would like to come.\nوہ آنا چاہتی ہیں۔"


def at_the_desk(chromium: Browser, desk: RunningDesk, role: str) -> Page:
    """The browser of somebody new with this role, signed in."""
    person = desk.hire(role)
    page = chromium.new_context(
        base_url=desk.address, viewport={"width": 1280, "height": 800}
    ).new_page()
    page.goto("/sign-in")
    page.fill("#name", person.name)
    page.fill("#password", person.password)
    page.fill("#code", person.code())
    page.click("main button")
    page.wait_for_selector("h1:has-text('What families sent')")
    return page


@pytest.fixture
def chair(chromium: Browser, desk_server: RunningDesk) -> Page:
    """A chair's browser, signed in."""
    page = at_the_desk(chromium, desk_server, "chair")
    yield page
    page.context.close()


@pytest.fixture
def send(family_server: RunningSite) -> Callable[[str], str]:
    """A function that sends something in a language and returns its number."""
    return lambda language: send_views(Visitor(family_server.address), "Adam", language)


def look_up(page: Page, language: str, number: str) -> None:
    """Type the number as it stands on a piece of paper."""
    page.goto(f"/{language}/reply")
    page.fill("#receipt", " ".join(re.findall("....", number)))
    page.click(LOOK_UP)


def answer(chair: Page) -> None:
    """Open what came last and answer it."""
    chair.goto("/")
    chair.click("table a >> nth=0")
    look(chair, "nothing written yet")
    chair.fill("#words", ANSWER)
    chair.click("text=Send the answer")
    chair.wait_for_selector("text=We answered on")
    look(chair, "answered")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_family_reads_the_answer_adds_to_it_and_takes_it_back(
    phone: Phone, chair: Page, send: Callable[[str], str], language: str, script: bool
) -> None:
    number, page = send(language), phone(script=script)
    # Without script axe does not run.
    seen = look if script else lambda *_: None
    look_up(page, language, number)
    seen(page, "arrived")
    expect(page.locator(".own")).to_have_count(0)
    answer(chair)
    look_up(page, language, number)
    seen(page, "answered")
    own = page.locator(".own")
    expect(own).to_have_text(ANSWER)
    assert own.evaluate("e => getComputedStyle(e).unicodeBidi") == "plaintext"
    page.click(ADD)
    expect(page.locator(".errors")).to_be_visible()
    seen(page, "nothing written")
    page.fill("#words", ADDED)
    page.check("#part-2")
    page.click(ADD)
    seen(page, "added")
    expect(page.locator(".panel")).to_be_visible()
    assert "Nadia" not in page.content()
    chair.reload()
    expect(chair.locator("main")).to_contain_text("Aunt Nadia would like to come.")
    look(chair, "added to")
    page.click(WANT_BACK)
    seen(page, "before taking back what was opened")
    page.click(TAKE_BACK)
    seen(page, "taken back")
    expect(page.locator(TAKE_BACK)).to_have_count(0)
    expect(page.locator("textarea")).to_have_count(0)
    assert page.locator(".own").inner_text() == ANSWER
    chair.reload()
    expect(chair.locator("main")).to_contain_text("The family took this back")
    look(chair, "withdrawn")
    assert page.url.endswith(f"/{language}/shown/reply"), "no number stands in the address"
    (cookie,) = page.context.cookies()
    assert cookie["expires"] == -1, "it goes with the browser, and with leaving"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_what_nobody_has_opened_is_gone_after_the_press(
    phone: Phone, chair: Page, send: Callable[[str], str], language: str, script: bool
) -> None:
    number, page = send(language), phone(script=script)
    # Without script axe does not run.
    seen = look if script else lambda *_: None
    chair.goto("/")
    sent = chair.locator("table a >> nth=0").get_attribute("href")
    look_up(page, language, number)
    page.click(WANT_BACK)
    seen(page, "before taking back what nobody opened")
    page.click(TAKE_BACK)
    seen(page, "gone")
    expect(page.locator(".panel")).to_be_visible()
    assert chair.goto(sent).status == 410
    look_up(page, language, number)
    seen(page, "nothing under this number")
    expect(page.locator("#receipt")).to_have_attribute("aria-invalid", "true")
    (cookie,) = page.context.cookies()
    assert cookie["expires"] == -1, "it goes with the browser, and with leaving"


def test_another_language_keeps_the_number_and_what_was_typed(
    phone: Phone, send: Callable[[str], str]
) -> None:
    number, page = send("en"), phone(script=False)
    page.goto("/en/reply")
    page.fill("#receipt", number)
    page.click('header button[value="language:ur"]')
    page.wait_for_url("**/ur/shown/reply")
    expect(page.locator("#receipt")).to_have_value(number)
    page.click(LOOK_UP)
    page.fill("#words", ADDED)
    page.click('header button[value="language:en"]')
    page.wait_for_url("**/en/shown/reply")
    expect(page.locator("#words")).to_have_value(ADDED)
    page.click(WANT_BACK)
    page.click('header button[value="language:ur"]')
    page.wait_for_url("**/ur/shown/reply")
    page.click('main button[value="keep"]')
    expect(page.locator("#words")).to_have_value(ADDED)


def test_it_works_by_keyboard_alone_on_the_narrowest_screen(
    phone: Phone, send: Callable[[str], str]
) -> None:
    number, page = send("en"), phone(width=320)
    page.goto("/en/reply")
    page.focus("#receipt")
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    page.wait_for_selector("#words")
    page.focus("#words")
    page.keyboard.type("One more thing")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#part-2")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#urgent-1")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".panel")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_pressing_twice_adds_once(phone: Phone, send: Callable[[str], str]) -> None:
    number, page = send("en"), phone(script=False)
    look_up(page, "en", number)
    page.fill("#words", "One more thing")
    page.dblclick(ADD)
    expect(page.locator(".panel")).to_be_visible()
    page.wait_for_load_state("networkidle")
    look_up(page, "en", number)
    expect(page.locator("dt:has-text('Added on')")).to_have_count(1)
