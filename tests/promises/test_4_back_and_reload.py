"""Promise 4: of nine pages 0 words come back by Back and Reload, and 0 stand on the disk.

Of what was typed, of a reply and of its number: the browser posts again where it asks to, and its
folder is searched.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from tests.support.phones import (
    PAGES,
    REPLY,
    Written,
    found_by_the_next,
    kill,
    leave,
    left_on_the_disk,
    phone,
    shown,
    something_answered,
    words_of,
)
from tests.support.processes import RunningSite

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture(scope="module")
def number(family_server: RunningSite) -> str:
    """The number of something to which there is a reply."""
    return something_answered(family_server)


def read_on(page: Page) -> None:
    """Look at other pages before leaving."""
    for address in ("/en/", "/en/guides/the-meeting"):
        page.goto(address)


@SCRIPT
def test_after_all_pages_and_leaving_nothing_of_any_comes_back(
    driver: Playwright, family_server: RunningSite, tmp_path: Path, number: str, script: bool
) -> None:
    words = words_of(PAGES, number)
    with phone(driver, tmp_path, family_server, script=script) as page:
        for each in PAGES:
            each.do(page, number)
        read_on(page)
        leave(page)
        assert found_by_the_next(page, words, steps=2 * len(PAGES) + 4) == set()
    assert left_on_the_disk(tmp_path, words) == {}


def test_a_phone_that_is_switched_off_in_the_middle_keeps_nothing_on_its_disk(
    driver: Playwright, family_server: RunningSite, tmp_path: Path, number: str
) -> None:
    words = words_of(PAGES, number)
    with phone(driver, tmp_path, family_server, script=False) as page:
        for each in PAGES:
            each.do(page, number)
        read_on(page)
        kill(page, tmp_path)
    assert left_on_the_disk(tmp_path, words) == {}
    with phone(driver, tmp_path, family_server, "--restore-last-session", script=False) as page:
        for tab in page.context.pages:
            assert not [word for word in words if word in shown(tab)]


@pytest.mark.long
@pytest.mark.parametrize("back_cache", [True, False], ids=["back-cache", "no-back-cache"])
@pytest.mark.parametrize("reads_on", [False, True], ids=["at-once", "after-other-pages"])
@pytest.mark.parametrize("written", PAGES, ids=lambda each: each.name)
@SCRIPT
def test_after_one_page_and_leaving_nothing_of_it_comes_back(
    driver: Playwright,
    family_server: RunningSite,
    tmp_path: Path,
    number: str,
    script: bool,
    written: Written,
    reads_on: bool,
    back_cache: bool,
) -> None:
    words = words_of((written,), number)
    more = {"script": script, "back_cache": back_cache}
    with phone(driver, tmp_path, family_server, **more) as page:
        written.do(page, number)
        if reads_on:
            read_on(page)
        leave(page)
        assert found_by_the_next(page, words) == set()
    assert left_on_the_disk(tmp_path, words) == {}


def test_who_has_not_left_sees_it_again(
    driver: Playwright, family_server: RunningSite, tmp_path: Path, number: str
) -> None:
    """So what is not found above was looked for in the right place."""
    with phone(driver, tmp_path, family_server, script=False) as page:
        PAGES[0].do(page, number)
        page.goto("/en/")
        assert REPLY in found_by_the_next(page, (REPLY,), steps=1)
