"""Large letters and long words stay on a small screen: nothing is pushed sideways to be read."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.browser import walking
from tests.browser.walking import walk
from tests.support.browsers import LONGEST_WAIT, QUIET, SHELL

PAGES = ("", "help", "guides/the-meeting", "which-way", "return", "forms/your-views", "for-you")
LONG = (
    "zofia.with.a.very.long.name@example.org",
    f"https://example.org/{'letter' * 12}",
    "ہ" * 60,
)


@pytest.fixture(scope="module", params=[24, 32], ids=["150 per cent", "200 per cent"])
def large(request: pytest.FixtureRequest, driver: Playwright) -> Iterator[Browser]:
    """A browser whose owner has asked for larger letters than the usual 16 pixels."""
    size = f"--blink-settings=defaultFontSize={request.param}"
    browser = driver.chromium.launch(executable_path=SHELL, args=[*QUIET, size])
    yield browser
    browser.close()


def fits(page: Page, name: str) -> None:
    """Fail where a page is wider than its screen."""
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room, f"{name} {page.url} scrolls sideways: {wide} in {room}"


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_with_large_letters_nothing_scrolls_sideways(
    large: Browser, family_server, language: str
) -> None:
    context = large.new_context(
        base_url=family_server.address, viewport={"width": 320, "height": 640}
    )
    context.set_default_timeout(LONGEST_WAIT)
    page = context.new_page()
    for slug in PAGES:
        page.goto(f"/{language}/{slug}")
        fits(page, slug)
    walk(page, language, fits, until="worries")
    context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_long_words_break_where_the_screen_ends(
    phone: Callable[..., Page], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    name, words = LONG[0], " ".join(LONG)
    you = [("choose", "#relation-1", ""), ("type", "#name", name)]
    monkeypatch.setitem(walking.STEPS, "you", you)
    monkeypatch.setitem(walking.STEPS, "going-well", [("type", "#going_well", words)])
    walk(phone(width=width), "en", fits)
