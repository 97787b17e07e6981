"""The desk in a real browser: what a chair and an administrator see of what a parent sent."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from heard.casework.council.key_pairs import council_keys_by_recovery, read_recovery_key
from heard.casework.council.logbook import load_logbook
from heard.casework.staff.accounts import Credentials, add_staff
from heard.web.serving.processes import Server
from tests.browser.looking import look
from tests.browser.walking import back, walk
from tests.support.processes import RunningSite, running

PASSWORD = "a kettle by the window"


@pytest.fixture(scope="session")
def desk_server(family_server: RunningSite) -> Iterator[RunningSite]:
    """The desk of the same house as the family's site."""
    with running(Server.DESK, family_server.house) as site:
        yield site


@pytest.fixture
def staff(family_server: RunningSite):
    """Make an account with a role; the keys come from the recovery key."""
    house = family_server.house

    def _staff(role: str) -> Credentials:
        now = datetime.now(UTC)
        return add_staff(
            house.store,
            load_logbook(house.data / "desk"),
            f"{role}{now:%H%M%S%f}",
            "Robin Example",
            role,
            PASSWORD,
            council_keys_by_recovery(house.store, read_recovery_key(house.recovery_file)),
            by="heard staff add",
            service_name="Heard",
            now=now,
        )

    return _staff


def signed_in(
    chromium: Browser,
    desk: RunningSite,
    person: Credentials,
    width: int = 1280,
    lands_on: str = "What families sent",
) -> Page:
    context = chromium.new_context(base_url=desk.address, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto("/")
    look(page, "sign in")
    page.fill("#name", person.name)
    page.fill("#password", PASSWORD)
    page.fill("#code", pyotp.TOTP(person.totp_secret).now())
    page.click("main button")
    page.wait_for_selector(f"h1:has-text('{lands_on}')")
    return page


@pytest.mark.parametrize("width", [1280, 360])
def test_a_chair_reads_every_word_and_marks_it_as_read(
    phone, chromium: Browser, desk_server: RunningSite, staff, width: int
) -> None:
    walk(phone(), "ur")
    page = signed_in(chromium, desk_server, staff("chair"), width)
    look(page, "list")
    page.click("table a >> nth=0")
    look(page, "opened")
    expect(page.locator("main")).to_contain_text("Identity not checked")
    for words in ("میں پریشان ہوں۔", "I am afraid of somebody.", "Adam", "Mother"):
        expect(page.locator("main")).to_contain_text(words)
    own = page.get_by_text("میں پریشان ہوں۔")
    assert own.evaluate("e => getComputedStyle(e).unicodeBidi") == "plaintext"
    page.get_by_role("button", name="Mark both parts as read").click()
    expect(page.locator("main")).to_contain_text("Read")
    look(page, "read")
    page.get_by_role("button", name="Sign out").click()
    back(page)
    expect(page.locator("main")).not_to_contain_text("I am afraid of somebody.")


def test_an_administrator_does_not_see_what_is_for_the_chair_alone(
    phone, chromium: Browser, desk_server: RunningSite, staff
) -> None:
    walk(phone(), "en")
    page = signed_in(chromium, desk_server, staff("administrator"))
    page.click("table a >> nth=0")
    look(page, "opened")
    expect(page.locator("main")).to_contain_text("Adam")
    for words in ("I am afraid of somebody.", "He laughs again.", "میں پریشان ہوں۔"):
        assert words not in page.content()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_translator_is_told_that_the_list_is_not_for_their_role_and_can_sign_out(
    chromium: Browser, desk_server: RunningSite, staff, width: int
) -> None:
    person = staff("translator")
    page = signed_in(chromium, desk_server, person, width, "This page is not for your role")
    look(page, "denied")
    expect(page.locator("main")).to_contain_text("Your role is: translator.")
    assert page.get_by_role("link", name="What families sent").count() == 0
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_contain_text("Sign in")
