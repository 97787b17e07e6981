"""Sealed files: held by a draft, then by a submission, and gone with whoever held them last."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from heard.records import drafts, endings, files, submissions
from heard.records.errors import NotAdded
from heard.records.submissions import NewSubmission
from heard.records.tables import files as table
from tests.records.sealed import have_keys, sealed_parts

NOW = datetime(2030, 3, 1, 14, 37, tzinfo=UTC)
DAY = date(2030, 3, 1)


@pytest.fixture
def conn(store):
    """A connection in whose database a draft and two submissions lie."""
    with store.write() as conn:
        have_keys(conn)
        drafts.add(conn, "draft", b"body", NOW + timedelta(hours=1))
        for number in (1, 2):
            assert submissions.add(conn, new(number))
    with store.write() as conn:
        yield conn


def new(number):
    return NewSubmission(
        id=f"id-{number}",
        form="your-views",
        form_version=1,
        language="en",
        received=DAY,
        urgent=False,
        expires=DAY + timedelta(days=90),
        receipt_hash=f"receipt {number}".encode(),
        mailbox_recipient="age1mailbox",
        mailbox_wrapped=b"wrapped",
        proof_hash=b"hash",
        parts=sealed_parts(),
        answered={"unit"},
    )


def count(conn):
    return conn.scalar(select(func.count()).select_from(table))


def test_a_file_that_was_sent_along_is_found_by_its_submission_alone(conn):
    files.add(conn, "file", b"sealed", "draft")
    assert files.body(conn, "id-1", "file") is None
    files.send_along(conn, "draft", "id-1", ["file"])
    assert files.body(conn, "id-1", "file") == b"sealed"
    assert files.body(conn, "id-2", "file") is None
    assert files.body(conn, "id-1", "another") is None


def test_sending_nothing_along_is_fine(conn):
    files.send_along(conn, "draft", "id-1", [])


@pytest.mark.parametrize("named", [["gone"], ["file", "gone"]])
def test_nothing_is_sent_along_unless_all_of_it_is_there(conn, named):
    files.add(conn, "file", b"sealed", "draft")
    with pytest.raises(NotAdded):
        files.send_along(conn, "draft", "id-1", named)


def test_a_file_of_another_draft_cannot_be_sent_along(conn):
    drafts.add(conn, "other", b"body", NOW + timedelta(hours=1))
    files.add(conn, "file", b"sealed", "other")
    with pytest.raises(NotAdded):
        files.send_along(conn, "draft", "id-1", ["file"])


def test_a_file_belongs_to_one_submission(conn):
    files.add(conn, "file", b"sealed", "draft")
    files.send_along(conn, "draft", "id-1", ["file"])
    with pytest.raises(IntegrityError), conn.begin_nested():
        files.send_along(conn, "draft", "id-2", ["file"])


def test_a_sweep_takes_what_nobody_holds_and_nothing_else(conn):
    for name in ("dropped", "in the draft", "sent"):
        files.add(conn, name, b"sealed", "draft")
    files.send_along(conn, "draft", "id-1", ["sent"])
    files.drop(conn, "draft", "dropped")
    assert files.delete_loose(conn) == 1
    assert count(conn) == 2
    drafts.delete_draft(conn, "draft")
    assert files.delete_loose(conn) == 1
    assert files.body(conn, "id-1", "sent") == b"sealed"
    endings.end_expired(conn, bytes(32), DAY + timedelta(days=90))
    assert files.delete_loose(conn) == 1
    assert count(conn) == files.delete_loose(conn) == 0


def test_a_draft_cannot_drop_what_another_one_holds(conn):
    drafts.add(conn, "other", b"body", NOW + timedelta(hours=1))
    files.add(conn, "file", b"sealed", "other")
    files.drop(conn, "draft", "file")
    assert files.delete_loose(conn) == 0


def test_what_was_sent_outlives_a_change_of_mind_in_the_draft(conn):
    files.add(conn, "file", b"sealed", "draft")
    files.send_along(conn, "draft", "id-1", ["file"])
    files.drop(conn, "draft", "file")
    assert files.delete_loose(conn) == 0
