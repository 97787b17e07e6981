"""What staff are writing: one for each person and submission, and gone in time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from heard.records import reply_drafts, staff, submissions
from heard.records.reply_drafts import StoredReplyDraft, Writing
from heard.records.staff import StaffMember
from heard.records.tables import reply_drafts as table
from tests.records.test_submissions import add, new

DAY = date(2030, 3, 1)
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def sent(store):
    """Two submissions, and two people."""
    add(store, new(1), new(2))
    with store.write() as conn:
        for name in ("ada", "bo"):
            staff.add(conn, StaffMember(name, name, name.title(), "chair", f"age1{name}"))
    return store


def reference(conn, id):
    return conn.scalar(
        select(submissions.submissions.c.reference).where(submissions.submissions.c.id == id)
    )


def many(conn):
    return conn.scalar(select(func.count()).select_from(table))


def test_the_newest_words_of_a_person_take_the_place_of_those_before(sent):
    with sent.write() as conn:
        reply_drafts.keep(conn, "ada", "id-1", DAY, b"first")
        reply_drafts.keep(conn, "ada", "id-1", NEXT, b"second")
        reply_drafts.keep(conn, "bo", "id-1", DAY, b"other")
        place = reference(conn, "id-1")
        assert reply_drafts.find(conn, "ada", place) == StoredReplyDraft(NEXT, b"second")
        assert reply_drafts.find(conn, "ada", reference(conn, "id-2")) is None
        assert many(conn) == 2


def test_who_else_is_writing_is_known_and_not_what(sent):
    with sent.write() as conn:
        reply_drafts.keep(conn, "bo", "id-1", DAY, b"other")
        place = reference(conn, "id-1")
        assert reply_drafts.others_writing(conn, "ada", place) == [Writing("Bo", DAY)]
        assert reply_drafts.others_writing(conn, "bo", place) == []
        staff.set_active(conn, "bo", False)
        assert reply_drafts.others_writing(conn, "ada", place) == []


def test_it_goes_when_it_is_sent_with_the_submission_and_when_its_days_are_over(sent):
    with sent.write() as conn:
        for person in ("ada", "bo"):
            for id in ("id-1", "id-2"):
                reply_drafts.keep(conn, person, id, DAY, b"words")
        reply_drafts.delete_one(conn, "ada", "id-1")
        assert many(conn) == 3
        conn.execute(submissions.submissions.delete().where(submissions.submissions.c.id == "id-1"))
        assert many(conn) == 2
        reply_drafts.keep(conn, "bo", "id-2", NEXT, b"words")
        assert reply_drafts.delete_before(conn, NEXT) == 1
        reply_drafts.delete_of(conn, "bo")
        assert many(conn) == 0
