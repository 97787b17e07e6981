"""Every form in a real browser: by keyboard, with and without script, on the narrowest screen."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from _pytest.mark.structures import ParameterSet
from playwright.sync_api import Page, expect

from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.journey import Journey
from heard.journeys.model.journey import Page as FormPage
from tests.browser.looking import look
from tests.browser.walking import choose, receipt, tab_to
from tests.support.answering import Choices, answers, routes

FORMS = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
BOTH = pytest.mark.parametrize("language", ["en", "ur"])
#: Together they hold every kind of question; a test below says so.
WITHOUT_SCRIPT = {"report-reply", "advocate", "child-5-7"}


def ways() -> Iterator[ParameterSet]:
    """Every form with script in two languages; some without, where each page is as over HTTP.

    Over HTTP every way through every form is walked in every language in any case.
    """
    for journey in JOURNEYS:
        for language, script in product(("en", "ur"), (True, False)):
            often = script or (language == "en" and journey.name in WITHOUT_SCRIPT)
            name = f"{language}-{'script' if script else 'no-script'}-{journey.name}"
            marks = () if often else pytest.mark.long
            yield pytest.param(journey, language, script, id=name, marks=marks)


def asked(page: Page, journey: Journey) -> FormPage | None:
    """The page of the form that the browser shows; None at the check."""
    slug = page.url.split("/")[-1]
    return None if slug == "check" else journey.page(slug)


def fill(page: Page, asked: FormPage, choices: Choices) -> bool:
    """Answer everything on the page; whether that has left it already."""
    for name, value in answers(asked, choices).items():
        if name == "readers":
            page.locator(".who summary").click()
        if page.locator(f'main button[name="{name}"]').count():
            page.locator(f'main button[name="{name}"][value="{value}"]').click()
            return True
        for each in value if isinstance(value, list) else [value]:
            box = page.locator(f'main [name="{name}"]').first
            if box.get_attribute("type") in ("radio", "checkbox"):
                page.locator(f'main [name="{name}"][value="{each}"]').check()
            else:
                box.fill(each)
    return False


def walk(
    page: Page, journey: Journey, language: str, choices: Choices, at_each, until: str = ""
) -> None:
    """From the start to the check, or to the page `until`; `at_each` is called on every page."""
    page.goto(f"/{language}/forms/{journey.slug}")
    at_each(page, "start")
    page.click("main form .button")
    if journey.with_grown_up:
        page.wait_for_url("**/before")
        at_each(page, "before")
        page.click("main form .button")
    page.wait_for_url(f"**/{journey.slug}/{journey.pages[0].slug}")
    for _ in range(40):
        page.wait_for_load_state()
        here = asked(page, journey)
        if here is None or here.slug == until:
            return
        before = page.url
        tapped = len(here.questions) == 1 and getattr(here.questions[0], "tap", False)
        if tapped:
            at_each(page, here.slug)
        if not fill(page, here, choices):
            at_each(page, here.slug)
            page.click('main button[value="next"]')
        page.wait_for_url(lambda url, before=before: url != before)
    raise AssertionError(f"{journey.name} does not end")


def test_without_script_every_kind_of_question_is_answered() -> None:
    def kinds(journeys: Iterable[Journey]) -> set[str]:
        questions = [question for each in journeys for _, question in each.questions()]
        taps = {"a button for each answer" for each in questions if getattr(each, "tap", False)}
        return {each.kind for each in questions} | taps

    assert kinds(each for each in JOURNEYS if each.name in WITHOUT_SCRIPT) == kinds(JOURNEYS)


@pytest.mark.parametrize(("journey", "language", "script"), list(ways()))
def test_it_is_finished_on_the_narrowest_screen_and_nothing_is_found_on_any_page(
    phone, journey: Journey, language: str, script: bool
) -> None:
    page = phone(width=320, script=script)
    seen: set[str] = set()
    met: set[FormPage] = set()

    def see(page: Page, name: str) -> None:
        # axe needs script; without it the same pages are only walked. What a second way has in
        # common with the first was looked at there.
        if script and name not in seen:
            seen.add(name)
            look(page, name)

    for choices in routes(journey):
        pages = set(journey.way(choices, {}).pages)
        # Every page is met in English; over HTTP every way is walked in every language.
        if pages <= met or (met and not (script and language == "en")):
            continue
        met |= pages
        walk(page, journey, language, choices, see)
        see(page, "check")
        page.click('main button[value="send"]')
        page.wait_for_url("**/sent")
        assert re.fullmatch(r"\d{20}", receipt(page))
        see(page, "sent")
        page.click('main button[value="done"]')
        page.wait_for_url("**/closed")


def first_that_needs_something(journey: Journey) -> FormPage | None:
    """The first page on which something cannot be left out; None where all can be."""
    pages = journey.way(next(routes(journey)), {}).pages
    return next((each for each in pages if any(q.required for q in each.questions)), None)


@pytest.mark.parametrize(
    "journey",
    [each for each in JOURNEYS if first_that_needs_something(each)],
    ids=lambda journey: journey.name,
)
@BOTH
def test_nothing_is_found_where_something_is_missing(
    phone, journey: Journey, language: str
) -> None:
    page, needing = phone(), first_that_needs_something(journey)
    walk(page, journey, language, next(routes(journey)), lambda *_: None, until=needing.slug)
    # As the Enter key does in a line of text; where each answer is a button there is no other.
    page.evaluate("document.querySelector('header button.unseen').click()")
    expect(page.locator("[id$=-error]").first).to_be_visible()
    look(page, "something is missing")


@FORMS
def test_it_is_finished_by_keyboard_alone(phone, journey: Journey) -> None:
    page = phone(width=320)
    choices = next(routes(journey))
    page.goto(f"/en/forms/{journey.slug}")
    tab_to(page, "main form .button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{journey.slug}/*")
    if journey.with_grown_up:
        tab_to(page, "main form .button")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{journey.pages[0].slug}")
    for _ in range(40):
        page.wait_for_load_state()
        here = asked(page, journey)
        if here is None:
            break
        before = page.url
        if not _type(page, here, choices):
            tab_to(page, 'main button[value="next"]')
            page.keyboard.press("Enter")
        page.wait_for_url(lambda url, before=before: url != before)
    tab_to(page, 'main button[value="send"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent")
    assert len(receipt(page)) == 20


def _type(page: Page, here: FormPage, choices: Choices) -> bool:
    for name, value in answers(here, choices).items():
        if name == "readers":
            continue
        if page.locator(f'main button[name="{name}"]').count():
            tab_to(page, f'main button[name="{name}"][value="{value}"]')
            page.keyboard.press("Enter")
            return True
        for each in value if isinstance(value, list) else [value]:
            box = page.locator(f'main [name="{name}"]').first
            if box.get_attribute("type") == "checkbox":
                tab_to(page, f'main [name="{name}"][value="{each}"]')
                page.keyboard.press("Space")
            elif box.get_attribute("type") == "radio":
                tab_to(page, f'main [name="{name}"]')
                choose(page, f'main [name="{name}"][value="{each}"]')
            else:
                tab_to(page, f'main [name="{name}"]')
                page.keyboard.insert_text(each)
    return False


@pytest.mark.long
@FORMS
@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_at_400_percent_nothing_scrolls_sideways_in_any_language(
    phone, journey: Journey, language: str
) -> None:
    """A screen of 1280 pixels at 400 % shows 320 by 256 of them."""
    page = phone(width=320, height=256)
    walk(page, journey, language, next(routes(journey)), look)
