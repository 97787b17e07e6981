"""Submissions: one for each receipt, gone with their keys."""

import re
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from heard.records import endings, messages, submissions, waiting
from heard.records.errors import NotAdded
from heard.records.references import ALPHABET, new_reference
from heard.records.scope import EVERYTHING
from heard.records.submissions import NewSubmission
from heard.records.tables import part_keys
from heard.records.tables import submissions as table
from heard.records.waiting import Piece, Waiting
from heard.vault.receipts import hash_of_proof
from tests.records.sealed import have_keys, sealed_parts, stored

DAY = date(2030, 3, 1)
#: What shows that somebody knows the receipt number.
PROOF = b"proof".ljust(32)


def new(number=1, **changes):
    values = {
        "id": f"id-{number}",
        "form": "your-views",
        "form_version": 1,
        "language": "ur",
        "received": DAY,
        "urgent": False,
        "expires": DAY + timedelta(days=90),
        "receipt_hash": f"receipt {number}".encode(),
        "mailbox_recipient": "age1mailbox",
        "mailbox_wrapped": b"wrapped",
        "proof_hash": hash_of_proof(PROOF),
        "parts": sealed_parts(),
        "answered": {"unit", "chair"},
    }
    return NewSubmission(**values | changes)


def add(store, *added):
    with store.write() as conn:
        have_keys(conn)
        return [submissions.add(conn, one) for one in added]


def unit_key(conn, id):
    """What opens the unit's part; None where there is no such submission."""
    found = stored(conn, id)
    return found and found.parts["unit"].sealed_key


def count(store, of):
    with store.read() as conn:
        return conn.scalar(select(func.count()).select_from(of))


def test_what_was_sent_comes_back_sealed_as_it_was(store):
    assert add(store, new(urgent=True)) == [True]
    with store.read() as conn:
        found = stored(conn, "id-1")
        assert found.parts == sealed_parts()
        assert (found.state, found.urgent, found.opened) == ("sent", True, False)
        assert submissions.find_by_reference(conn, EVERYTHING, found.reference) == found


def test_what_is_not_there_is_none(store):
    with store.read() as conn:
        assert stored(conn, "id-1") is None
        assert submissions.find_by_reference(conn, EVERYTHING, "3333-3333") is None
        assert submissions.by_receipt_hash(conn, b"receipt 1") is None


def test_a_receipt_finds_its_submission_without_the_answers(store):
    add(store, new(1), new(2))
    with store.read() as conn:
        found = submissions.by_receipt_hash(conn, b"receipt 2")
        assert submissions.part_recipients(conn, "id-2") == {
            "unit": "age1unitpart",
            "chair": "age1chairpart",
        }
    assert (found.id, found.mailbox_wrapped) == ("id-2", b"wrapped")
    assert not hasattr(found, "parts")


def test_a_repeated_send_is_told_so_and_leaves_nothing(store):
    assert add(store, new(1)) == [True]
    assert add(store, new(2, receipt_hash=b"receipt 1")) == [False]
    assert count(store, table) == 1
    assert count(store, part_keys) == 2
    with store.read() as conn:
        assert submissions.by_receipt_hash(conn, b"receipt 1").id == "id-1"
        assert unit_key(conn, "id-2") is None


def send_in_threads(store, sends, meanwhile=lambda: None):
    """Send each in a thread of its own, all at once; what each was told, by id."""
    add(store)
    told = {}
    start = threading.Barrier(len(sends))

    def send(one):
        start.wait()
        with store.write() as conn:
            told[one.id] = submissions.add(conn, one)
            meanwhile()

    threads = [threading.Thread(target=send, args=(one,)) for one in sends]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_two_sends_at_once_exactly_one_is_stored_whole(store):
    for round_ in range(10):
        receipt = b"receipt %d" % round_
        sends = [
            new(
                f"{round_}-{name}",
                receipt_hash=receipt,
                parts=sealed_parts(name.encode(), name.encode()),
            )
            for name in ("a", "b")
        ]
        told = send_in_threads(store, sends)
        assert sorted(told.values()) == [False, True]
        with store.read() as conn:
            winner = submissions.by_receipt_hash(conn, receipt)
            assert told[winner.id]
            name = winner.id[-1].encode()
            whole = stored(conn, winner.id)
            assert {part.sealed_key for part in whole.parts.values()} == {name}
    assert count(store, table) == 10
    assert count(store, part_keys) == 20


def send_while_another_is_held(store, *, first_fails):
    """Send the same receipt twice, the second while the first is not yet committed."""
    add(store)
    told = []
    inside = threading.Event()

    def second():
        inside.wait()
        with store.write() as conn:
            told.append(submissions.add(conn, new(2, receipt_hash=b"receipt 1")))

    thread = threading.Thread(target=second)
    thread.start()
    try:
        with store.write() as conn:
            told.append(submissions.add(conn, new(1)))
            inside.set()
            thread.join(0.1)
            assert len(told) == 1, "the second send did not wait"
            if first_fails:
                raise ConnectionError
    except ConnectionError:
        pass
    thread.join()
    return told


def test_a_second_send_waits_and_is_told_that_the_first_was_kept(store):
    assert send_while_another_is_held(store, first_fails=False) == [True, False]
    assert count(store, part_keys) == 2


