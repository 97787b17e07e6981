"""Debian's Chromium, driven by Playwright: one driver for all tests of a worker."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright

CHROMIUM = "/usr/bin/chromium"

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
    with sync_playwright() as playwright:
        yield playwright
