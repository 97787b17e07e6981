"""Complaints about a chair at the desk: one person's list, and nobody else's."""

import re
from collections.abc import Callable

import pytest

from heard.casework.errors import NoSuchSubmission
from heard.casework.reading.asking import can_open
from heard.casework.reading.opening import open_submission
from heard.casework.sending.receipt_holder import add_words, follow, withdraw
from heard.casework.staff.access import Permission, require
from heard.journeys.adults.complaint import COMPLAINT
from heard.journeys.model.asked import Speech
from heard.journeys.model.record import apart
from heard.records import keys, staff
from heard.records.messages import new_message_id
from heard.vault.parts import APART
from heard.vault.receipts import new_receipt
from heard.vault.staff.staff_keys import wrap_council_key
from tests.casework.founded import MORNING, FoundedCouncil
from tests.desk.submission.test_replying import answer, logged
from tests.support.clients import CarefulClient

WORDS = "The chair laughed at me. Twice."
ANSWERS = {"about": "person", "agency": "chair", "what_happened": WORDS}


@pytest.fixture
def receipt() -> str:
    return new_receipt()


@pytest.fixture
def reference(council: FoundedCouncil, receipt: str) -> str:
    """A complaint about a chair that was sent."""
    part = apart(COMPLAINT, ANSWERS, {}, Speech("en", str))
    return council.send(parts={APART: part}, form="complaint", receipt=receipt, urgent=True)


@pytest.fixture
def manager(council: FoundedCouncil, enter: Callable) -> CarefulClient:
    """The browser of who deals with complaints about chairs, signed in."""
    return enter(council.add("mo", "complaints-manager"))


def test_who_deals_with_it_reads_marks_and_answers_it(
    manager: CarefulClient, reference: str, council: FoundedCouncil, receipt: str
) -> None:
    listed = manager.get("/").text
    assert reference in listed
    assert "Waiting for a chair" not in listed
    page = manager.get(f"/submissions/{reference}").text
    assert WORDS in page
    assert "Only the chairs can open this." not in page
    assert WORDS in manager.get(f"/submissions/{reference}/sheet").text
    assert answer(manager, reference, page, words="We are sorry.").status_code == 303
    told = follow(council.store, council.receipt_key, receipt, MORNING.date())
    assert [each.text for each in told.answers] == ["We are sorry."]
    assert told.all_read
    assert told.apart


@pytest.mark.parametrize("who", ["chair", "administrator"])
def test_no_chair_and_no_administrator_learns_that_it_is_there(
    who: str, reference: str, request: pytest.FixtureRequest
) -> None:
    browser = request.getfixturevalue(who)
    for show in ("all", "unread", "urgent", "added"):
        assert reference not in browser.get(f"/?show={show}").text
    assert "Not read yet: 1" not in browser.get("/").text
    for place in ("", "/sheet"):
        assert browser.get(f"/submissions/{reference}{place}").status_code == 404


def test_who_deals_with_it_sees_nothing_else(
    manager: CarefulClient, council: FoundedCouncil
) -> None:
    other = council.send()
    assert other not in manager.get("/").text
    assert manager.get(f"/submissions/{other}").status_code == 404
    assert manager.get("/feedback").status_code == 403


def test_a_chair_to_whom_the_key_was_given_by_mistake_still_opens_nothing(
    council: FoundedCouncil, reference: str
) -> None:
    chair = council.add("cy", "chair")
    key = council.recipients.load(MORNING.date()).key("complaints").id
    private = council.keys()[key]
    with council.store.write() as conn:
        member = staff.find_by_name(conn, "cy")
        keys.give(conn, member.id, key, wrap_council_key(private, member.recipient))
    person = council.signed_in(chair)
    assert "complaints" in person.holds
    assert not can_open(APART, person)
    with pytest.raises(NoSuchSubmission):
        right = require(person, Permission.OPEN)
        open_submission(council.store, council.logbook, right, reference, MORNING)


def test_what_the_family_adds_waits_for_the_same_person(
    manager: CarefulClient,
    administrator: CarefulClient,
    council: FoundedCouncil,
    reference: str,
    receipt: str,
) -> None:
    id = new_message_id(1)
    add_words(council.store, council.receipt_key, receipt, "Once more.", APART, MORNING, id)
    assert "Once more." in manager.get(f"/submissions/{reference}").text
    assert reference in manager.get("/?show=added").text
    assert reference not in administrator.get("/?show=added").text


def test_taken_back_unread_it_leaves_a_line_in_their_list_alone(
    manager: CarefulClient,
    administrator: CarefulClient,
    council: FoundedCouncil,
    reference: str,
    receipt: str,
) -> None:
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=False)
    assert manager.get(f"/submissions/{reference}").status_code in (404, 410)
    assert reference in manager.get("/taken-back").text
    assert reference not in administrator.get("/taken-back").text


def test_the_log_says_who_opened_it(
    manager: CarefulClient, reference: str, council: FoundedCouncil
) -> None:
    manager.get(f"/submissions/{reference}")
    rows = logged(council)
    assert any(row.actor == "mo" and reference in row.subject for row in rows)
    assert not any(re.search("laughed", row.subject) for row in rows)
