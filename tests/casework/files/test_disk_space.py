"""Room is measured where the bytes will lie, and nowhere else."""

import tempfile
from pathlib import Path

import pytest

from heard.casework.files.disk_space import (
    FOR_WORDS,
    require_room,
    room_for_files,
    room_for_words,
    room_on_the_way,
)
from heard.records.database.room import Room
from heard.records.database.store import Store
from heard.vault.errors import CannotSeal, SealFault


@pytest.fixture
def postgresql(postgresql_store: Store) -> str:
    return postgresql_store.engine.url.render_as_string(False)


def test_a_database_on_a_small_disk_takes_neither_files_nor_words(small_disk: Path) -> None:
    store = Store(f"sqlite:///{small_disk}/heard.db")
    assert store.free_bytes() == pytest.approx(50 * 2**20, rel=0.05)
    assert not room_for_files(store)
    with pytest.raises(CannotSeal) as refused:
        require_room(store)
    assert refused.value.reason is SealFault.NO_ROOM


def test_a_small_place_for_what_is_on_its_way_stops_files_and_no_words(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch, sqlite_store: Store
) -> None:
    assert room_on_the_way()
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    assert not room_on_the_way()
    assert room_for_files(sqlite_store)
    assert room_for_words(sqlite_store)


def test_where_a_postgresql_server_keeps_its_files_is_asked_and_not_where_ours_lie(
    small_disk: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    assert Store(postgresql).free_bytes() is None, "nothing is known of that server's disk"
    assert room_for_files(Store(postgresql))
    assert not room_for_words(Store(postgresql, room=Room(folder=small_disk)))


@pytest.mark.parametrize(("beside", "words"), [(FOR_WORDS + 10_000_000, True), (50_000_000, False)])
def test_a_postgresql_database_may_become_as_large_as_it_was_said(
    postgresql: str, beside: int, words: bool
) -> None:
    used = Store(postgresql, room=Room(most=10**15))
    size = 10**15 - (used.free_bytes() or 0)
    assert size > 1_000_000
    store = Store(postgresql, room=Room(most=size + beside))
    assert room_for_words(store) == words
    assert not room_for_files(store)


def test_a_limit_that_is_passed_leaves_no_room_and_no_less(postgresql: str) -> None:
    assert Store(postgresql, room=Room(most=1)).free_bytes() == 0