def test_a_second_send_is_stored_when_the_first_failed(store):
    assert send_while_another_is_held(store, first_fails=True) == [True, True]
    assert count(store, table) == 1
    assert count(store, part_keys) == 2
    with store.read() as conn:
        assert unit_key(conn, "id-2") == b"unit key"


def test_a_send_that_fails_half_way_leaves_nothing(store):
    with pytest.raises(IntegrityError):
        add(store, new(1, parts=sealed_parts(b"key", None)))
    assert count(store, table) == 0
    assert count(store, part_keys) == 0


def test_a_reference_that_is_taken_is_drawn_again(store, monkeypatch):
    drawn = iter(["3333-3333", "3333-3333", "4444-4444"])
    monkeypatch.setattr(submissions, "new_reference", lambda: next(drawn))
    assert add(store, new(1), new(2)) == [True, True]
    with store.read() as conn:
        assert stored(conn, "id-2").reference == "4444-4444"


def test_without_a_free_reference_nothing_is_said_to_be_stored(store, monkeypatch):
    monkeypatch.setattr(submissions, "new_reference", lambda: "3333-3333")
    with pytest.raises(NotAdded):
        add(store, new(1), new(2))
    assert count(store, table) == 0


def test_a_reference_is_drawn_from_letters_that_spell_and_confuse_nothing():
    drawn = {new_reference() for _ in range(500)}
    assert len(drawn) == 500
    assert all(re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", one) for one in drawn)
    assert not set("AEIOU01258BISZL") & set(ALPHABET)


def test_a_sequence_is_not_given_twice_even_after_a_deletion(store):
    add(store, new(1), new(2))
    with store.read() as conn:
        last = stored(conn, "id-2").sequence
    with store.write() as conn:
        endings.end_taken_back(conn, bytes(32), ["id-2"])
    add(store, new(3))
    with store.read() as conn:
        assert stored(conn, "id-3").sequence > last


def test_it_is_known_in_which_parts_anything_was_answered(store):
    add(store, new(1), new(2, answered={"unit"}), new(3, answered=set()))
    with store.read() as conn:
        kept = [submissions.answered_parts(conn, f"id-{n}") for n in (1, 2, 3)]
        assert kept == [{"unit", "chair"}, {"unit"}, set()]
        assert stored(conn, "id-2").answered == {"unit"}


def test_each_part_with_answers_waits_and_where_there_are_none_somebody_must_still_see_it(store):
    add(store, new(1), new(2, answered={"chair"}, urgent=True), new(3, answered=set()))
    with store.read() as conn:
        assert waiting.of(conn, ["id-1", "id-2", "id-3"]) == {
            "id-1": (Waiting(Piece("unit"), False), Waiting(Piece("chair"), False)),
            "id-2": (Waiting(Piece("chair"), True),),
            "id-3": (Waiting(Piece("unit"), False),),
        }


def test_a_part_whose_key_is_gone_is_gone(store):
    add(store, new())
    with store.write() as conn:
        conn.execute(part_keys.delete().where(part_keys.c.part == "chair"))
        assert set(stored(conn, "id-1").parts) == {"unit"}


def test_a_part_names_a_key_that_is_there(store):
    unknown = sealed_parts() | {"unit": replace(sealed_parts()["unit"], key_id="nobodys")}
    with pytest.raises(IntegrityError):
        add(store, new(parts=unknown))
    assert count(store, table) == 0


def test_opening_alone_does_not_make_it_read(store):
    add(store, new())
    with store.write() as conn:
        submissions.mark_opened(conn, "id-1")
        found = stored(conn, "id-1")
    assert (found.state, found.opened) == ("sent", True)


def test_what_nobody_has_opened_can_be_taken_back_with_its_keys(store):
    add(store, new(1), new(2))
    with store.write() as conn:
        assert len(endings.end_taken_back(conn, bytes(32), ["id-1"]).gone) == 1
    with store.read() as conn:
        assert stored(conn, "id-1") is None
        assert unit_key(conn, "id-1") is None
        assert unit_key(conn, "id-2") == b"unit key"


def test_what_somebody_has_opened_is_kept_and_marked(store):
    add(store, new())
    with store.write() as conn:
        assert submissions.is_opened(conn, "id-1") is False
        submissions.mark_opened(conn, "id-1")
        assert submissions.is_opened(conn, "id-1") is True
        assert len(endings.end_taken_back(conn, bytes(32), ["id-1"]).gone) == 0
        assert messages.mark_taken_back(conn, ["id-1"]) == 1
        assert stored(conn, "id-1").state == "withdrawn"


def test_what_has_expired_is_swept_with_its_keys_on_its_day(store):
    add(
        store,
        new(1, expires=DAY - timedelta(days=1)),
        new(2, expires=DAY),
        new(3, expires=DAY + timedelta(days=1)),
    )
    with store.write() as conn:
        assert len(endings.end_expired(conn, bytes(32), DAY).gone) == 2
    with store.read() as conn:
        assert stored(conn, "id-2") is None
        assert stored(conn, "id-3") is not None
    assert count(store, table) == 1
    assert count(store, part_keys) == 2
