"""The time of a page at the desk in a real browser: nothing typed is lost, and one can stay."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from heard.casework.staff.sessions import IDLE
from tests.browser.looking import look
from tests.browser.test_desk_child import sign_in
from tests.casework.founded import FoundedCouncil
from tests.support.processes import RunningSite

__all__ = ["sign_in"]

WORDS = "Thank you for what you wrote.\nWe read it with the chair."
WARNED = IDLE.total_seconds() - 6 * 60
BAR = ".time"


@pytest.fixture
def reference(family_server: RunningSite) -> str:
    """Something that a family has just sent."""
    house = family_server.house
    council = FoundedCouncil(
        house.store, house.data / "family", house.data / "desk", house.recovery_file
    )
    return council.send(received=date.today())


def warned(page: Page) -> None:
    expect(page.locator(BAR)).to_be_visible()


def not_warned(page: Page) -> None:
    expect(page.locator(BAR)).to_be_hidden()


def test_what_is_typed_is_kept_on_a_pause_and_the_time_counts_from_the_last_key(
    sign_in, reference: str
) -> None:
    page = sign_in()
    page.clock.install()
    page.goto(f"/submissions/{reference}")
    page.clock.run_for((WARNED - 60) * 1000)
    not_warned(page)
    page.locator("#words").press_sequentially(WORDS)
    with page.expect_response("**/draft") as kept:
        page.clock.run_for(3_000)
    assert kept.value.status == 204
    expect(page.locator("#kept")).to_contain_text("Kept at")
    page.clock.run_for((WARNED - 60) * 1000)
    not_warned(page)
    page.clock.run_for(120_000)
    warned(page)
    # Every key counts as something done, so it is not reached by many of them.
    page.locator(f"{BAR} .button").focus()
    with page.expect_response("**/stay"):
        page.keyboard.press("Enter")
    not_warned(page)
    assert page.locator("#words").input_value() == WORDS
    page.reload()
    assert page.locator("#words").input_value() == WORDS
    expect(page.locator("main")).to_contain_text("Not sent yet")
    page.locator("#words").press_sequentially("More. ")
    page.click("text=Back to the list")
    page.wait_for_selector("h1:has-text('What families sent')")
    page.goto(f"/submissions/{reference}")
    assert "More. " in page.locator("#words").input_value()


def test_a_window_left_alone_goes_blank_and_its_words_come_back(sign_in, reference: str) -> None:
    page = sign_in()
    page.clock.install()
    page.goto(f"/submissions/{reference}")
    page.locator("#words").press_sequentially(WORDS)
    page.clock.run_for((IDLE.total_seconds() + 30) * 1000)
    page.wait_for_url("**/timed-out")
    assert WORDS not in page.content()
    page.goto(f"/submissions/{reference}")
    assert page.locator("#words").input_value() == WORDS


@pytest.mark.parametrize("width", [1280, 360])
def test_without_script_the_style_sheet_warns_and_a_button_keeps_the_words(
    sign_in, reference: str, width: int
) -> None:
    with_script = sign_in(width=width)
    with_script.goto(f"/submissions/{reference}")
    with_script.evaluate("document.querySelector('.time').classList.remove('scripted')")
    not_warned(with_script)
    with_script.evaluate("document.getAnimations().forEach(each => each.finish())")
    warned(with_script)
    look(with_script, "warned without script")
    page = sign_in(width=width, script=False)
    page.goto(f"/submissions/{reference}")
    page.fill("#words", WORDS)
    page.get_by_role("button", name="Keep it for now").click()
    page.wait_for_url("**#answer")
    assert page.locator("#words").input_value() == WORDS


def test_a_sign_out_in_another_window_takes_the_page_away_and_keeps_what_was_typed(
    sign_in, reference: str
) -> None:
    page = sign_in()
    page.clock.install()
    page.goto(f"/submissions/{reference}")
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/sign-in")
    page.locator("#words").press_sequentially(WORDS)
    page.clock.run_for(3_000)
    page.wait_for_url(f"**/sign-in?back={reference}&kept=yes")
    expect(page.locator("main")).to_contain_text("What you wrote is kept")
    assert WORDS not in page.content()
