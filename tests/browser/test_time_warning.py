"""Before the browser forgets what was written, the page says so and gives more time."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look
from tests.browser.walking import press, walk

WARNING = "main .ends"
MORE = f"{WARNING} button"
WORDS = "Half a thought"


def writing(phone, language: str = "en", clock: datetime | None = None, **options: bool) -> Page:
    """Somebody in the middle of a page, with a phone whose clock we can move."""
    page = phone(**options)
    page.clock.install(time=clock or datetime.now(UTC))
    walk(page, language, until="worries")
    page.fill("#worries", WORDS)
    return page


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_five_minutes_before_the_page_says_it_above_its_buttons(
    phone, language: str, dark: bool
) -> None:
    page = writing(phone, language, dark=dark)
    page.clock.fast_forward("54:00")
    expect(page.locator(WARNING)).to_have_count(0)
    page.clock.fast_forward("01:30")
    expect(page.locator(WARNING)).to_have_count(1)
    assert page.get_attribute(WARNING, "role") == "alert"
    expect(page.locator(f"{WARNING} p")).to_have_text(re.compile(r"\d\d:\d\d"))
    expect(page.locator(f"{WARNING} + .far")).to_have_count(1)
    expect(page.locator("#worries")).to_have_value(WORDS)
    look(page, "still there")


def test_one_press_keeps_it_and_stays_on_the_page(phone) -> None:
    page = writing(phone)
    page.clock.fast_forward("56:00")
    press(page, MORE)
    assert page.url.endswith("/worries")
    expect(page.locator("#worries")).to_have_value(WORDS)
    expect(page.locator(WARNING)).to_have_count(0)
    page.clock.fast_forward("56:00")
    expect(page.locator(WARNING)).to_have_count(1)


def test_it_warns_once_however_long_one_waits(phone) -> None:
    page = writing(phone)
    for _ in range(4):
        page.clock.fast_forward("56:00")
    expect(page.locator(WARNING)).to_have_count(1)


def test_a_phone_that_slept_is_warned_when_it_wakes(phone) -> None:
    page = writing(phone)
    page.clock.set_system_time(datetime.now(UTC) + timedelta(minutes=57))
    expect(page.locator(WARNING)).to_have_count(0)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(WARNING)).to_have_count(1)


@pytest.mark.parametrize("days", [-400, 400])
def test_a_phone_whose_clock_is_wrong_is_warned_in_time(phone, days: int) -> None:
    page = writing(phone, clock=datetime.now(UTC) + timedelta(days=days))
    page.clock.fast_forward("54:00")
    expect(page.locator(WARNING)).to_have_count(0)
    page.clock.fast_forward("02:00")
    expect(page.locator(WARNING)).to_have_count(1)


def test_without_a_network_pressing_it_loses_nothing(phone) -> None:
    page = writing(phone)
    page.clock.fast_forward("56:00")
    page.context.set_offline(True)
    page.click(MORE)
    expect(page.locator(".unsent [role=alert]")).to_be_in_viewport(ratio=0.9)
    page.context.set_offline(False)
    press(page, ".unsent button")
    expect(page.locator("#worries")).to_have_value(WORDS)


def test_on_the_first_page_there_is_nothing_to_forget_and_nothing_to_warn_of(phone) -> None:
    page = phone()
    page.clock.install()
    page.goto("/en/forms/your-views/you")
    page.clock.fast_forward("02:00:00")
    expect(page.locator(WARNING)).to_have_count(0)
