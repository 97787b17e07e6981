"""Who has read which piece, by days; what of it a family is told; and what still waits."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from heard.records import endings, messages, readings, staff, waiting
from heard.records.messages import StoredMessage
from heard.records.readings import ReadOn
from heard.records.staff import StaffMember
from heard.records.tables import part_readings
from heard.records.tables import waiting as waiting_table
from heard.records.waiting import Piece, Waiting
from tests.records.test_submissions import add, new

DAY = date(2030, 3, 1)
NEXT = DAY + timedelta(days=1)
UNIT, CHAIR = Piece("unit"), Piece("chair")
BOTH = (UNIT, CHAIR)


@pytest.fixture
def sent(store):
    """Two submissions, and two people: a chair and an administrator."""
    add(store, new(1, urgent=True), new(2))
    with store.write() as conn:
        for name, role in (("ada", "administrator"), ("cy", "chair")):
            staff.add(conn, StaffMember(name, name, name.title(), role, f"age1{name}"))
    return store


def opened(conn, pieces, who, day=DAY, id="id-1"):
    readings.note_opened(conn, id, pieces, who, who == "cy", day)


def pieces_that_wait(conn, id="id-1"):
    return [each.piece for each in waiting.of(conn, [id]).get(id, ())]


def test_opening_is_noted_for_each_piece_and_person_with_the_first_day(sent):
    with sent.write() as conn:
        opened(conn, [UNIT], "ada")
        opened(conn, BOTH, "cy", NEXT)
        opened(conn, [UNIT], "ada", NEXT)
        noted = [
            (each.piece, each.staff_id, each.full_name, each.by_chair, each.opened_on, each.done_on)
            for each in readings.of_submission(conn, "id-1")
        ]
        assert noted == [
            (UNIT, "ada", "Ada", False, DAY, None),
            (CHAIR, "cy", "Cy", True, NEXT, None),
            (UNIT, "cy", "Cy", True, NEXT, None),
        ]
        assert readings.of_submission(conn, "id-2") == []


def test_opening_alone_ends_no_waiting_and_is_told_as_no_reading(sent):
    with sent.write() as conn:
        assert readings.days_read(conn, "id-1") == {}
        opened(conn, BOTH, "cy")
        assert readings.days_read(conn, "id-1") == {UNIT: ReadOn(), CHAIR: ReadOn()}
        assert pieces_that_wait(conn) == [UNIT, CHAIR]


def test_nobody_has_read_what_they_have_not_opened(sent):
    with sent.write() as conn:
        opened(conn, BOTH, "cy")
        assert readings.note_done(conn, "id-1", "ada", DAY) is False
        assert pieces_that_wait(conn) == [UNIT, CHAIR]
        assert readings.days_read(conn, "id-1")[UNIT] == ReadOn()


def test_who_read_only_one_part_ends_the_waiting_of_that_one(sent):
    with sent.write() as conn:
        opened(conn, [UNIT], "ada")
        assert readings.note_done(conn, "id-1", "ada", DAY) is True
        assert waiting.of(conn, ["id-1"])["id-1"] == (Waiting(CHAIR, True),)
        assert pieces_that_wait(conn, "id-2") == [UNIT, CHAIR]


@pytest.mark.parametrize("first", ["ada", "cy"])
def test_whoever_comes_first_the_family_is_told_both_days_and_who(sent, first):
    with sent.write() as conn:
        for who, day in ((first, DAY), ("ada" if first == "cy" else "cy", NEXT)):
            opened(conn, BOTH if who == "cy" else [UNIT], who, day)
            readings.note_done(conn, "id-1", who, day)
        team, chair = (DAY, NEXT) if first == "ada" else (NEXT, DAY)
        assert readings.days_read(conn, "id-1") == {
            UNIT: ReadOn(team, chair),
            CHAIR: ReadOn(None, chair),
        }
        assert pieces_that_wait(conn) == []


def test_reading_is_noted_once_and_keeps_its_first_day(sent):
    with sent.write() as conn:
        opened(conn, [UNIT], "ada")
        readings.note_done(conn, "id-1", "ada", NEXT)
        readings.note_done(conn, "id-1", "ada", NEXT + timedelta(days=1))
        (noted,) = readings.of_submission(conn, "id-1")
        assert (noted.opened_on, noted.done_on) == (DAY, NEXT)


def test_what_is_added_after_reading_waits_until_somebody_has_opened_and_read_that_too(sent):
    with sent.write() as conn:
        opened(conn, BOTH, "cy")
        readings.note_done(conn, "id-1", "cy", DAY)
        id = messages.new_message_id(0)
        messages.add_addition(conn, "id-1", StoredMessage(id, "chair", NEXT, b"sealed", True))
        piece = Piece("chair", id)
        assert waiting.of(conn, ["id-1"])["id-1"] == (Waiting(piece, True),)
        readings.note_done(conn, "id-1", "cy", NEXT)
        assert pieces_that_wait(conn) == [piece], "nobody has opened it"
        opened(conn, [piece], "cy", NEXT)
        readings.note_done(conn, "id-1", "cy", NEXT)
        assert pieces_that_wait(conn) == []
        assert readings.days_read(conn, "id-1")[piece] == ReadOn(None, NEXT)


def test_what_was_acted_on_unread_goes_on_waiting_and_is_urgent_no_longer(sent):
    with sent.write() as conn:
        assert waiting.calm(conn, "id-1") is True
        assert waiting.calm(conn, "id-1") is False
        assert {each.urgent for each in waiting.of(conn, ["id-1"])["id-1"]} == {False}
        assert pieces_that_wait(conn) == [UNIT, CHAIR]


def test_what_was_taken_back_waits_no_longer_unless_it_is_urgent(sent):
    with sent.write() as conn:
        waiting.end_taken_back(conn, ["id-1", "id-2"])
        assert pieces_that_wait(conn) == [UNIT, CHAIR]
        assert pieces_that_wait(conn, "id-2") == []


def test_a_part_that_is_not_there_is_not_read(sent):
    with pytest.raises(IntegrityError), sent.write() as conn:
        opened(conn, [Piece("another")], "ada")


def test_what_is_gone_leaves_no_trace_of_who_read_it(sent):
    with sent.write() as conn:
        opened(conn, BOTH, "cy")
        opened(conn, BOTH, "cy", id="id-2")
        endings.end_taken_back(conn, bytes(32), ["id-1"])
    with sent.read() as conn:
        assert conn.scalar(select(func.count()).select_from(part_readings)) == 2
        assert conn.scalar(select(func.count()).select_from(waiting_table)) == 2
