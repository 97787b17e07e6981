"""A phone that several people use: what they do on a page, and what the next one finds.

Nothing is intercepted: Back and Reload are those of the browser, which asks before it posts again.
"""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, Page, Playwright

from tests.family.receipt.following import staff_answer
from tests.support.browsers import CHROMIUM, LONGEST_WAIT, QUIET
from tests.support.processes import RunningSite, Visitor, send_views

#: Nobody but this machine answers; to whom a page leads away is a page of the browser's own.
ALONE = [*QUIET, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]

NEXT = "main form .far button >> nth=0"
REPLY = "Antwortvogel"


@dataclass(frozen=True)
class Written:
    """What somebody does on one page, and the words by which it is known again."""

    name: str
    do: Callable[[Page, str], None]
    words: tuple[str, ...]


def _look_up(page: Page, number: str) -> None:
    page.goto("/en/reply")
    page.fill("#receipt", number)
    page.click(NEXT)
    page.wait_for_selector("text=" + REPLY)


def _wrong_number(page: Page, number: str) -> None:
    page.goto("/en/reply")
    page.fill("#receipt", "90817263549081726354")
    page.click(NEXT)
    page.wait_for_selector(".errors")


def _words_to_add(page: Page, number: str) -> None:
    _look_up(page, number)
    page.fill("#words", "Zusatzvogel")
    page.click('main button[value="withdraw"]')
    page.wait_for_selector('main button[value="take-back"]')
    page.click('main button[value="keep"]')
    page.wait_for_selector("text=" + REPLY)


def _return_code(page: Page, number: str) -> None:
    page.goto("/en/return")
    page.fill("#code", "80706050403020108070")
    page.click(NEXT)
    page.wait_for_selector(".errors")


def _letter(page: Page, number: str) -> None:
    page.goto("/en/words")
    page.fill("#text", "The core group of Briefvogel")
    page.click(NEXT)
    page.wait_for_selector("#found:visible")


def _search(page: Page, number: str) -> None:
    page.goto("/en/search")
    page.fill("#words", "Suchvogel")
    page.click(NEXT)
    page.wait_for_selector("h2")


def _dates(page: Page, number: str) -> None:
    page.goto("/en/dates")
    for box, typed in (("day", "1"), ("month", "13"), ("year", "Tagvogel")):
        page.fill(f"#meeting-{box}", typed)
    page.click(NEXT)
    page.wait_for_selector(".errors")


def _which_way(page: Page, number: str) -> None:
    page.goto("/en/which-way")
    page.check("#about-1")
    page.check("#when-1")
    page.fill("#meeting-year", "Wegvogel")
    page.click(NEXT)
    page.wait_for_selector(".errors")


def _first_page(page: Page, number: str) -> None:
    page.goto("/en/forms/your-views/you")
    page.fill("#name", "Namenvogel")
    page.click(NEXT)
    page.wait_for_selector(".errors")


PAGES = (
    Written("a reply", _look_up, (REPLY,)),
    Written("a number with a mistake", _wrong_number, ("90817263549081726354",)),
    Written("words to be added", _words_to_add, ("Zusatzvogel",)),
    Written("a return code", _return_code, ("80706050403020108070",)),
    Written("a letter", _letter, ("Briefvogel",)),
    Written("a search", _search, ("Suchvogel",)),
    Written("dates with a mistake", _dates, ("Tagvogel",)),
    Written("which way, with a mistake", _which_way, ("Wegvogel",)),
    Written("the first page of a form, with a mistake", _first_page, ("Namenvogel",)),
)


def something_answered(site: RunningSite) -> str:
    """The number of something sent, to which staff have answered."""
    number = send_views(Visitor(site.address), "Adam")
    staff_answer(site.house, REPLY)
    return number


def words_of(pages: tuple[Written, ...], number: str) -> tuple[str, ...]:
    """All by which what was written is known again; the number as typed and as shown."""
    return (*(word for each in pages for word in each.words), number, _in_groups(number))


def _in_groups(number: str) -> str:
    return " ".join(re.findall("....", number))


@contextmanager
def phone(
    driver: Playwright,
    profile: Path,
    site: RunningSite,
    *more: str,
    script: bool = True,
    back_cache: bool = True,
) -> Iterator[Page]:
    """A tab of the phone's browser, as long as somebody has it open."""
    context = driver.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=[*ALONE, *more],
        ignore_default_args=["--disable-back-forward-cache"] if back_cache else [],
        base_url=site.address,
        viewport={"width": 360, "height": 640},
        java_script_enabled=script,
    )
    context.set_default_timeout(LONGEST_WAIT)
    yield context.new_page()
    with suppress(Error):
        context.close()


def leave(page: Page) -> None:
    """Press "Leave this page", and be away."""
    page.click("#leave-now")
    deadline = time.monotonic() + LONGEST_WAIT / 1000
    while page.url.startswith("http://127.0.0.1") and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert not page.url.startswith("http://127.0.0.1"), page.url


def shown(page: Page) -> str:
    """All that stands on the page and in its boxes, hidden ones too."""
    deadline = time.monotonic() + LONGEST_WAIT / 1000
    while True:
        try:
            boxes = "(all) => all.map((box) => box.value).join()"
            return page.content() + page.locator("input, textarea").evaluate_all(boxes)
        except Error:
            # It gives way to another one just now.
            assert time.monotonic() < deadline, page.url
            page.wait_for_timeout(100)


def found_by_the_next(page: Page, words: tuple[str, ...], steps: int = 10) -> set[str]:
    """What of the words whoever takes the phone sees: Back and Reload, again and again.

    Where the browser asks whether to post once more, they say yes.
    """
    seen = set()
    for _ in range(steps):
        with suppress(Error):
            # The browser says so where a page can only be had by posting again.
            page.go_back()
        seen |= {word for word in words if word in shown(page)}
        if page.url == "about:blank":
            break
        with suppress(Error):
            page.reload()
        seen |= {word for word in words if word in shown(page)}
    return seen


def left_on_the_disk(profile: Path, words: tuple[str, ...]) -> dict[str, set[str]]:
    """The words that stand in the browser's folder in the clear, with the files."""
    found: dict[str, set[str]] = {}
    for path in profile.rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            for word in words:
                if any(word.encode(coding) in kept for coding in ("utf-8", "utf-16-le")):
                    found.setdefault(word, set()).add(str(path.relative_to(profile)))
    return found


def kill(page: Page, profile: Path) -> None:
    """End the browser as a phone that is switched off, once it has written down where it is."""
    last = page.url.encode()
    deadline = time.monotonic() + LONGEST_WAIT / 1000
    while not _written_down(profile, last):
        assert time.monotonic() < deadline, "the browser keeps no list of its tabs"
        page.wait_for_timeout(200)
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            said = each.read_bytes()
            if f"--user-data-dir={profile}".encode() in said and b"--type=" not in said:
                os.kill(int(each.parent.name), signal.SIGKILL)
    with suppress(Error):
        page.context.close()


def _written_down(profile: Path, address: bytes) -> bool:
    files = (profile / "Default" / "Sessions").glob("*")
    return any(address in path.read_bytes() for path in files if path.is_file())
