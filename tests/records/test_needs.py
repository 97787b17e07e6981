"""What was asked for, in the clear: an id that tells nothing, where it stands, since which day."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from heard.records import endings, needs, staff
from heard.records.messages import new_message_id
from heard.records.needs import StoredNeed, StoredStep
from heard.records.staff import StaffMember
from heard.records.tables import need_steps
from heard.records.tables import needs as table
from tests.records.test_messages import count
from tests.records.test_submissions import add, new

DAY = date(2030, 3, 2)
LATER = DAY + timedelta(days=1)
NEED = "a" * 32


@pytest.fixture
def store(store):
    """A database with a submission that asks for one thing, and somebody at the desk."""
    add(store, new(1))
    with store.write() as conn:
        staff.add(conn, StaffMember("ada", "ada", "Ada Example", "administrator", "age1ada"))
        needs.note_need(conn, "id-1", "unit", NEED, DAY)
    return store


def step(place=0, day=LATER, body=b"sealed"):
    return StoredStep(new_message_id(place), NEED, "unit", day, body)


def say(store, said, state):
    with store.write() as conn:
        needs.add_step(conn, needs.of_submission(conn, "id-1")[NEED], said, "ada", state)


def test_a_need_is_asked_for_from_the_day_it_came_until_somebody_says_more(store):
    with store.write() as conn:
        assert needs.of_submission(conn, "id-1") == {
            NEED: StoredNeed(NEED, "id-1", "unit", "asked", DAY)
        }
    say(store, step(), "booked")
    with store.write() as conn:
        needs.note_need(conn, "id-1", "unit", NEED, DAY)
        found = needs.of_submission(conn, "id-1")[NEED]
    assert (found.state, found.since) == ("booked", LATER)


def test_everything_that_was_said_is_kept_in_order_and_the_desk_knows_by_whom(store):
    said = [step(0), step(1), step(2)]
    for each, state in zip(said, ("booked", "confirmed", "fell-through"), strict=True):
        with store.read() as conn:
            assert needs.has_step(conn, each.id) is False
        say(store, each, state)
    with store.read() as conn:
        assert needs.steps_of(conn, "id-1") == said
        assert [each.said_by for each in needs.signed_steps_of(conn, "id-1")] == ["Ada Example"] * 3
        assert needs.last_step(conn, NEED) == said[-1].id
        assert needs.has_step(conn, said[0].id) is True
        assert needs.of_submission(conn, "id-1")[NEED].state == "fell-through"
        assert needs.steps_of(conn, "id-9") == []
        assert needs.last_step(conn, "b" * 32) == ""


def test_a_state_that_there_is_none_of_is_not_stored(store):
    with pytest.raises(IntegrityError):
        say(store, step(), "promised")
    assert count(store, need_steps) == [0]


def test_what_belongs_to_no_submission_is_not_stored(store):
    with pytest.raises(IntegrityError), store.write() as conn:
        needs.note_need(conn, "id-9", "unit", "c" * 32, DAY)


def test_needs_and_what_was_said_of_them_go_with_what_was_sent(store):
    say(store, step(), "confirmed")
    with store.write() as conn:
        assert len(endings.end_taken_back(conn, bytes(32), ["id-1"]).gone) == 1
    assert count(store, table, need_steps) == [0, 0]
