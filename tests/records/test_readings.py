"""Who has read which part, by days; and what of it a family is told."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from heard.records import readings, staff, submissions
from heard.records.readings import Reading
from heard.records.staff import StaffMember
from heard.records.tables import part_readings
from tests.records.test_submissions import add, new

DAY = date(2030, 3, 1)
NEXT = DAY + timedelta(days=1)
BOTH = ("unit", "chair")


@pytest.fixture
def sent(store):
    """Two submissions, and two people."""
    add(store, new(1), new(2))
    with store.write() as conn:
        for name in ("ada", "bo"):
            staff.add(conn, StaffMember(name, name, name.title(), "chair", f"age1{name}"))
    return store


def test_opening_is_noted_for_each_part_and_person_with_the_first_day(sent):
    with sent.write() as conn:
        readings.note_opened(conn, "id-1", ("unit",), "ada", DAY)
        readings.note_opened(conn, "id-1", BOTH, "bo", NEXT)
        readings.note_opened(conn, "id-1", BOTH, "ada", NEXT)
        assert readings.of_submission(conn, "id-1") == [
            Reading("unit", "ada", DAY, None),
            Reading("chair", "ada", NEXT, None),
            Reading("chair", "bo", NEXT, None),
            Reading("unit", "bo", NEXT, None),
        ]
        assert readings.of_submission(conn, "id-2") == []


def test_opening_alone_tells_the_family_nothing_of_reading(sent):
    with sent.write() as conn:
        readings.note_opened(conn, "id-1", BOTH, "ada", DAY)
        assert readings.days_read(conn, "id-1") == {}


def test_the_family_is_told_the_first_day_on_which_each_part_was_read(sent):
    with sent.write() as conn:
        readings.note_done(conn, "id-1", ("unit",), "ada", NEXT)
        assert readings.days_read(conn, "id-1") == {"unit": NEXT}
        readings.note_done(conn, "id-1", BOTH, "bo", DAY)
        assert readings.days_read(conn, "id-1") == {"unit": DAY, "chair": DAY}
        assert readings.days_read(conn, "id-2") == {}


def test_reading_is_noted_once_and_keeps_the_day_of_opening(sent):
    with sent.write() as conn:
        readings.note_opened(conn, "id-1", ("unit",), "ada", DAY)
        readings.note_done(conn, "id-1", ("unit",), "ada", NEXT)
        readings.note_done(conn, "id-1", ("unit",), "ada", NEXT + timedelta(days=1))
        assert readings.of_submission(conn, "id-1") == [Reading("unit", "ada", DAY, NEXT)]


def test_a_part_that_is_not_there_is_not_read(sent):
    with pytest.raises(IntegrityError), sent.write() as conn:
        readings.note_opened(conn, "id-1", ("another",), "ada", DAY)


def test_what_is_gone_leaves_no_trace_of_who_read_it(sent):
    with sent.write() as conn:
        readings.note_done(conn, "id-1", BOTH, "ada", DAY)
        readings.note_done(conn, "id-2", BOTH, "ada", DAY)
        submissions.delete_unopened(conn, "id-1")
    with sent.read() as conn:
        assert conn.scalar(select(func.count()).select_from(part_readings)) == 2
