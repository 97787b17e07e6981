"""A child's words, from the desk to the answer that comes back, in a real browser."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from heard.vault.receipts import new_receipt
from tests.browser.conftest import Phone
from tests.browser.looking import look
from tests.casework.a_child import ANSWERS, WORRIES, with_pictures
from tests.casework.founded import FoundedCouncil
from tests.casework.picturing import drawn, saved
from tests.support.processes import RunningDesk, RunningSite

SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
SAID, DID = "You do not like noise at home.", "Ms Okafor sits with you when it gets loud."


@pytest.fixture
def number(family_server: RunningSite) -> str:
    """The number of what a child has just sent: words, a face, two drawings and a person."""
    house = family_server.house
    council = FoundedCouncil(
        house.store, house.data / "family", house.data / "desk", house.recovery_file
    )
    number = new_receipt()
    answers = {**ANSWERS, "answer_through": "person", "answer_person": "Aunt Nadia"}
    pictures = {"house.jpg": saved(drawn(400, 300)), "me.jpg": saved(drawn(1600, 900))}
    with_pictures(council, pictures, answers=answers, receipt=number, received=date.today())
    return number


@pytest.fixture
def sign_in(chromium: Browser, desk_server: RunningDesk) -> Iterator[Callable[..., Page]]:
    """A function that signs a chair in."""
    contexts = []

    def _sign_in(*, width: int = 1280, script: bool = True) -> Page:
        person = desk_server.hire("chair")
        context = chromium.new_context(
            base_url=desk_server.address,
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("#name", person.name)
        page.fill("#password", person.password)
        page.fill("#code", person.code())
        page.click("main button")
        page.wait_for_selector("h1:has-text('What families sent')")
        return page

    yield _sign_in
    for context in contexts:
        context.close()


def size_of(page: Page, place: str) -> float:
    """How large the letters of a place are, in pixels."""
    return float(
        page.locator(place).first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    )


def with_keys(page: Page, place: str) -> None:
    """Go to a place with the tabulator alone."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("place => document.activeElement.matches(place)", place):
            return
    raise AssertionError(f"{place} is not reached by keyboard")


@SCRIPTS
@pytest.mark.parametrize("width", [1280, 360])
def test_a_chair_sees_the_words_large_and_the_pictures_in_the_page(
    number: str, sign_in: Callable[..., Page], width: int, script: bool
) -> None:
    page = sign_in(width=width, script=script)
    expect(page.locator("tbody tr").first).to_contain_text("Child 8-11")
    expect(page.locator("tbody tr").first).to_contain_text("No answer yet")
    page.click("table a >> nth=0")
    words = page.locator(".words .own", has_text="When it gets loud")
    assert words.evaluate("e => e.textContent") == WORRIES
    assert words.evaluate("e => getComputedStyle(e).whiteSpace").startswith("pre-wrap")
    assert size_of(page, ".words") >= 1.3 * size_of(page, "main p.hint")
    first = page.locator("h1, h2, h3, .words").all_inner_texts()
    assert first[1] == "In the child’s own words"
    pictures = page.locator(".pictures img")
    expect(pictures).to_have_count(2)
    for n in range(2):
        picture = pictures.nth(n)
        assert picture.get_attribute("alt") == f"Picture {n + 1} of 2 with this answer"
        picture.scroll_into_view_if_needed()
        picture.evaluate("e => e.decode()")
        assert picture.evaluate("e => e.naturalWidth > 0")
        assert picture.evaluate("e => e.getBoundingClientRect().right <= innerWidth")
    expect(page.locator("main")).to_contain_text("through: Aunt Nadia.")
    if script:
        look(page, "a child's words")
        page.goto(f"{page.url}/sheet")
        look(page, "the sheet of a child")


@SCRIPTS
def test_an_answer_by_keyboard_comes_back_to_the_child_in_two_blocks(
    number: str, sign_in: Callable[..., Page], phone: Phone, script: bool
) -> None:
    page = sign_in(script=script)
    with_keys(page, "tbody tr:first-child a")
    page.keyboard.press("Enter")
    page.wait_for_selector("h2:has-text('Answer the child')")
    with_keys(page, "#words")
    page.keyboard.type(SAID)
    with_keys(page, "#did")
    page.keyboard.type(f"{'word ' * 16}.")
    with_keys(page, "#passed_on-1")
    page.keyboard.press("Space")
    with_keys(page, "button:not(header button)")
    page.keyboard.press("Enter")
    expect(page.locator(".errors")).to_contain_text("Use at most 15 words in a sentence.")
    if script:
        look(page, "a sentence that is too long")
    page.fill("#did", DID)
    page.click("text=Send the answer")
    page.wait_for_selector("text=We answered on")
    expect(page.locator("main")).to_contain_text("Passed on by word of mouth on")

    child = phone(script=script)
    child.goto("/en/reply")
    child.fill("#receipt", " ".join(re.findall("....", number)))
    child.click('main button[value="next"]')
    main = child.locator("main")
    expect(main).to_contain_text("A chair read it on")
    blocks = main.locator("section").all_inner_texts()
    assert [each.split("\n")[0] for each in blocks] == ["You said", "So we did"]
    assert SAID in blocks[0]
    assert DID in blocks[1]
    if script:
        look(child, "what came of it")
    child.click('main button[value="withdraw"]')
    expect(main).to_contain_text("So we keep it, but we leave it out of what we share.")
    if script:
        look(child, "before taking it back")
    child.click(".not-safe")
    expect(main).to_contain_text("0800 1111")
