"""What a form works out from the answers: last days, and who deals with something."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from heard.authority.settings import ComplaintRules
from tests.family.forms.test_every_form import post
from tests.support.clients import CarefulClient
from tests.support.houses import of_edition

NOT_AGREED, TELL_US = "/en/forms/not-agreed", "/en/forms/tell-us"


@pytest.fixture(autouse=True)
def _a_day_in_november(family_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    house = replace(
        family_app.extensions["site"], clock=lambda: datetime(2026, 11, 23, 10, tzinfo=UTC)
    )
    monkeypatch.setitem(family_app.extensions, "site", house)


def day(name: str, typed: str) -> dict[str, str]:
    return dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), typed.split(), strict=True))


def limits(client: CarefulClient, concerns: list[str], **days: str) -> str:
    post(client, f"{NOT_AGREED}/what-it-concerns", "next", {"concerns": concerns})
    dates = {key: value for name, typed in days.items() for key, value in day(name, typed).items()}
    assert post(client, f"{NOT_AGREED}/dates", "next", dates).status_code == 303
    return client.get(f"{NOT_AGREED}/how-long").text


def test_the_councils_time_limit_counts_from_the_day_that_was_given(client: CarefulClient) -> None:
    page = limits(client, ["decision"], meeting_date="16 11 2026")
    # 28 days from the conference, as Fernshire has set it.
    assert "14 December 2026" in page
    assert "Make a complaint to the council" in page


def test_a_day_that_is_over_is_said_without_blame(client: CarefulClient) -> None:
    page = limits(client, ["decision"], meeting_date="1 9 2026")
    assert "The day for this was Tuesday 29 September 2026. Ask today if you still can." in page


def test_without_a_day_the_rule_is_said_and_no_day_is_made_up(client: CarefulClient) -> None:
    page = limits(client, ["decision"])
    assert "You have 28 days to start, from the day of the meeting." in page
    assert "Last day:" not in page


def test_several_things_show_every_door_once(client: CarefulClient) -> None:
    page = limits(client, ["decision", "category", "how-run", "plan"], meeting_date="16 11 2026")
    assert page.count("Make a complaint to the council") == 1
    assert "Say it in the core group" in page


def test_no_door_promises_another_decision(client: CarefulClient) -> None:
    page = limits(client, ["decision"], meeting_date="16 11 2026").lower()
    assert "appeal" not in page
    assert "cannot change the decision by itself" in page


@pytest.mark.parametrize(
    ("answers", "door"),
    [
        ({"about": "meeting", "already": "no"}, "Talk to the chair"),
        ({"about": "meeting", "already": "begun"}, "Go on with the council"),
        ({"about": "meeting", "already": "ended"}, "Ombudsman"),
        ({"about": "person", "already": "no", "agency": "school"}, "Write to that service"),
        ({"about": "person", "already": "no", "agency": "chair"}, "Talk to the chair"),
        ({"about": "agency", "already": "no", "agency": "police"}, "Write to that service"),
        ({"about": "meeting"}, "Talk to the chair"),
    ],
)
def test_a_complaint_is_led_to_the_right_door(
    client: CarefulClient, answers: dict[str, str], door: str
) -> None:
    post(client, f"{TELL_US}/what-it-is-about", "next", answers)
    if "agency" in answers:
        post(client, f"{TELL_US}/who-it-is-about", "next", answers)
    page = client.get(f"{TELL_US}/what-happened").text
    assert door in page.split("<details")[1]
    assert "The council has 2 steps for this." in page
    assert "10 working days" in page


def test_a_council_without_steps_of_its_own_promises_none(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = family_app.extensions["site"]
    council = replace(house.council, complaint=ComplaintRules())
    monkeypatch.setitem(family_app.extensions, "site", of_edition(house, council=council))
    post(client, f"{TELL_US}/what-it-is-about", "next", {"about": "meeting", "already": "no"})
    page = client.get(f"{TELL_US}/what-happened").text
    assert "Ask the council in writing which steps apply" in page
    assert "2 steps" not in page


def test_a_real_council_shows_the_doors_only_where_they_were_checked(
    client: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = family_app.extensions["site"]
    real = of_edition(house, council=replace(house.council, fictional=False))
    monkeypatch.setitem(family_app.extensions, "site", real)
    form = "/ur/forms/tell-us"
    post(client, f"{form}/what-it-is-about", "next", {"about": "meeting", "already": "no"})
    page = client.get(f"{form}/what-happened").text
    assert "<details" not in page.split("worked-out")[-1].split("</section>")[0]
    assert 'value="visit:which-way"' in page
