"""A real browser, Debian's Chromium, that reaches nothing but this machine."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route

from tests.browser.looking import look_at_everything
from tests.support.browsers import CHROMIUM, LONGEST_WAIT, QUIET, SHELL

Phone = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """One browser for a worker; every test has a profile of its own in it."""
    browser = driver.chromium.launch(executable_path=SHELL, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def window(driver: Playwright) -> Iterator[Browser]:
    """The whole browser, for tests that are marked `whole_browser`."""
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture(scope="session", autouse=True)
def _long_looks(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--long"):
        look_at_everything()


@pytest.fixture
def phone(request: pytest.FixtureRequest, family_server) -> Iterator[Phone]:
    """Open a new phone: small screen, no history, and the weather instead of the internet."""
    whole = request.node.get_closest_marker("whole_browser")
    browser: Browser = request.getfixturevalue("window" if whole else "chromium")
    contexts: list[BrowserContext] = []

    def _phone(
        *,
        width: int = 360,
        height: int = 640,
        script: bool = True,
        dark: bool = False,
        at: str = family_server.address,
    ) -> Page:
        context = browser.new_context(
            base_url=at,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            locale="en-GB",
        )
        context.set_default_timeout(LONGEST_WAIT)
        context.route(lambda address: not address.startswith(at), _weather)
        contexts.append(context)
        return context.new_page()

    yield _phone
    for context in contexts:
        context.close()


def _weather(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Sunny</h1>")
