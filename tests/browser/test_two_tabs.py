"""Two tabs of one browser, and the next form about the same meeting, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look
from tests.browser.walking import SAVE, SEND

LANGUAGES = pytest.mark.parametrize("language", ["en", "ur"])


def begin(page: Page, form: str, name: str) -> None:
    """Answer the first two pages, for a child of this name."""
    page.goto(f"{form}/you")
    page.check("#relation-1")
    page.click(SAVE)
    page.wait_for_url("**/which-meeting")
    page.fill("#child_first_name", name)
    page.click(SAVE)
    page.wait_for_url("**/going-well")


@LANGUAGES
def test_words_about_one_child_are_not_put_under_another_in_the_other_tab(
    phone, language: str
) -> None:
    form = f"/{language}/forms/your-views"
    one = phone(width=320)
    begin(one, form, "Anna")
    two = one.context.new_page()
    two.goto(f"{form}/which-meeting")
    one.fill("#going_well", "Anna sleeps again")
    one.click(SAVE)
    one.wait_for_url("**/worries")
    two.fill("#child_first_name", "Ben")
    two.click(SAVE)
    expect(two.locator('button[value^="other:"]')).to_be_visible()
    look(two, "another name")
    two.click('button[value^="here:"]')
    two.wait_for_url("**/going-well")
    one.fill("#worries", "Anna cries at night")
    one.click(SAVE)
    expect(one.locator('button[value^="other:"]')).to_be_visible()
    expect(one.locator("#worries")).to_have_value("Anna cries at night")
    look(one, "page of another child")
    one.click('button[value^="other:"]')
    expect(one.locator(".receipt")).to_be_visible()
    look(one, "the other form waits")


@LANGUAGES
def test_nothing_is_found_on_the_way_to_the_next_form(phone, language: str) -> None:
    form = f"/{language}/forms/your-views"
    page = phone(width=320)
    begin(page, form, "Anna")
    page.goto(f"{form}/check")
    page.click(SEND)
    page.wait_for_url("**/sent")
    page.click('main a[href$="/another"]')
    page.wait_for_url("**/another")
    look(page, "which form comes next")
    page.click('main button[value="form:support"]')
    page.wait_for_url("**/what-you-need")
    look(page, "told before")
    page.goto(f"/{language}/forms/support/check")
    look(page, "told before, to check")
