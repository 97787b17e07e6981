"""Nothing that was typed is lost on the ways out of a page that no button sees."""

import re

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from heard.records.tables import drafts
from tests.browser.looking import look
from tests.browser.walking import SAVE, back, press, walk
from tests.support.processes import wait_until

WORDS = "Half a thought about Tuesday"
KEPT = re.compile(r"^Kept at \d\d:\d\d\.")


def at_worries(phone, **options: bool) -> Page:
    page = phone(**options)
    walk(page, "en", until="worries")
    page.fill("#worries", WORDS)
    return page


def stored_drafts(family_server) -> int:
    with family_server.house.store.read() as conn:
        return conn.scalar(select(func.count()).select_from(drafts))


def test_a_pause_keeps_it_and_the_page_says_so_only_then(phone) -> None:
    page = at_worries(phone)
    expect(page.locator("#kept")).to_have_text(re.compile("^Save this page before"))
    expect(page.locator("#kept")).to_have_text(KEPT)
    look(page, "kept")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("#worries")).to_have_value(WORDS)


def test_what_is_typed_a_moment_before_a_reload_stands_in_its_box_again(phone) -> None:
    page = at_worries(phone)
    page.reload()
    expect(page.locator("#worries")).to_have_value(WORDS)


def test_what_is_typed_on_the_first_page_is_there_after_a_reload(phone) -> None:
    page = phone()
    page.goto("/en/forms/your-views/you")
    page.check("#relation-2")
    page.fill("#name", "Test Person")
    expect(page.locator("#kept")).to_have_text(KEPT)
    page.reload()
    expect(page.locator("#name")).to_have_value("Test Person")
    expect(page.locator("#relation-2")).to_be_checked()
    page.goto("/en/forms/your-views")
    expect(page.locator("main form .button").first).to_have_text("Go on with my answers")


def test_it_is_there_again_after_back_and_forward(phone) -> None:
    page = at_worries(phone)
    back(page)
    page.go_forward()
    expect(page.locator("#worries")).to_have_value(WORDS)


def test_it_is_there_again_when_the_tab_was_closed(phone) -> None:
    page = phone()
    walk(page, "en", until="worries")
    context, address = page.context, page.url
    page.fill("#worries", WORDS)
    page.close(run_before_unload=True)
    again = context.new_page()

    def there() -> bool:
        again.goto(address)
        return again.input_value("#worries") == WORDS

    # What goes along out of a closing tab nobody is told of.
    wait_until(there)


def test_what_was_on_its_way_when_a_button_was_pressed_overwrites_nothing(phone) -> None:
    page = at_worries(phone)
    waiting: list[Route] = []
    page.route("**/typed", lambda route: waiting.append(route))
    page.fill("#worries", "older")
    with page.expect_request("**/typed"):
        pass
    page.fill("#worries", "newer")
    press(page, SAVE)
    held = waiting[0].request
    late = page.context.request.post(
        held.url,
        data=held.post_data,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert late.status == 409
    back(page)
    expect(page.locator("#worries")).to_have_value("newer")


@pytest.mark.whole_browser
@pytest.mark.parametrize("way", ["link", "shift"])
def test_leaving_while_it_is_being_kept_leaves_nothing(phone, family_server, way: str) -> None:
    before = stored_drafts(family_server)
    page = at_worries(phone)
    expect(page.locator("#kept")).to_have_text(KEPT)
    posted: list[str] = []
    page.on("request", lambda each: posted.append(each.url) if each.method == "POST" else None)
    page.fill("#worries", f"{WORDS}, and he is coming")
    if way == "link":
        page.click("#leave-now")
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    expect(page).to_have_title("Weather")
    assert posted == []
    assert stored_drafts(family_server) == before


def test_of_two_tabs_the_one_that_was_typed_in_last_counts(phone) -> None:
    one = at_worries(phone)
    expect(one.locator("#kept")).to_have_text(KEPT)
    two = one.context.new_page()
    two.goto(one.url)
    two.fill("#worries", "From the other tab")
    expect(two.locator("#kept")).to_have_text(KEPT)
    one.close(run_before_unload=True)
    two.reload()
    expect(two.locator("#worries")).to_have_value("From the other tab")


def test_without_a_network_nothing_is_said_to_be_kept_and_the_next_pause_keeps_it(phone) -> None:
    page = at_worries(phone)
    expect(page.locator("#kept")).to_have_text(KEPT)
    page.evaluate("document.getElementById('kept').textContent = 'nothing new'")
    page.context.set_offline(True)
    with page.expect_event("requestfailed", lambda each: each.url.endswith("/typed")):
        page.fill("#worries", "Written in a tunnel")
    expect(page.locator("#kept")).to_have_text("nothing new")
    page.context.set_offline(False)
    page.locator("#worries").press_sequentially(".")
    expect(page.locator("#kept")).to_have_text(KEPT)
    page.reload()
    expect(page.locator("#worries")).to_have_value("Written in a tunnel.")
