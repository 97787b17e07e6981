"""The desk's calm pages: not for this role, no key, not there, damaged."""

import pytest

from heard.casework.staff.accounts import reset_sign_in
from tests.casework.founded import LIGHT_COSTS, MORNING, PASSWORD, spoil

ADDRESSES = ("/submissions/{}", "/submissions/{}/sheet", "/submissions/{}/files/x")


@pytest.mark.parametrize("address", ["/", "/feedback", *ADDRESSES])
def test_who_may_not_is_told_their_role_and_whom_to_ask(council, enter, address):
    operator = enter(council.add("otto", "operator"))
    page = operator.get(address.format(council.send()))
    assert page.status_code == 403
    assert "This page is not for your role" in page.text
    assert "Your role is: operator." in page.text
    assert "Sign out" in page.text
    assert "/feedback" not in page.text


@pytest.mark.parametrize("address", ["/", "/feedback", *ADDRESSES])
def test_whose_keys_were_lost_is_told_to_ask_for_them_again(council, enter, address):
    council.add("cy", "chair")
    given = {"by": "heard staff reset", "service_name": "Heard", "now": MORNING, **LIGHT_COSTS}
    chair = enter(reset_sign_in(council.store, council.logbook, "cy", PASSWORD, **given))
    page = chair.get(address.format(council.send()))
    assert page.status_code == 403
    assert "you hold no key to it: your sign-in was reset" in page.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_not_there_is_not_found(chair, address):
    page = chair.get(address.format("K7PM-3QXD"))
    assert page.status_code == 404
    assert "This page is not here" in page.text


@pytest.mark.parametrize("address", ADDRESSES[:2])
def test_what_was_changed_in_the_database_is_said_to_be_damaged(council, chair, address):
    reference = council.send()
    with council.store.write() as conn:
        spoil(conn, "unit")
    page = chair.get(address.format(reference))
    assert page.status_code == 500
    assert "This does not open" in page.text
    assert f"with the reference {reference}" in page.text


@pytest.mark.parametrize("address", ["/submissions/K7PM-3QXD", "/no-such-page"])
def test_the_page_for_what_is_not_there_is_the_desks_own(chair, address):
    page = chair.get(address)
    assert page.status_code == 404
    assert "a family took it back, or its time was over" in page.text
    assert "Go to the list" in page.text
    for words in ("Leave this page", "/exit", "You did nothing wrong", "999"):
        assert words not in page.text


def test_every_refusal_of_the_desk_is_its_own(chair):
    page = chair.browser.put("/")
    assert page.status_code == 405
    assert "Leave this page" not in page.text
    assert "Go to the list" in page.text
