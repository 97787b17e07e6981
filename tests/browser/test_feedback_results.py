"""What people chose after the meeting, on a wide screen and on a narrow one."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from heard.authority.hours import LONDON
from heard.casework.figures.quarters import quarters
from heard.journeys.adults.feedback import FEEDBACK
from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.choices import OneOf
from heard.journeys.model.record import parts
from tests.browser.looking import look
from tests.casework.founded import FoundedCouncil
from tests.support.processes import RunningDesk, RunningSite

WHO = {"who": "professional"}


@pytest.fixture
def six_professionals(family_server: RunningSite) -> None:
    """What six people sent, five of them with the first answer to each question."""
    house = family_server.house
    council = FoundedCouncil(
        house.store, house.data / "family", house.data / "desk", house.recovery_file
    )
    questions = [
        each for _, each in FEEDBACK.questions() if isinstance(each, OneOf) and each.name != "who"
    ]
    for each in range(6):
        chosen = {question.name: question.options[each // 5].value for question in questions}
        council.send(
            *parts(FEEDBACK, WHO | chosen, {}, {}, IN_ENGLISH),
            form=FEEDBACK.name,
            version=FEEDBACK.version,
            received=quarters(datetime.now(UTC).astimezone(LONDON).date(), 365)[1].last,
        )


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.usefixtures("six_professionals")
def test_a_chair_finds_the_numbers_and_reads_why_some_are_missing(
    chromium: Browser, desk_server: RunningDesk, width: int
) -> None:
    person = desk_server.hire("chair")
    page = chromium.new_page(base_url=desk_server.address, viewport={"width": width, "height": 800})
    page.goto("/")
    page.fill("#name", person.name)
    page.fill("#password", person.password)
    page.fill("#code", person.code())
    page.click("main button")
    page.get_by_role("link", name="After the meeting").click()
    page.wait_for_selector("h1:has-text('After the meeting')")
    look(page, f"results {width}")
    expect(page.locator("main table").first).to_contain_text("Not shown")
    expect(page.locator("main")).to_contain_text("What is left out, and why")
    page.close()
