"""Marking as read: by part and person, and only by who had it open."""

from datetime import timedelta

import pytest

from heard.casework.errors import NothingOpened
from heard.records import log, readings, submissions
from heard.records.scope import EVERYTHING
from tests.casework.founded import (
    MORNING,
    spoil,
)
from tests.casework.reading.at_the_desk import CHAIR, UNIT, mark, opened


def test_marking_as_read_says_so_with_the_day_and_in_the_log(council, administrator):
    reference = council.send()
    opened(council, administrator, reference)
    mark(council, administrator, reference)
    mark(council, administrator, reference, MORNING + timedelta(hours=1))
    found = opened(council, administrator, reference)
    assert [each.done_on for each in found.read_by(UNIT)] == [MORNING.date()]
    with council.store.read() as conn:
        actions = [row.action for row in log.page(conn, None, 3)]
    assert actions == ["marked as read", "marked as read", "opened"]


def test_who_has_not_opened_it_cannot_mark_it_as_read(council, administrator, chair):
    reference = council.send()
    opened(council, chair, reference)
    with pytest.raises(NothingOpened):
        mark(council, administrator, reference)
    found = opened(council, chair, reference)
    assert found.waits("unit")
    with council.store.read() as conn:
        assert "marked as read" not in [row.action for row in log.page(conn, None, 9)]


def test_who_opened_and_who_read_which_part_is_kept(council, administrator, chair):
    reference = council.send()
    later = MORNING + timedelta(days=1)
    opened(council, administrator, reference)
    opened(council, chair, reference, later)
    mark(council, chair, reference, later)
    with council.store.read() as conn:
        id = submissions.find_by_reference(conn, EVERYTHING, reference).id
        kept = {(each.piece.part, each.staff_id): each for each in readings.of_submission(conn, id)}
    ada, cy = administrator.staff_id, chair.staff_id
    assert set(kept) == {("unit", ada), ("unit", cy), ("chair", cy)}
    assert kept["unit", ada].opened_on == MORNING.date()
    assert kept["unit", ada].done_on is None
    assert kept["chair", cy].done_on == later.date()


def test_a_chair_marks_what_the_team_has_read_and_the_first_day_stays(
    council, administrator, chair
):
    reference = council.send()
    opened(council, administrator, reference)
    mark(council, administrator, reference)
    for days in (1, 2):
        later = MORNING + timedelta(days=days)
        opened(council, chair, reference, later)
        mark(council, chair, reference, later)
    found = opened(council, administrator, reference)
    days = {each.by_chair: each.done_on for each in found.read_by(UNIT)}
    assert days == {False: MORNING.date(), True: MORNING.date() + timedelta(days=1)}


def test_a_chair_who_reads_first_has_read_it_for_the_team_too(council, chair):
    reference = council.send()
    opened(council, chair, reference)
    mark(council, chair, reference)
    assert opened(council, chair, reference).waiting == ()


def test_a_part_that_does_not_open_was_not_read_by_who_holds_its_key(council, chair):
    reference = council.send(urgent=True)
    with council.store.write() as conn:
        spoil(conn, "chair")
    assert opened(council, chair, reference).damaged
    mark(council, chair, reference)
    found = opened(council, chair, reference)
    assert (found.waits("unit"), found.waits("chair"), found.urgent_in("chair")) == (
        False,
        True,
        True,
    )
    assert found.read_by(CHAIR) == ()


def test_opening_alone_does_not_mark_as_read(council, administrator):
    reference = council.send()
    opened(council, administrator, reference)
    assert opened(council, administrator, reference).waits("unit")
