"""What a family asks for, in a real browser: asked for by phone, told one by one at the desk."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Phone
from tests.browser.looking import look
from tests.browser.test_replies import at_the_desk, look_up
from tests.browser.walking import press
from tests.support.processes import RunningDesk

NEXT = 'main button[value="next"]'
DOOR = "Another door, and another place to wait"
WORDS = "Ring the bell at the green gate.\nگھنٹی بجائیں۔"

#: What is chosen and typed on the pages of the form, by page; all others are left out.
STEPS = {
    "what-you-need": ["#needs-9", "#needs-11"],
    "your-own-space": ["#apart-4"],
    "you": ["#relation-1"],
}


def ask(page: Page, language: str, seen) -> str:
    """Ask for help to get there and for another door; the number."""
    page.goto(f"/{language}/forms/support")
    press(page, "main form .button")
    while not page.url.endswith("/check"):
        slug = page.url.rpartition("/")[2]
        for place in STEPS.get(slug, []):
            page.check(place)
        if slug == "apart-from-whom":
            page.fill("#apart_from", "Marek")
        if slug == "which-meeting":
            page.fill("#child_first_name", "Zofia")
        seen(page, slug)
        press(page, NEXT)
    press(page, 'main button[value="send"]')
    seen(page, "sent")
    return re.sub(r"\D", "", page.locator(".receipt").inner_text())


def say(desk: Page, name: str, state: str, words: str = "") -> None:
    """Go from what came last to one need, and say what became of it."""
    desk.goto("/")
    desk.click("table a >> nth=0")
    desk.locator(".needs > div", has_text=name).get_by_role("link").click()
    look(desk, "one need")
    desk.check(f'input[value="{state}"]')
    desk.fill("#words", words)
    desk.click("text=Tell the family")
    desk.wait_for_url("**#asked-for")


@pytest.mark.parametrize(("language", "script"), [("en", True), ("ur", False)])
def test_a_family_is_told_of_each_thing_it_asked_for(
    phone: Phone,
    chromium: Browser,
    desk_server: RunningDesk,
    language: str,
    script: bool,
) -> None:
    page = phone(script=script)
    seen = look if script else lambda *_: None
    number = ask(page, language, seen)
    look_up(page, language, number)
    expect(page.locator("#asked-for")).to_be_visible()
    expect(page.locator("#asked-for + .summary")).to_have_count(0)
    administrator = at_the_desk(chromium, desk_server, "administrator")
    say(administrator, DOOR, "confirmed", WORDS)
    expect(administrator.locator(".needs")).to_contain_text("Confirmed")
    look(administrator, "what was asked for")
    look_up(page, language, number)
    row = page.locator("#asked-for + .summary > div")
    expect(row).to_have_count(1)
    expect(row.locator(".own")).to_have_text(WORDS)
    assert "green gate" not in page.locator("h1").inner_text()
    seen(page, "told")
    say(administrator, DOOR, "fell-through", "The gate is locked that day.")
    look_up(page, language, number)
    expect(row.locator(".hint")).to_have_count(2)
    seen(page, "told again")
    administrator.context.close()
