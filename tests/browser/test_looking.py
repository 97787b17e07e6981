"""What stands on one page only is looked at, however many pages like it axe has seen before."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import look

SOUND = """<!doctype html><html lang="en"><title>A page</title><style>
body {color: #111; background: #fff; font-size: 20px} .pale {color: #999} a, button {display: block;
min-height: 48px}</style>
<main><h1>A page</h1><h2>A part</h2><p>Some words.</p><p class="pale"></p>
<a href="/there">A link</a><button>A button</button><label for="box">A box</label>
<input id="box" style="height: 48px"><ul><li>An item</li></ul></main></html>"""


@pytest.fixture
def page(chromium: Browser) -> Page:
    page = chromium.new_page()
    page.set_content(SOUND)
    look(page, "sound")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("sound", "faulty"),
    [
        ('<p class="pale"></p>', '<p class="pale">Pale words.</p>'),
        ("<p>Some words.</p>", '<p style="color: #aaa">Some words.</p>'),
        ("<h2>A part</h2>", "<h4>A part</h4>"),
        ("A button", ""),
        ("A link", ""),
        ('<label for="box">A box</label>', "<p>A box</p>"),
        ("<li>An item</li>", "<p>An item</p>"),
        ("<p>Some words.</p>", '<img src="data:,">'),
        ("<h1>A page</h1>", ""),
        ("<p>Some words.</p>", '<p aria-hidden="sure">Some words.</p>'),
        ('lang="en"', ""),
        ("<title>A page</title>", ""),
        ("</main>", "</main><p>Some words.</p>"),
        ("</main>", "</main><main>Some words.</main>"),
    ],
)
def test_a_fault_on_a_page_like_others_is_found(page: Page, sound: str, faulty: str) -> None:
    assert sound in SOUND
    page.set_content(SOUND.replace(sound, faulty))
    with pytest.raises(AssertionError, match="violation"):
        look(page, "faulty")
