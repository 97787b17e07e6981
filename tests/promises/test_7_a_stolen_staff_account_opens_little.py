"""Promise 7: 0 of 18 sign-ins of six roles without the second factor open anything.

A stolen staff account opens little.

That many openings in an hour need a second person is not built, and not promised here.
"""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from heard.casework.staff.access import KEY_NEEDED, LISTED, PERMISSIONS, Permission, key_needed
from heard.casework.staff.accounts import ROLE_KEYS, reset_sign_in
from heard.records.tables import desk_sessions
from tests.casework.founded import LIGHT_COSTS, MORNING, PASSWORD, code_at
from tests.support.clients import CarefulClient

FOR_THE_TEAM, FOR_THE_CHAIR = "پہلی سطر", "Meet me at the blue gate"
#: No code, a guessed one, and one that was good a day before.
CODES = ("", "000000", "yesterday's")
ROLES = pytest.mark.parametrize("role", PERMISSIONS)


def sessions(council) -> int:
    with council.store.read() as conn:
        return conn.scalar(select(func.count()).select_from(desk_sessions))


@ROLES
@pytest.mark.parametrize("code", CODES)
def test_name_and_password_without_the_second_factor_open_nothing(
    council, browser, role: str, code: str
) -> None:
    person = council.add("sam", role)
    reference = council.send()
    if code == "yesterday's":
        code = code_at(person, MORNING - timedelta(days=1))
    typed = {"name": "sam", "password": PASSWORD, "code": code}
    assert browser.submit("/sign-in", **typed).status_code == 422
    assert sessions(council) == 0
    assert browser.get(f"/submissions/{reference}").location == "/sign-in"


def test_the_second_factor_without_the_password_opens_nothing(council, browser) -> None:
    person = council.add("sam", "chair")
    typed = {"name": "sam", "password": "a kettle by the door", "code": code_at(person, MORNING)}
    assert browser.submit("/sign-in", **typed).status_code == 422
    assert sessions(council) == 0


@ROLES
def test_a_role_decides_what_opens(council, enter, role: str) -> None:
    reference = council.send()
    browser = enter(council.add("sam", role))
    shown = opened(browser, reference)
    theirs = LISTED.get(role) == "unit"
    assert (FOR_THE_TEAM in shown) is (theirs and Permission.OPEN in PERMISSIONS[role])
    assert (FOR_THE_CHAIR in shown) is (Permission.OPEN_FOR_CHAIRS in PERMISSIONS[role])


@ROLES
def test_a_role_holds_the_keys_to_what_it_may_open_and_no_other(council, role: str) -> None:
    """So that rules which fail, or a stolen database, open no more than the role does."""
    needed = {key_needed(role, each) for each in PERMISSIONS[role] if each in KEY_NEEDED}
    assert council.signed_in(council.add("sam", role)).holds == needed == set(ROLE_KEYS[role])


def test_whoever_resets_a_password_reads_nothing_with_it(council, enter) -> None:
    council.add("sam", "chair")
    reference = council.send()
    assert FOR_THE_CHAIR in opened(enter(council.add("cy", "chair")), reference)
    person = reset_sign_in(
        council.store,
        council.logbook,
        "sam",
        PASSWORD,
        by="heard staff reset",
        service_name="Heard",
        now=MORNING,
        **LIGHT_COSTS,
    )
    shown = opened(enter(person), reference)
    assert FOR_THE_TEAM not in shown
    assert FOR_THE_CHAIR not in shown


def opened(browser: CarefulClient, reference: str) -> str:
    """The page of a submission as this person gets it."""
    return browser.get(f"/submissions/{reference}").text


def test_the_figure_is_that_of_roles_and_codes() -> None:
    assert f"0 of {len(PERMISSIONS) * len(CODES)} sign-ins" in (__doc__ or "")
