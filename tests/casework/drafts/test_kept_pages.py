"""What a post was answered, kept for the browser that posted."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from heard.casework.council.logbook import Logbook
from heard.casework.drafts.kept_pages import (
    KEPT_FOR,
    LEFT_FOR,
    KeptPage,
    TooLarge,
    keep,
    kept,
    leave,
    throw_away,
    was_left,
)
from heard.casework.retention import Swept, sweep
from heard.records.database.store import Store
from heard.records.tables import kept_pages

NOON = datetime(2026, 6, 1, 12, 5, tzinfo=UTC)
MINE, THEIRS = "a" * 43, "b" * 43
REPLY = "/en/reply"
PAGE = KeptPage(422, {"Content-Type": "text/html"}, "<p>Zażółć</p>".encode())


def count(store: Store) -> int:
    with store.read() as conn:
        return conn.scalar(select(func.count()).select_from(kept_pages)) or 0


def test_a_browser_gets_what_it_was_answered_and_no_other_does(store: Store) -> None:
    keep(store, MINE, REPLY, PAGE, NOON)
    assert kept(store, MINE, REPLY, NOON) == PAGE
    assert kept(store, THEIRS, REPLY, NOON) is None
    assert kept(store, None, REPLY, NOON) is None
    assert kept(store, MINE, "/en/search", NOON) is None


def test_the_newest_answer_takes_the_place_of_the_one_before(store: Store) -> None:
    other = KeptPage(200, {}, b"another")
    keep(store, MINE, REPLY, PAGE, NOON)
    keep(store, MINE, REPLY, other, NOON)
    assert kept(store, MINE, REPLY, NOON) == other
    assert count(store) == 1
    throw_away(store, MINE, REPLY)
    assert kept(store, MINE, REPLY, NOON) is None


def test_it_is_shown_for_a_quarter_of_an_hour_and_then_swept(store: Store) -> None:
    keep(store, MINE, REPLY, PAGE, NOON)
    assert kept(store, MINE, REPLY, NOON + KEPT_FOR - timedelta(seconds=1)) == PAGE
    assert kept(store, MINE, REPLY, NOON + KEPT_FOR) is None
    assert sweep(store, Logbook(bytes(32)), NOON + timedelta(hours=1)) == Swept(kept_pages=1)
    assert count(store) == 0


def test_who_leaves_destroys_all_pages_and_is_remembered_for_two_hours(store: Store) -> None:
    keep(store, MINE, REPLY, PAGE, NOON)
    keep(store, MINE, "/en/search", PAGE, NOON)
    keep(store, THEIRS, REPLY, PAGE, NOON)
    leave(store, MINE, "a session", NOON)
    assert [kept(store, each, REPLY, NOON) for each in (MINE, THEIRS)] == [None, PAGE]
    assert was_left(store, "a session")
    assert not was_left(store, "another session")
    sweep(store, Logbook(bytes(32)), NOON + LEFT_FOR)
    assert was_left(store, "a session")
    sweep(store, Logbook(bytes(32)), NOON + LEFT_FOR + timedelta(hours=1))
    assert not was_left(store, "a session")


def test_what_would_fill_the_disk_is_not_kept(store: Store) -> None:
    huge = KeptPage(200, {}, secrets.token_bytes(200_000))
    with pytest.raises(TooLarge):
        keep(store, MINE, REPLY, huge, NOON)
    assert count(store) == 0
