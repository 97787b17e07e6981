"""Replies, additions and taking back: in order, stored once, gone with their submission."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from heard.records import messages, submissions
from heard.records.messages import StoredMessage, is_message_id, new_message_id
from heard.records.scope import EVERYTHING
from heard.records.tables import additions, replies, withdrawals
from tests.records.sealed import stored
from tests.records.test_submissions import PROOF, add, new

DAY = date(2030, 3, 2)


@pytest.fixture
def store(store):
    """A database with two submissions."""
    add(store, new(1), new(2))
    return store


def message(place=0, part="unit", day=DAY, body=b"sealed"):
    return StoredMessage(new_message_id(place), part, day, body)


def count(store, *tables):
    with store.read() as conn:
        return [conn.scalar(select(func.count()).select_from(table)) for table in tables]


def test_replies_and_additions_come_back_sealed_with_their_part_and_day(store):
    reply, addition = message(part="chair"), replace(message(body=b"other"), urgent=True)
    with store.write() as conn:
        assert messages.add_reply(conn, "id-1", reply) is True
        assert messages.add_addition(conn, "id-1", addition) is True
        assert messages.replies_to(conn, "id-1") == [reply]
        assert messages.additions_to(conn, "id-1") == [addition]
        assert messages.replies_to(conn, "id-2") == messages.additions_to(conn, "id-2") == []


def test_a_wish_without_the_right_proof_counts_for_nothing(store):
    with store.write() as conn:
        messages.take_back(conn, "id-1", DAY, b"somebody who can only write here")
        assert messages.taken_back_on(conn, "id-1") is None
        assert messages.fulfil(conn, bytes(32)).number == 0
        assert stored(conn, "id-1").state == "sent"


def test_within_a_day_they_come_in_the_order_in_which_they_were_written(store):
    written = [message(place) for place in range(12)]
    written.append(message(0, day=DAY + timedelta(days=1)))
    with store.write() as conn:
        for each in reversed(written):
            messages.add_reply(conn, "id-1", each)
            messages.add_addition(conn, "id-1", each)
        assert messages.replies_to(conn, "id-1") == written
        assert messages.additions_to(conn, "id-1") == written
        told = messages.added_to(conn, "id-1")
        assert [(each.id, each.day) for each in told] == [(each.id, each.day) for each in written]


def test_what_is_posted_twice_is_stored_once(store):
    once = message()
    with store.write() as conn:
        assert messages.add_addition(conn, "id-1", once) is True
    with store.write() as conn:
        assert messages.add_addition(conn, "id-1", once) is False
        assert messages.add_reply(conn, "id-1", once) is True
        assert messages.add_reply(conn, "id-1", once) is False
    assert count(store, additions, replies) == [1, 1]


def test_it_is_known_which_have_a_reply(store):
    with store.write() as conn:
        messages.add_reply(conn, "id-1", message())
        messages.add_reply(conn, "id-1", message(1))
        messages.add_addition(conn, "id-2", message())
        assert messages.answered(conn, ["id-1", "id-2", "id-9"]) == {"id-1"}
        assert messages.answered(conn, ["id-2"]) == set()


def test_what_belongs_to_nothing_is_not_stored(store):
    for adding in (messages.add_reply, messages.add_addition):
        with pytest.raises(IntegrityError), store.write() as conn:
            adding(conn, "id-9", message())
    with pytest.raises(IntegrityError), store.write() as conn:
        messages.take_back(conn, "id-9", DAY, PROOF)


def test_ids_are_told_from_anything_else_that_a_browser_may_post():
    drawn = {new_message_id(3) for _ in range(200)}
    assert len(drawn) == 200
    assert all(is_message_id(each) and len(each) <= 36 for each in drawn)
    assert is_message_id(new_message_id(10**6))
    for text in ("", "0003-", "x" * 35, new_message_id(1) + "\n", new_message_id(1).upper() + "G"):
        assert not is_message_id(text)


def test_taking_back_is_noted_once_with_its_first_day(store):
    with store.write() as conn:
        assert messages.taken_back_on(conn, "id-1") is None
        messages.take_back(conn, "id-1", DAY, PROOF)
        messages.take_back(conn, "id-1", DAY + timedelta(days=1), PROOF)
        assert messages.taken_back_on(conn, "id-1") == DAY
        assert messages.taken_back_on(conn, "id-2") is None


def test_what_nobody_has_opened_goes_with_every_message(store):
    with store.write() as conn:
        for id in ("id-1", "id-2"):
            messages.add_reply(conn, id, message())
            messages.add_addition(conn, id, message())
        messages.take_back(conn, "id-1", DAY, PROOF)
    with store.write() as conn:
        assert messages.fulfil(conn, bytes(32)).number == 1
        assert stored(conn, "id-1") is None
        assert stored(conn, "id-2").state == "sent"
    assert count(store, replies, additions, withdrawals) == [1, 1, 0]


def test_what_somebody_has_opened_is_marked_once_and_kept(store):
    with store.write() as conn:
        submissions.mark_opened(conn, "id-1")
        submissions.mark_opened(conn, "id-2")
        messages.take_back(conn, "id-1", DAY, PROOF)
        messages.take_back(conn, "id-2", DAY, PROOF)
    with store.write() as conn:
        assert messages.fulfil(conn, bytes(32)).number == 2
        assert {stored(conn, id).state for id in ("id-1", "id-2")} == {"withdrawn"}
        assert messages.fulfil(conn, bytes(32)).number == 0


def test_only_a_proven_wish_that_is_not_fulfilled_yet_is_open(store):
    with store.write() as conn:
        messages.take_back(conn, "id-2", DAY, b"somebody who can only write here")
        assert messages.wished(conn, ["id-1", "id-2"]) is False
        submissions.mark_opened(conn, "id-1")
        messages.take_back(conn, "id-1", DAY, PROOF)
        assert messages.wished(conn, ["id-2"]) is False
        assert messages.wished(conn, ["id-1", "id-2"]) is True
        messages.fulfil(conn, bytes(32))
        assert messages.wished(conn, ["id-1", "id-2"]) is False


def test_who_takes_it_back_while_somebody_is_opening_it_learns_that_it_was_opened(store):
    with store.read() as conn:
        reference = stored(conn, "id-1").reference
    inside, told = threading.Event(), []

    def family():
        inside.wait()
        with store.write() as conn:
            messages.take_back(conn, "id-1", DAY, PROOF)
            told.append(submissions.is_opened(conn, "id-1"))

    thread = threading.Thread(target=family)
    thread.start()
    with store.write() as conn:
        assert submissions.find_by_reference(conn, EVERYTHING, reference).opened is False
        inside.set()
        thread.join(0.2)
        assert told == [], "the family was told before the opening was over"
        submissions.mark_opened(conn, "id-1")
    thread.join()
    assert told == [True]


def test_who_opens_it_while_the_family_takes_it_back_finds_that_it_was_taken_back(store):
    with store.read() as conn:
        reference = stored(conn, "id-1").reference
    inside, seen = threading.Event(), []

    def desk():
        inside.wait()
        with store.write() as conn:
            submissions.find_by_reference(conn, EVERYTHING, reference)
            seen.append(messages.taken_back_on(conn, "id-1"))

    thread = threading.Thread(target=desk)
    thread.start()
    with store.write() as conn:
        messages.take_back(conn, "id-1", DAY, PROOF)
        inside.set()
        thread.join(0.2)
        assert seen == [], "it was opened before the family had finished"
    thread.join()
    assert seen == [DAY]
