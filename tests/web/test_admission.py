"""Rooms of a process: each with its own threads and places, few of them for one browser."""

import pytest

from heard.web.admission import Room, RoomName, rooms_for


def test_a_room_has_so_many_places_and_gets_them_back() -> None:
    room = Room(threads=1, places=2, for_one=2)
    assert [room.enter("") for _ in range(3)] == [True, True, False]
    room.leave("")
    assert room.enter("")


def test_one_browser_fills_no_room() -> None:
    room = Room(threads=1, places=10, for_one=3)
    assert [room.enter("one") for _ in range(4)] == [True, True, True, False]
    assert room.enter("another")
    room.leave("one")
    assert room.enter("one")


def test_nobody_knows_newcomers_from_each_other() -> None:
    room = Room(threads=1, places=10, for_one=3)
    assert [room.enter("") for _ in range(11)] == [True] * 10 + [False]


def test_nothing_of_a_browser_is_kept_when_it_has_left() -> None:
    room = Room(threads=1, places=10, for_one=3)
    room.enter("a token")
    room.leave("a token")
    assert "a token" not in repr(room)


@pytest.mark.parametrize("places", [1, 2, 3, 7, 24, 64, 200])
def test_however_few_places_there_are_everybody_finds_some(places: int) -> None:
    rooms = rooms_for(places)
    assert set(rooms) == set(RoomName)
    for room in rooms.values():
        assert room.threads >= 1
        assert room.enter("somebody")


def test_whatever_comes_together_fits_into_the_connections_of_a_worker() -> None:
    for places in (24, 64, 200):
        assert sum(room.threads for room in rooms_for(places).values()) <= places
