"""The getting-ready sheet in a real browser: one printed page, and nothing leaves the phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from heard.family.tools.day_sheet import LONGEST_LINE, PARTS, QUESTIONS
from tests.browser.looking import look
from tests.browser.walking import back

LANGUAGES = ("en", "ur")
LINES = {
    "en": "He sleeps better since my mum moved in. His teacher saw it.",
    "ur": "جب سے میری امی ہمارے ساتھ رہتی ہیں وہ بہتر سوتا ہے، استانی",
}


def fill(page: Page, language: str, chosen: int = len(QUESTIONS)) -> None:
    """Choose questions and write every line, as long as it may be."""
    for number in range(1, chosen + 1):
        page.check(f"#question-{number}")
    for number in range(1, len(PARTS) + 1):
        page.fill(f"#line-{number}", LINES[language][:LONGEST_LINE])


def pages_on_paper(page: Page) -> int:
    """How many pages it prints on, in the size that the style sheet names."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_in_or_empty_it_prints_on_one_page(phone, language: str, script: bool) -> None:
    page = phone(script=script)
    page.goto(f"/{language}/sheet")
    assert pages_on_paper(page) == 1
    fill(page, language)
    assert pages_on_paper(page) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_it_is_filled_in_and_printed_nothing_is_asked_of_any_server(
    phone, language: str
) -> None:
    page = phone()
    page.goto(f"/{language}/sheet")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    fill(page, language)
    for place in ("#line-1", "#line-12", "#question-1"):
        page.locator(place).press("Enter")
    page.evaluate("window.print = () => document.body.dataset.printed = 'yes'")
    page.click("#print")
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    page.pdf()
    assert asked == []
    assert page.url.endswith(f"/{language}/sheet")
    expect(page.locator("#line-12")).to_have_value(LINES[language])
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_is_full_is_printed_whole(phone, language: str) -> None:
    page = phone(width=720)
    page.goto(f"/{language}/sheet")
    fill(page, language)
    page.emulate_media(media="print")
    for number in range(1, len(PARTS) + 1):
        wide, room = page.evaluate(
            "(e) => [e.scrollWidth, e.clientWidth]",
            page.locator(f"#line-{number}").element_handle(),
        )
        assert wide <= room, number


def test_on_paper_stand_the_questions_that_were_chosen_or_all_while_none_is(phone) -> None:
    page = phone()
    page.goto("/en/sheet")
    page.emulate_media(media="print")
    expect(page.locator(".pick:visible")).to_have_count(len(QUESTIONS))
    page.emulate_media(media="screen")
    fill(page, "en", chosen=3)
    page.emulate_media(media="print")
    expect(page.locator(".pick:visible")).to_have_count(3)
    expect(page.locator(".show li:visible")).to_have_count(3)
    expect(page.locator(".leave")).to_be_hidden()
    expect(page.locator(".screen").first).to_be_hidden()


@pytest.mark.whole_browser
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_after_leaving_or_reloading_nothing_of_it_comes_back(phone, script: bool) -> None:
    page = phone(script=script)
    page.goto("/en/sheet")
    fill(page, "en")
    page.reload()
    expect(page.locator("#line-1")).to_have_value("")
    fill(page, "en")
    page.click("#leave-now")
    expect(page.locator("h1")).to_have_text("Sunny")
    back(page)
    for place in page.locator(".line input").all():
        expect(place).to_have_value("")
    expect(page.locator(".pick :checked")).to_have_count(0)


def test_without_script_there_is_no_button_that_does_nothing(phone) -> None:
    page = phone(script=False)
    page.goto("/en/sheet")
    expect(page.locator("#print")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_is_found_on_it(phone, language: str, dark: bool) -> None:
    page = phone(dark=dark)
    page.goto(f"/{language}/sheet")
    look(page, "empty")
    fill(page, language)
    look(page, "filled in")


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_narrowest_screen_nothing_scrolls_sideways(phone, language: str) -> None:
    page = phone(width=320)
    page.goto(f"/{language}/sheet")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
