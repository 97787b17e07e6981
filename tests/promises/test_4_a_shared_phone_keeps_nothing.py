"""Promise 4: 0 typed words in 6 walks, after Back ten times and a search of the disk.

A shared phone keeps nothing.

A browser with a profile of its own on the disk fills in a form. Then whoever takes the phone next
presses Back, reloads, restores the last tabs, and searches the whole profile.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from heard.library.sources.neutral_words import avoided_words
from tests.browser.walking import STEPS, back, receipt, walk
from tests.support.browsers import CHROMIUM, LONGEST_WAIT, QUIET
from tests.support.processes import RunningSite

SECRET = "Kanarienvogel under the blue gate"
#: Everything that the walk types, in the spelling in which a disk would hold it.
TYPED = (
    SECRET,
    *(value for steps in STEPS.values() for kind, _, value in steps if len(value) > 4),
)


@contextmanager
def browser(
    driver: Playwright, profile: Path, site: RunningSite, *more: str, script: bool = True
) -> Iterator[BrowserContext]:
    """The phone's browser, as long as somebody has it open."""
    context = driver.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=[*QUIET, *more],
        base_url=site.address,
        viewport={"width": 360, "height": 640},
        java_script_enabled=script,
    )
    context.set_default_timeout(LONGEST_WAIT)
    context.route(
        lambda address: address.startswith("http") and not address.startswith(site.address),
        lambda route: route.fulfill(content_type="text/html", body="<title>Weather</title>"),
    )
    yield context
    context.close()


def left_quickly(page: Page) -> None:
    """Half a form, and then somebody comes in."""
    walk(page, "en", until="worries")
    page.fill("#worries", SECRET)
    page.click("#leave-now")
    expect(page).to_have_title("Weather")


def sent(page: Page) -> None:
    """A whole form, sent, and the number kept."""
    walk(page, "en", until="worries")
    page.fill("#worries", SECRET)
    page.click('main button[value="next"]')
    for slug in list(STEPS)[list(STEPS).index("worries") + 1 :]:
        page.wait_for_url(f"**/{slug}")
        page.click('main button[value="next"]')
    page.click('main button[value="send"]')
    assert len(receipt(page)) == 20
    page.click('main button[value="done"]')
    page.wait_for_url("**/closed")


def stopped_with_a_number(page: Page) -> None:
    """Half a form, a number to come back with, and the page left."""
    walk(page, "en", until="worries")
    page.fill("#worries", SECRET)
    page.click('main button[value="stop"]')
    page.click('main button[value="code"]')
    assert len(receipt(page)) == 20
    page.click("#leave-now")
    expect(page).to_have_title("Weather")


def nothing_on(page: Page) -> None:
    text = page.content()
    values = page.locator("input:not([type=hidden]), textarea").evaluate_all(
        "(boxes) => boxes.filter(b => b.type === 'text' || b.rows).map(b => b.value).join('|')"
    )
    for typed in TYPED:
        assert typed not in text, f"{page.url} shows {typed!r}"
        assert typed not in values, f"{page.url} has {typed!r} in a box"


def leaks_in(profile: Path) -> list[str]:
    """The files of a browser's profile that hold anything that was typed."""
    needles = [each.encode(coding) for each in TYPED for coding in ("utf-8", "utf-16-le")]
    return [
        str(path.relative_to(profile))
        for path in profile.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


#: How somebody leaves the phone, each with script and without.
ENDINGS = [left_quickly, sent, stopped_with_a_number]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_whoever_takes_the_phone_next_finds_nothing_that_was_written(
    driver: Playwright, family_server: RunningSite, tmp_path: Path, ending, script: bool
) -> None:
    profile = tmp_path / "profile"
    with browser(driver, profile, family_server, script=script) as phone:
        page = phone.new_page()
        ending(page)
        for _ in range(10):
            if page.url == "about:blank":
                break
            back(page)
            nothing_on(page)
        page.reload()
        nothing_on(page)
        address = f"{family_server.address}/en/forms/your-views/worries"
        page.goto(address)
        nothing_on(page)
        stored = phone.storage_state()
        assert stored["origins"] == []
        assert len(stored["cookies"]) <= 1, "at most an empty session of its own"
        page.goto("about:blank")
    with browser(driver, profile, family_server, "--restore-last-session", script=script) as phone:
        for page in phone.pages:
            try:
                nothing_on(page)
            except Error:
                assert page.url.startswith(("about:", "chrome"))
    assert leaks_in(profile) == []
    assert no_page_of_a_form_was_cached(profile)
    the_history_is_neutral(profile)


def no_page_of_a_form_was_cached(profile: Path) -> bool:
    caches = [path for path in profile.rglob("*") if "Cache" in str(path) and path.is_file()]
    return not any(b"/forms/" in path.read_bytes() for path in caches)


def the_history_is_neutral(profile: Path) -> None:
    """Addresses and titles give away nothing, and no number stands in them."""
    found = sqlite3.connect(f"file:{profile / 'Default' / 'History'}?immutable=1", uri=True)
    rows = found.execute("select url, title from urls").fetchall()
    found.close()
    ours = [(url, title) for url, title in rows if "127.0.0.1" in url]
    assert ours, "the phone has no history to look at"
    for url, title in ours:
        assert avoided_words(f"{url.split('127.0.0.1')[1]} {title}") == ()
        assert not any(len(part) == 20 and part.isdigit() for part in url.split("/"))


def test_the_search_of_a_profile_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "Sessions").mkdir()
    (tmp_path / "Sessions" / "Tabs_1").write_bytes(b"\\0" + SECRET.encode("utf-16-le"))
    assert leaks_in(tmp_path) == ["Sessions/Tabs_1"]


def test_the_figure_is_that_of_the_walks() -> None:
    assert f"in {2 * len(ENDINGS)} walks" in (__doc__ or "")
