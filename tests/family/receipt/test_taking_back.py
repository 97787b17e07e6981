"""Taking back what was sent, by whoever has its number."""

import re
from datetime import UTC, datetime

from sqlalchemy import select

from heard.casework.council.logbook import load_logbook
from heard.casework.retention import sweep
from heard.records import messages, taken_back
from heard.records.scope import EVERYTHING
from heard.records.tables import submissions
from tests.family.receipt.following import (
    ADDED,
    change,
    hidden,
    look_up,
    newest,
    press,
    staff_answer,
)
from tests.support.clients import CarefulClient
from tests.support.houses import Built


def test_before_the_press_it_is_said_that_it_will_be_deleted(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    before = press(stranger, look_up(stranger, number), "withdraw").text
    assert "Nobody has opened it yet: it is deleted." in before
    assert "Somebody may be asking you to press this." in before
    assert "One line stays for 90 days" in before
    assert "/en/help" in before
    with family_house.store.read() as conn:
        assert messages.taken_back_on(conn, newest(family_house)[0]) is None
    after = press(stranger, before, "take-back").text
    assert "nobody can open it now" in after
    assert "One line stays for 90 days" in after
    assert number not in after
    assert "We find nothing under this number" in look_up(stranger, number)
    id, reference = newest(family_house)
    sweep(family_house.store, load_logbook(family_house.data / "desk"), datetime.now(UTC))
    with family_house.store.read() as conn:
        assert conn.scalar(select(submissions.c.id).where(submissions.c.id == id)) is None
        left = taken_back.find(conn, EVERYTHING, reference)
    assert left is not None
    assert left.form == "your-views"
    assert "We find nothing under this number" in press(stranger, before, "take-back").text


def test_before_the_press_it_is_said_that_what_was_opened_is_kept(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    staff_answer(family_house, "Thank you.")
    before = press(stranger, look_up(stranger, number), "withdraw").text
    assert "we keep it, marked as taken back, and leave it out of what is shared" in before
    assert "it is deleted" not in before
    for page in (press(stranger, before, "take-back").text, look_up(stranger, number)):
        assert "<h1>You took it back</h1>" in page
        assert "leave it out of what is shared" in page
        assert "Thank you." in page
        assert "<textarea" not in page
        assert "I want to take it back" not in page
    sweep(family_house.store, load_logbook(family_house.data / "desk"), datetime.now(UTC))
    assert "<h1>You took it back</h1>" in look_up(stranger, number)


def test_where_somebody_opened_it_meanwhile_nothing_is_taken_back_and_it_is_said_anew(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    before = press(stranger, look_up(stranger, number), "withdraw").text
    change(family_house, opened=True)
    again = press(stranger, before, "take-back").text
    assert "Somebody has just opened it. Nothing was taken back yet." in again
    assert "we keep it, marked as taken back" in again
    with family_house.store.read() as conn:
        assert messages.taken_back_on(conn, newest(family_house)[0]) is None
    assert "<h1>You took it back</h1>" in press(stranger, again, "take-back").text


def test_where_it_cannot_be_taken_back_here_a_phone_number_is_given(
    number: str, stranger: CarefulClient, family_house: Built
) -> None:
    before = press(stranger, look_up(stranger, number), "withdraw").text
    # As if the number's own proof had been lost: the wish counts for nothing.
    change(family_house, proof_hash=b"another")
    page = press(stranger, before, "take-back")
    assert page.status_code == 503
    assert "We could not take it back here. Please call us." in page.text
    assert "01632 960" in page.text


def test_who_leaves_it_as_it_is_finds_what_was_typed(number: str, stranger: CarefulClient) -> None:
    page = look_up(stranger, number)
    before = press(stranger, page, "withdraw", words=ADDED, part="unit").text
    back = press(stranger, before, "keep").text
    assert f"\n{ADDED}</textarea>" in back
    assert re.search(r'value="unit" checked', back)
    assert hidden(back)["once"] == hidden(page)["once"]
