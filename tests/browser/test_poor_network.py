"""A bad connection: nothing that was typed is lost, and whatever is sent is sent once."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect
from sqlalchemy import func, select

from heard.records.tables import submissions
from tests.browser.looking import look
from tests.browser.walking import SAVE, SEND, back, press, receipt, walk

WORDS = "What took half an hour to write"
TRY_AGAIN = ".unsent button"


def stored(family_server) -> int:
    """How many submissions the council has."""
    with family_server.house.store.read() as conn:
        return conn.scalar(select(func.count()).select_from(submissions))


def posts(page: Page) -> list[str]:
    """The posts of a page from now on."""
    found: list[str] = []

    def _note(request: Request) -> None:
        if request.method == "POST":
            found.append(request.url)

    page.on("request", _note)
    return found


def at_worries(phone, language: str = "en", **options: bool) -> Page:
    """A phone with words on its screen that are saved nowhere yet."""
    page = phone(**options)
    walk(page, language, until="worries")
    page.fill("#worries", WORDS)
    return page


def only_posts(then):
    """A handler of a route that does something with posts and lets all else through."""

    def _handle(route: Route) -> None:
        if route.request.method == "POST":
            then(route)
        else:
            route.continue_()

    return _handle


def lose_the_answer(route: Route) -> None:
    """The server gets it, and the phone never hears of it."""
    route.fetch(max_redirects=0)
    route.abort()


def says_it_is_still_here(page: Page) -> None:
    """The page is as it was, and says so beside the button that was pressed."""
    told = page.locator(".unsent [role=alert]")
    expect(told).to_have_text(page.get_attribute("#form", "data-unsent"))
    expect(told).to_be_in_viewport(ratio=0.9)
    expect(page.locator(TRY_AGAIN)).to_be_in_viewport()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_without_a_network_the_page_stays_and_says_so(phone, language: str, dark: bool) -> None:
    page = at_worries(phone, language, dark=dark)
    page.context.set_offline(True)
    page.click(SAVE)
    says_it_is_still_here(page)
    assert page.url.endswith("/worries")
    expect(page.locator("#worries")).to_have_value(WORDS)
    look(page, "not sent")


def test_trying_again_goes_on_with_all_that_was_typed(phone) -> None:
    page = at_worries(phone)
    page.context.set_offline(True)
    page.click(SAVE)
    page.click(TRY_AGAIN)
    says_it_is_still_here(page)
    page.context.set_offline(False)
    press(page, TRY_AGAIN)
    assert page.url.endswith("/what-would-help")
    back(page)
    expect(page.locator("#worries")).to_have_value(WORDS)


def test_trying_again_works_by_keyboard_too(phone) -> None:
    page = at_worries(phone)
    page.context.set_offline(True)
    page.focus(SAVE)
    page.keyboard.press("Enter")
    says_it_is_still_here(page)
    page.keyboard.press("Shift+Tab")
    expect(page.locator(TRY_AGAIN)).to_be_focused()
    with page.expect_event("requestfailed", lambda request: request.method == "POST"):
        page.keyboard.press("Enter")
    says_it_is_still_here(page)
    expect(page.locator(TRY_AGAIN)).to_be_focused()
    page.context.set_offline(False)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/what-would-help")


def test_enter_in_a_line_of_text_says_it_above_the_buttons_of_the_page(phone) -> None:
    page = phone()
    walk(page, "en", until="which-meeting")
    page.context.set_offline(True)
    page.press("#child_first_name", "Enter")
    says_it_is_still_here(page)
    expect(page.locator("main .unsent")).to_be_visible()


@pytest.mark.parametrize(
    "button", ['header button[value="language:ur"]', "main .where button", "footer button >> nth=1"]
)
def test_every_button_that_saves_says_beside_itself_that_it_could_not(phone, button: str) -> None:
    page = at_worries(phone)
    page.context.set_offline(True)
    page.click(button)
    says_it_is_still_here(page)
    look(page, button)


def test_what_never_reached_us_counts_once_when_it_is_sent_again(phone, family_server) -> None:
    page = phone()
    walk(page, "en", until="check")
    before = stored(family_server)
    page.route("**/check", only_posts(lambda route: route.abort()))
    page.click(SEND)
    says_it_is_still_here(page)
    assert stored(family_server) == before
    page.unroute("**/check")
    press(page, TRY_AGAIN)
    assert len(receipt(page)) == 20
    assert stored(family_server) == before + 1


@pytest.mark.parametrize("again", [TRY_AGAIN, SEND], ids=["try again", "send"])
def test_what_was_sent_but_whose_answer_was_lost_counts_once(
    phone, family_server, again: str
) -> None:
    page = phone()
    walk(page, "en", until="check")
    before = stored(family_server)
    page.route("**/check", only_posts(lose_the_answer))
    page.click(SEND)
    says_it_is_still_here(page)
    assert stored(family_server) == before + 1
    page.unroute("**/check")
    press(page, again)
    assert re.fullmatch(r"\d{20}", receipt(page))
    assert stored(family_server) == before + 1


def test_without_script_an_answer_that_was_lost_is_found_on_the_next_look(
    phone, family_server
) -> None:
    page = phone(script=False)
    walk(page, "en", until="check")
    before, address = stored(family_server), page.url
    page.route("**/check", only_posts(lose_the_answer))
    page.click(SEND)
    page.wait_for_url("chrome-error://**")
    page.unroute("**/check")
    page.goto(address)
    assert len(receipt(page)) == 20
    assert stored(family_server) == before + 1


def test_without_script_what_was_saved_is_there_again_after_the_answer_was_lost(phone) -> None:
    page = at_worries(phone, script=False)
    page.route("**/worries", only_posts(lose_the_answer))
    page.click(SAVE)
    page.wait_for_url("chrome-error://**")
    page.unroute("**/worries")
    page.goto("/en/forms/your-views/worries")
    expect(page.locator("#worries")).to_have_value(WORDS)


def test_without_script_a_post_that_never_left_goes_out_on_reload(phone) -> None:
    page = at_worries(phone, script=False)
    page.route("**/worries", only_posts(lambda route: route.abort()))
    page.click(SAVE)
    page.wait_for_url("chrome-error://**")
    page.unroute("**/worries")
    page.reload()
    assert page.url.endswith("/what-would-help")
    page.goto("/en/forms/your-views/worries")
    expect(page.locator("#worries")).to_have_value(WORDS)


def test_who_presses_send_twice_in_a_row_sends_one_post(phone) -> None:
    page = phone()
    walk(page, "en", until="check")
    sent = posts(page)
    with page.expect_navigation():
        page.dblclick(SEND)
    assert len(receipt(page)) == 20
    assert len(sent) == 1


def test_a_page_with_a_mistake_comes_back_after_one_post(phone) -> None:
    page = phone()
    walk(page, "en", until="which-meeting")
    sent = posts(page)
    page.fill("#child_first_name", "Adam")
    page.fill("#child_born-day", "41")
    page.click(SAVE)
    expect(page.locator(".errors")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error:"))
    expect(page.locator("#child_born-day")).to_have_value("41")
    assert len(sent) == 1
    page.fill("#child_born-day", "27")
    page.fill("#child_born-month", "3")
    page.fill("#child_born-year", "2015")
    press(page, SAVE)
    assert page.url.endswith("/going-well")


def test_when_the_session_has_ended_that_is_said_once_and_nothing_is_lost(phone) -> None:
    page = at_worries(phone)
    page.context.clear_cookies()
    page.click(SAVE)
    expect(page.locator("main .warning")).to_contain_text("You were away for a while")
    expect(page.locator("#worries")).to_have_value(WORDS)
    press(page, SAVE)
    assert page.url.endswith("/what-would-help")


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_server_that_fails_takes_no_words_away(phone, status: int) -> None:
    page = at_worries(phone)
    broken = {"status": status, "content_type": "text/html", "body": "<title>Bad</title>"}
    page.route("**/worries", only_posts(lambda route: route.fulfill(**broken)))
    page.click(SAVE)
    says_it_is_still_here(page)
    expect(page.locator("#worries")).to_have_value(WORDS)


def test_while_it_takes_long_the_page_asks_to_wait_and_gives_up_after_twenty_seconds(
    phone,
) -> None:
    page = phone()
    page.clock.install()
    walk(page, "en", until="worries")
    page.fill("#worries", WORDS)
    page.route("**/worries", only_posts(lambda route: None))
    page.click(SAVE)
    expect(page.locator(".unsent [role=status]")).to_be_empty()
    page.clock.fast_forward(1500)
    expect(page.locator(".unsent [role=status]")).to_have_text("Please wait.")
    page.clock.fast_forward(17_000)
    expect(page.locator(TRY_AGAIN)).to_have_count(0)
    page.clock.fast_forward(2_000)
    says_it_is_still_here(page)
    expect(page.locator(".unsent [role=status]")).to_be_empty()


def test_a_picture_may_take_as_long_as_it_takes(phone) -> None:
    page = phone()
    page.clock.install()
    walk(page, "en", until="worries")
    page.evaluate(
        """document.querySelector(".far").insertAdjacentHTML(
          "beforebegin", '<input type="file" id="photo" name="photo" aria-label="Photo">')"""
    )
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8" * 99}
    page.set_input_files("#photo", photo)
    page.route("**/worries", only_posts(lambda route: None))
    page.click(SAVE)
    page.clock.fast_forward(300_000)
    expect(page.locator(".unsent [role=status]")).to_have_text("Please wait.")
    expect(page.locator(TRY_AGAIN)).to_have_count(0)


def test_who_does_not_want_to_wait_can_press_another_button(phone) -> None:
    page = at_worries(phone)
    page.route("**/worries", only_posts(lambda route: None), times=1)
    page.click(SAVE)
    press(page, 'header button[value="language:ur"]')
    assert "/ur/" in page.url
    expect(page.locator("#worries")).to_have_value(WORDS)


@pytest.mark.whole_browser
def test_who_leaves_while_it_is_on_its_way_has_left(phone) -> None:
    page = at_worries(phone)
    page.route("**/worries", only_posts(lambda route: None))
    with page.expect_request(lambda request: request.method == "POST"):
        page.click(SAVE)
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page).to_have_title("Weather")
    assert page.context.cookies() == []


def test_a_copy_is_a_download_as_ever(phone) -> None:
    page = phone()
    walk(page, "en", until="check")
    sent = posts(page)
    with page.expect_download() as copy:
        page.click('main button[value="copy"]')
    assert copy.value.suggested_filename == "copy.html"
    assert len(sent) == 1
    press(page, SEND)
    assert len(receipt(page)) == 20
