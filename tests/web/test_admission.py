"""Rooms of a process: each with its own threads and places, few of them for one browser."""

import pytest

from heard.web.admission import Bulkhead, BulkheadName, bulkheads_for


def test_a_room_has_so_many_places_and_gets_them_back() -> None:
    bulkhead = Bulkhead(threads=1, places=2, for_one=2)
    assert [bulkhead.enter("") for _ in range(3)] == [True, True, False]
    bulkhead.leave("")
    assert bulkhead.enter("")


def test_one_browser_fills_no_room() -> None:
    bulkhead = Bulkhead(threads=1, places=10, for_one=3)
    assert [bulkhead.enter("one") for _ in range(4)] == [True, True, True, False]
    assert bulkhead.enter("another")
    bulkhead.leave("one")
    assert bulkhead.enter("one")


def test_nobody_knows_newcomers_from_each_other() -> None:
    bulkhead = Bulkhead(threads=1, places=10, for_one=3)
    assert [bulkhead.enter("") for _ in range(11)] == [True] * 10 + [False]


def test_nothing_of_a_browser_is_kept_when_it_has_left() -> None:
    bulkhead = Bulkhead(threads=1, places=10, for_one=3)
    bulkhead.enter("a token")
    bulkhead.leave("a token")
    assert "a token" not in repr(bulkhead)


@pytest.mark.parametrize("places", [1, 2, 3, 7, 24, 64, 200])
def test_however_few_places_there_are_everybody_finds_some(places: int) -> None:
    bulkheads = bulkheads_for(places)
    assert set(bulkheads) == set(BulkheadName)
    for bulkhead in bulkheads.values():
        assert bulkhead.threads >= 1
        assert bulkhead.enter("somebody")


def test_whatever_comes_together_fits_into_the_connections_of_a_worker() -> None:
    for places in (24, 64, 200):
        assert sum(bulkhead.threads for bulkhead in bulkheads_for(places).values()) <= places
