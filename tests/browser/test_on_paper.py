"""What is folded on the screen, on paper: there nobody can unfold it."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.test_which_way import answer
from tests.browser.walking import receipt, walk

WITHOUT_SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
LANGUAGES = pytest.mark.parametrize("language", ["en", "ur"])


def printed(page: Page) -> str:
    """The words of a page on paper."""
    pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return " ".join(each.extract_text() for each in pages)


def digits(words: str) -> str:
    """A number and whatever stands around it, without the gaps between its groups."""
    return re.sub(r"\D", "", words)


def line(words: str) -> str:
    """Words without the ends of lines."""
    return " ".join(words.split())


@WITHOUT_SCRIPT
@LANGUAGES
def test_a_childs_number_stands_on_paper_although_it_is_folded_on_the_screen(
    phone, language: str, script: bool
) -> None:
    page = phone(script=script)
    form = f"/{language}/forms/my-say"
    page.goto(f"{form}/who-writes")
    page.click('main button[value="skip"]')
    page.wait_for_url("**/about-you")
    page.goto(f"{form}/check")
    page.click('main button[value="send"]')
    page.wait_for_url("**/sent")
    assert not page.locator("details .receipt").is_visible()
    number = digits(receipt(page))
    assert digits(printed(page)).count(number) == 1
    page.click("main .panel summary")
    assert digits(printed(page)).count(number) == 1


@WITHOUT_SCRIPT
def test_answers_are_on_paper_only_where_they_were_opened(phone, script: bool) -> None:
    page = phone(script=script)
    walk(page, "en")
    assert "He laughs again." not in printed(page)
    page.click("main details.shut summary")
    assert "He laughs again." in printed(page)


@WITHOUT_SCRIPT
def test_where_a_way_comes_from_stands_on_paper(phone, script: bool) -> None:
    page = phone(script=script)
    answer(page, "en")
    folded = page.locator("main details a").first
    assert not folded.is_visible()
    assert line(folded.text_content())[:30] in line(printed(page))


@WITHOUT_SCRIPT
def test_how_long_each_door_is_open_stands_on_paper(phone, script: bool) -> None:
    page = phone(script=script)
    page.goto("/en/forms/not-agreed/what-it-concerns")
    page.check("#concerns-2")
    page.click('main button[value="next"]')
    page.wait_for_url("**/you")
    page.goto("/en/forms/not-agreed/how-long")
    folded = page.locator(".worked-out details:not([open]) p").last
    assert not folded.is_visible()
    assert line(folded.text_content())[:30] in line(printed(page))
