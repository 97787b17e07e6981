"""Drafts: found through a lock, gone with the last one, dead after their hour."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from heard.records import drafts
from heard.records.tables import draft_locks
from heard.records.tables import drafts as table

NOW = datetime(2030, 3, 1, 14, 37, tzinfo=UTC)
WEEK = NOW + timedelta(days=7)


def draft(store, id="d", *, locks=(b"session",), kinds=("session", "return"), expires=WEEK):
    with store.write() as conn:
        drafts.add(conn, id, b"body of " + id.encode(), expires)
        for lookup, kind in zip(locks, kinds, strict=False):
            drafts.add_lock(conn, lookup, id, kind, b"key for " + lookup)


def counts(store):
    with store.read() as conn:
        return tuple(
            conn.scalar(select(func.count()).select_from(one)) for one in (table, draft_locks)
        )


def test_a_lock_finds_its_draft_and_its_own_key(store):
    draft(store, "d", locks=(b"browser", b"code"))
    draft(store, "e", locks=(b"elsewhere",))
    with store.read() as conn:
        found = drafts.find(conn, b"code", NOW)
        assert (found.id, found.body, found.kind) == ("d", b"body of d", "return")
        assert found.locked_key == b"key for code"
        assert drafts.find(conn, b"browser", NOW).locked_key == b"key for browser"
        assert drafts.find(conn, b"unknown", NOW) is None


def test_saving_replaces_the_body_and_the_end(store):
    draft(store)
    with store.write() as conn:
        assert drafts.save(conn, "d", b"more", WEEK + timedelta(days=1)) is True
    with store.read() as conn:
        found = drafts.find(conn, b"session", WEEK + timedelta(hours=2))
    assert found.body == b"more"


def test_two_posts_of_one_draft_come_one_after_the_other(store):
    draft(store)
    inside = threading.Event()
    seen = []

    def second():
        inside.wait()
        with store.write() as conn:
            seen.append(drafts.find(conn, b"session", NOW).body)

    thread = threading.Thread(target=second)
    thread.start()
    with store.write() as conn:
        drafts.find(conn, b"session", NOW)
        inside.set()
        thread.join(0.1)
        assert seen == []
        drafts.save(conn, "d", b"from the first", WEEK)
    thread.join()
    assert seen == [b"from the first"]


def test_saving_a_draft_that_is_gone_says_so(store):
    with store.write() as conn:
        assert drafts.save(conn, "gone", b"more", WEEK) is False


def test_only_the_hour_of_the_end_is_kept_and_never_an_earlier_one(store):
    draft(store, expires=NOW + timedelta(minutes=15))
    with store.read() as conn:
        found = drafts.find(conn, b"session", NOW + timedelta(minutes=15))
    assert found.expires_hour == datetime(2030, 3, 1, 15, tzinfo=UTC)


def test_a_draft_is_dead_after_its_hour_even_before_it_is_swept(store):
    draft(store, expires=NOW + timedelta(minutes=15))
    with store.read() as conn:
        assert drafts.find(conn, b"session", NOW + timedelta(minutes=22)) is not None
        assert drafts.find(conn, b"session", NOW + timedelta(minutes=23)) is None


def test_the_sweep_takes_dead_drafts_with_their_locks_and_no_others(store):
    draft(store, "old", locks=(b"1", b"2"), expires=NOW - timedelta(hours=1))
    draft(store, "new", locks=(b"3",))
    with store.write() as conn:
        assert drafts.delete_expired(conn, NOW) == 1
    assert counts(store) == (1, 1)
    with store.read() as conn:
        assert drafts.find(conn, b"3", NOW).id == "new"


def test_deleting_a_draft_takes_every_lock(store):
    draft(store, locks=(b"browser", b"code"))
    with store.write() as conn:
        drafts.delete_draft(conn, "d")
    assert counts(store) == (0, 0)


def test_a_lock_needs_a_draft(store):
    with pytest.raises(IntegrityError), store.write() as conn:
        drafts.add_lock(conn, b"lock", "nowhere", "session", b"key")


def test_leaving_destroys_a_draft_without_a_return_code(store):
    draft(store)
    with store.write() as conn:
        drafts.release(conn, b"session")
    assert counts(store) == (0, 0)


def test_leaving_keeps_a_draft_that_a_return_code_opens(store):
    draft(store, locks=(b"browser", b"code"))
    with store.write() as conn:
        drafts.release(conn, b"browser")
        assert drafts.find(conn, b"browser", NOW) is None
        assert drafts.find(conn, b"code", NOW).id == "d"


def test_leaving_twice_is_leaving_once(store):
    draft(store)
    for _ in range(2):
        with store.write() as conn:
            drafts.release(conn, b"session")
    assert counts(store) == (0, 0)


def test_two_locks_released_at_once_leave_no_draft_behind(store):
    start = threading.Barrier(2)

    def leave(lookup):
        start.wait()
        with store.write() as conn:
            drafts.release(conn, lookup)

    for _ in range(5):
        draft(store, locks=(b"browser", b"code"))
        threads = [threading.Thread(target=leave, args=(one,)) for one in (b"browser", b"code")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert counts(store) == (0, 0)
