"""Words explained and search, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look
from tests.browser.walking import back

LETTER = (
    "Dear Ms Example,\n\nFollowing the strategy meeting and s.47 enquiries, an ICPC will be held. "
    "It lasts 90 minutes; the minutes follow. <b>If</b> a CP-plan is made, its categories & the "
    "Core  Group's meetings are agreed. The chair’s wheelchair… CHILD PROTECTION PLANS, İ ﬁ."
)


def explain(page: Page, language: str, letter: str = LETTER) -> None:
    page.goto(f"/{language}/words")
    page.fill("#text", letter)
    page.click("#lens button")
    expect(page.locator("#found")).to_be_visible()


def outcome(page: Page) -> tuple[str, list[str], list[str]]:
    """The text as it stands there, what is marked in it, and what is explained."""
    return (
        page.locator("#read").evaluate("e => e.textContent"),
        page.locator("#read a").evaluate_all("all => all.map(a => a.textContent + a.hash)"),
        page.locator("#meanings > *").all_text_contents(),
    )


@pytest.mark.parametrize("language", ["en", "ur"])
def test_with_script_the_lens_asks_nobody(phone, language: str) -> None:
    page = phone()
    page.goto(f"/{language}/words")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.click("#lens button")
    expect(page.locator("#text")).to_be_focused()
    for letter in (LETTER, LETTER * 40, "Good morning"):
        page.fill("#text", letter)
        page.click("#lens button")
        expect(page.locator("#read")).to_have_text(letter)
    expect(page.locator("#none")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert asked == []


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_browser_and_server_explain_the_same(phone, language: str) -> None:
    with_script, without = phone(), phone(script=False)
    explain(with_script, language)
    explain(without, language)
    assert outcome(with_script) == outcome(without)
    text, marked, explained = outcome(with_script)
    assert text == LETTER
    assert len(marked) == 9
    assert len(explained) == 2 * 8


def test_the_page_says_truly_whether_the_text_travels(phone) -> None:
    page = phone()
    page.goto("/en/words")
    expect(page.locator("#travels")).to_have_text(
        "Your text stays on this phone or computer. Nothing is sent."
    )
    page = phone(script=False)
    page.goto("/en/words")
    expect(page.locator("#travels")).to_contain_text("your text goes to this site")


def test_nothing_that_was_pasted_or_searched_stands_in_address_log_or_store(
    phone, family_server
) -> None:
    page = phone(script=False)
    explain(page, "en", "Zaphod met the chair")
    assert "Zaphod" not in page.url
    page.goto("/en/search")
    page.fill("#words", "Zaphod chair")
    page.press("#words", "Enter")
    expect(page.locator("main")).to_contain_text("Chair")
    assert page.url.endswith("/en/shown/search")
    assert "Zaphod" not in str(page.context.cookies())
    assert "Zaphod" not in family_server.said()
    for path in Path(family_server.house.data).rglob("*"):
        assert not path.is_file() or b"Zaphod" not in path.read_bytes(), path


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_is_found_on_the_words_page(phone, language: str, script: bool) -> None:
    page = phone(script=script)
    explain(page, language)
    page.click("#read a >> nth=0")
    expect(page.locator("#all-words dt:target")).to_be_in_viewport()
    looker = phone()
    if script:
        explain(looker, language)
    else:
        # axe needs script: it looks at the page that the server makes.
        looker.set_content(page.content())
    look(looker, "words")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize(
    ("language", "typed", "leads_to"),
    [
        ("en", "can my mum come", "/en/guides/who-is-there"),
        ("ur", "ترجمان", "/ur/guides/who-is-there#interpreter"),
    ],
)
def test_a_parent_finds_a_page_in_their_own_words(
    phone, language: str, typed: str, leads_to: str, script: bool
) -> None:
    page = phone(script=script)
    page.goto(f"/{language}/")
    page.click(f'footer a[href="/{language}/search"]')
    page.fill("#words", typed)
    page.press("#words", "Enter")
    page.click(f'main a.card[href^="{leads_to}"]')
    assert leads_to in page.url


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_nothing_is_found_in_any_state_of_search(phone, language: str) -> None:
    page = phone()
    for typed in (None, "", "core group", "999 police", "pizza"):
        page.goto(f"/{language}/search")
        if typed is not None:
            page.fill("#words", typed)
            page.press("#words", "Enter")
            page.wait_for_load_state()
        look(page, f"search {typed}")


def test_the_foot_of_a_form_leads_to_search_and_keeps_what_was_typed(phone) -> None:
    page = phone(script=False)
    page.goto("/en/forms/your-views")
    page.click("main form .button")
    page.wait_for_url("**/you")
    page.fill("#name", "Half a name")
    page.get_by_role("button", name="Search").click()
    assert page.url.endswith("/en/search")
    back(page)
    expect(page.locator("#name")).to_have_value("Half a name")
