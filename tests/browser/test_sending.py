"""Sending "your views" in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look
from tests.browser.walking import (
    SAVE,
    SEND,
    STEPS,
    back,
    choose,
    fill,
    press,
    receipt,
    tab_to,
    walk,
)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_parent_sends_their_views_and_gets_a_number(phone, language: str, script: bool) -> None:
    page = phone(script=script)
    walk(page, language)
    assert re.fullmatch(r"\d{20}", receipt(page))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_is_found_in_any_state_of_the_form(phone, language: str) -> None:
    page = phone()
    walk(page, language, look, until="which-meeting")
    page.fill("#child_born-day", "41")
    page.click(SAVE)
    expect(page.locator(".errors")).to_be_focused()
    look(page, "errors")
    walk(page, language, look, until="going-well")
    page.click("main .who summary")
    look(page, "who sees this, opened")
    press(page, 'main button[value="danger"]')
    look(page, "help in the form")
    page.click("a.back")
    press(page, 'main button[value="stop"]')
    look(page, "stop")
    walk(page, language, look)
    page.click("main details summary")
    look(page, "what I sent")
    press(page, 'main button[value="done"]')
    look(page, "closed")


def test_nothing_is_found_in_the_form_in_the_dark(phone) -> None:
    walk(phone(dark=True), "en", look)


def test_the_form_is_finished_by_keyboard_alone_on_the_narrowest_screen(phone) -> None:
    page = phone(width=320)
    page.goto("/en/forms/your-views")
    tab_to(page, "main form .button")
    page.keyboard.press("Enter")
    for slug, steps in STEPS.items():
        page.wait_for_url(f"**/{slug}")
        for kind, place, value in steps:
            tab_to(page, place)
            if kind == "choose":
                choose(page, place)
            else:
                page.keyboard.type(value)
        tab_to(page, SAVE)
        _in_sight(page, SAVE)
        page.keyboard.press("Enter")
    page.wait_for_url("**/check")
    tab_to(page, SEND)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent")
    assert len(receipt(page)) == 20


def _in_sight(page: Page, place: str) -> None:
    """What has the focus is not covered by the leave bar."""
    focused = page.locator(place).bounding_box()
    bar = page.locator(".leave").bounding_box()
    assert focused["y"] + focused["height"] <= bar["y"] + 1, "the leave bar covers the focus"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_back_and_reload_lose_nothing(phone, script: bool) -> None:
    page = phone(script=script)
    walk(page, "en", until="your-number")
    back(page)
    expect(page.locator("#would_help")).to_have_value(STEPS["what-would-help"][0][2])
    page.reload()
    expect(page.locator("#would_help")).to_have_value(STEPS["what-would-help"][0][2])
    page.go_forward()
    fill(page, "your-number")
    press(page, SAVE)
    back(page)
    expect(page.locator("#number-7")).to_be_checked()


def test_another_language_in_the_middle_keeps_what_was_just_typed(phone) -> None:
    page = phone(script=False)
    walk(page, "en", until="worries")
    page.fill("#worries", "Half a thought")
    page.click('header button[value="language:ur"]')
    assert "/ur/" in page.url
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#worries")).to_have_value("Half a thought")


def test_the_link_back_and_the_links_at_the_foot_keep_what_was_just_typed(phone) -> None:
    page = phone(script=False)
    walk(page, "en", until="worries")
    page.fill("#worries", "Half a thought")
    page.click("main button.back")
    assert page.url.endswith("/going-well")
    page.goto("/en/forms/your-views/worries")
    expect(page.locator("#worries")).to_have_value("Half a thought")
    page.fill("#worries", "A whole thought")
    page.click("footer button >> nth=1")
    assert page.url.endswith("/en/about/privacy")
    back(page)
    expect(page.locator("#worries")).to_have_value("A whole thought")


def test_enter_in_a_line_of_text_saves_and_does_not_switch_the_language(phone) -> None:
    page = phone(script=False)
    walk(page, "en", until="which-meeting")
    page.fill("#child_first_name", "Adam")
    page.press("#child_first_name", "Enter")
    page.wait_for_url("**/en/**/going-well")


def test_two_tabs_send_once_and_show_the_same_number(phone) -> None:
    page = phone()
    walk(page, "en", until="check")
    other = page.context.new_page()
    other.goto(page.url)
    page.click(SEND)
    other.click(SEND)
    page.wait_for_url("**/sent")
    other.wait_for_url("**/sent")
    assert receipt(page) == receipt(other)


def test_pressing_send_twice_in_a_row_sends_once(phone) -> None:
    page = phone(script=False)
    walk(page, "en", until="check")
    page.dblclick(SEND)
    page.wait_for_url("**/sent")
    first = receipt(page)
    back(page)
    page.goto("/en/forms/your-views/check")
    assert receipt(page) == first


def test_the_number_leads_to_what_became_of_it(phone) -> None:
    page = phone()
    walk(page, "en")
    number = receipt(page)
    page.click('main button[value="done"]')
    page.click('main a[href="/en/reply"]')
    page.fill("#receipt", number)
    page.click(SAVE)
    expect(page.locator("h1")).to_have_text("It has arrived")


@pytest.mark.parametrize("shared", [False, True], ids=["mine", "shared"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_number_and_the_button_that_puts_it_away_are_in_the_first_screen(
    phone, language: str, shared: bool
) -> None:
    page = phone()
    page.goto(f"/{language}/forms/your-views")
    page.set_checked("#others", shared)
    press(page, "main form .button")
    walk(page, language)
    for place in ("main .receipt", 'main button[value="done"]'):
        expect(page.locator(place)).to_be_in_viewport(ratio=1)
