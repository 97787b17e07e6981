"""Debian's Chromium, driven by Playwright: one driver for all tests of a worker."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

#: Chromium without what only a window needs: the same pages for two thirds of the time.
SHELL = "/usr/bin/chromium-headless-shell"

#: The whole browser, with history and profile, for what a phone keeps.
CHROMIUM = "/usr/bin/chromium"

#: Milliseconds. Ends what hangs, on the slowest machine too; what is waited for is seen at once.
LONGEST_WAIT = 60_000

#: A browser that talks to nobody but us.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What starts browsers. There can be one at a time in a process."""
    expect.set_options(timeout=LONGEST_WAIT)
    with sync_playwright() as playwright:
        yield playwright
