"""The log: an unbroken chain, whoever writes at once; what was altered is found."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from heard.records import log
from heard.records.log import Fault, Head
from heard.records.tables import log as table
from heard.vault.chain import GENESIS

KEY = b"k" * 32
HOUR = datetime(2030, 3, 1, 14, tzinfo=UTC)


def append(store, number, action="open"):
    with store.write() as conn:
        return log.append(conn, KEY, "a.chair", action, f"subject {number}", HOUR)


def faults(store, key=KEY, anchor=None):
    with store.read() as conn:
        return log.verify(conn, key, anchor)


def tamper(store, statement):
    with store.write() as conn:
        conn.execute(statement)


@pytest.fixture
def chain(store):
    for number in range(1, 6):
        append(store, number)
    return store


def test_an_empty_log_is_whole_and_ends_where_it_begins(store):
    assert faults(store) == []
    with store.read() as conn:
        assert log.head(conn) == Head(0, GENESIS)


def test_each_row_carries_the_link_of_the_one_before(chain):
    with chain.read() as conn:
        newest, before = log.page(conn, None, 2)
        assert newest.previous == before.link
        assert log.head(conn) == Head(5, newest.link)
    assert faults(chain) == []


def test_only_the_hour_is_kept(store):
    with store.write() as conn:
        log.append(conn, KEY, "a.chair", "open", "s", HOUR + timedelta(minutes=59, seconds=3))
        assert log.page(conn, None, 1)[0].hour == HOUR
    assert faults(store) == []


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "somebody else"},
        {"action": "sign-in"},
        {"subject": "another"},
        {"session": "another"},
        {"hour": HOUR + timedelta(hours=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_row_is_found(chain, change):
    tamper(chain, update(table).where(table.c.sequence == 3).values(change))
    assert faults(chain) == [Fault(3, "changed")]


def test_a_row_taken_out_is_found(chain):
    tamper(chain, delete(table).where(table.c.sequence == 3))
    assert faults(chain) == [Fault(4, "gap")]


def test_a_first_row_taken_out_is_found(chain):
    tamper(chain, delete(table).where(table.c.sequence == 1))
    assert faults(chain) == [Fault(2, "gap")]


def test_a_row_taken_out_and_the_gap_closed_by_renumbering_is_found(chain):
    tamper(chain, delete(table).where(table.c.sequence == 5))
    tamper(chain, delete(table).where(table.c.sequence == 3))
    tamper(chain, update(table).where(table.c.sequence == 4).values(sequence=3))
    assert faults(chain) == [Fault(3, "unlinked"), Fault(3, "changed")]


def test_a_link_of_the_wrong_length_is_a_fault_and_not_a_crash(chain):
    tamper(chain, update(table).where(table.c.sequence == 3).values(previous=b"short"))
    assert faults(chain) == [Fault(3, "unlinked"), Fault(3, "changed")]


def test_a_row_made_without_the_key_is_found(chain):
    with chain.write() as conn:
        log.append(conn, b"x" * 32, "a.chair", "open", "forged", HOUR)
    assert faults(chain) == [Fault(6, "changed")]


def test_a_cut_at_the_end_is_found_against_an_anchored_head_and_not_without(chain):
    with chain.read() as conn:
        anchor = log.head(conn)
    append(chain, 6)
    assert faults(chain, anchor=anchor) == []
    tamper(chain, delete(table).where(table.c.sequence >= 5))
    assert faults(chain) == []
    assert faults(chain, anchor=anchor) == [Fault(5, "cut")]


def test_a_log_that_was_emptied_is_found_against_an_anchored_head(chain):
    with chain.read() as conn:
        anchor = log.head(conn)
    tamper(chain, delete(table))
    assert faults(chain, anchor=anchor) == [Fault(5, "cut")]


def test_the_database_itself_refuses_a_second_row_after_the_same_one(chain):
    with chain.read() as conn:
        third = log.page(conn, 4, 1)[0]
    fork = vars(third) | {"sequence": 6}
    with pytest.raises(IntegrityError):
        tamper(chain, table.insert().values(fork))


def test_writers_at_once_make_one_unbroken_chain(store):
    start = threading.Barrier(4)
    failures = []

    def write(name):
        start.wait()
        try:
            for number in range(8):
                append(store, f"{name}{number}")
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert faults(store) == []
    with store.read() as conn:
        entries = log.page(conn, None, 100)
    assert len({entry.subject for entry in entries}) == 32
    assert len({entry.previous for entry in entries}) == 32


def test_a_writer_waits_for_the_one_before_it_to_commit(store):
    inside = threading.Event()
    heads = []

    def second():
        inside.wait()
        heads.append(append(store, 2))

    thread = threading.Thread(target=second)
    thread.start()
    with store.write() as conn:
        heads.append(log.append(conn, KEY, "a.chair", "open", "subject 1", HOUR))
        inside.set()
        thread.join(0.1)
        assert len(heads) == 1
    thread.join()
    assert [head.sequence for head in heads] == [1, 2]
    assert faults(store) == []


def test_a_row_that_was_undone_leaves_no_gap(store):
    append(store, 1)
    with pytest.raises(RuntimeError), store.write() as conn:
        log.append(conn, KEY, "a.chair", "open", "undone", HOUR)
        raise RuntimeError
    append(store, 2)
    assert faults(store) == []


def test_the_walk_goes_on_beyond_one_batch(chain, monkeypatch):
    monkeypatch.setattr(log, "_BATCH", 2)
    assert faults(chain) == []
    tamper(chain, update(table).where(table.c.sequence == 5).values(subject="other"))
    assert faults(chain) == [Fault(5, "changed")]


def test_pages_walk_from_the_newest_to_the_oldest(chain):
    with chain.read() as conn:
        first = log.page(conn, None, 3)
        second = log.page(conn, first[-1].sequence, 3)
    assert [entry.sequence for entry in first + second] == [5, 4, 3, 2, 1]


def once(store, session, action="open", subject="K7PM-3QXD", actor="a.chair"):
    with store.write() as conn:
        return log.append_once(conn, KEY, actor, action, subject, HOUR, session)


def test_a_session_has_one_row_for_each_thing_that_it_opened(store):
    assert once(store, "s1")
    assert not once(store, "s1")
    assert once(store, "s2")
    assert once(store, "s1", subject="K7PM-3QXE")
    assert once(store, "s1", action="file opened")
    assert once(store, "s1", actor="b.chair")
    assert not once(store, "s2")
    with store.read() as conn:
        assert len(log.page(conn, None, 100)) == 5
    assert faults(store) == []


def test_a_row_that_somebody_slipped_in_does_not_stand_for_an_opening(store):
    once(store, "s1")
    tamper(store, update(table).values(session="s2"))
    assert once(store, "s2")
    assert faults(store) == [Fault(1, "changed")]


def test_two_looks_at_the_same_moment_leave_one_row(store):
    start = threading.Barrier(4)
    added = []

    def look():
        start.wait()
        added.append(once(store, "s1"))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(added) == [False, False, False, True]
    assert faults(store) == []
