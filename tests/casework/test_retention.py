"""What is past its time goes, what is not stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from heard.casework.drafts import drafts as drafting
from heard.casework.drafts.draft import IDLE
from heard.casework.retention import Swept, sweep
from heard.casework.staff import sessions
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.records import messages
from heard.records import submissions as records
from heard.records.scope import EVERYTHING
from heard.records.tables import desk_sessions, draft_locks, drafts, part_keys, submissions
from heard.vault.drafts import new_token
from heard.vault.mailbox import prove_receipt
from tests.casework.founded import MORNING, TODAY

RECEIPT = "12345678901234567890"


@pytest.fixture
def filled(council):
    """One of each: a draft, a submission that expires in two days, somebody signed in."""
    drafting.begin(council.store, new_token(), YOUR_VIEWS, MORNING)
    council.send(expires=TODAY + timedelta(days=2))
    council.signed_in(council.add("ada", "administrator"))
    return council


def left(council):
    tables = (drafts, draft_locks, submissions, part_keys, desk_sessions)
    with council.store.read() as conn:
        return [conn.scalar(select(func.count()).select_from(each)) for each in tables]


def test_nothing_goes_before_its_time(filled):
    assert sweep(
        filled.store, filled.logbook, MORNING + sessions.IDLE - timedelta(minutes=1)
    ) == Swept(0, 0, 0)
    assert left(filled) == [1, 1, 1, 2, 1]


def test_a_session_goes_first_with_its_half_of_the_key(filled):
    assert sweep(filled.store, filled.logbook, MORNING + sessions.IDLE) == Swept(0, 0, 1)
    assert left(filled) == [1, 1, 1, 2, 0]


def test_a_draft_goes_with_its_locks_in_the_hour_after_it_died(filled):
    swept = sweep(filled.store, filled.logbook, MORNING + IDLE + timedelta(hours=1))
    assert swept == Swept(1, 0, 1)
    assert left(filled) == [0, 0, 1, 2, 0]


def test_a_submission_goes_with_its_keys_on_its_last_day_in_london(filled):
    midnight_in_winter = (MORNING + timedelta(days=2)).replace(hour=0, minute=0, second=0)
    sweep(filled.store, filled.logbook, midnight_in_winter - timedelta(seconds=1))
    assert left(filled) == [0, 0, 1, 2, 0]
    assert sweep(filled.store, filled.logbook, midnight_in_winter) == Swept(0, 1, 0)
    assert left(filled) == [0, 0, 0, 0, 0]


def test_what_was_taken_back_goes_unless_somebody_has_opened_it(filled):
    opened = filled.send(receipt=RECEIPT)
    with filled.store.write() as conn:
        take_back(conn, opened)
        records.mark_opened(conn, the_id(conn, opened))
    assert sweep(filled.store, filled.logbook, MORNING) == Swept(taken_back=1)
    assert left(filled) == [1, 1, 2, 4, 1]
    unopened = filled.send(receipt=RECEIPT[::-1])
    with filled.store.write() as conn:
        take_back(conn, unopened, RECEIPT[::-1])
    assert sweep(filled.store, filled.logbook, MORNING) == Swept(taken_back=1)
    assert left(filled) == [1, 1, 2, 4, 1]
    with filled.store.read() as conn:
        assert records.find_by_reference(conn, EVERYTHING, opened).state == "withdrawn"
        assert records.find_by_reference(conn, EVERYTHING, unopened) is None


def the_id(conn, reference):
    return records.find_by_reference(conn, EVERYTHING, reference).id


def test_sweeping_again_finds_nothing(filled):
    later = MORNING + timedelta(days=9)
    sweep(filled.store, filled.logbook, later)
    assert sweep(filled.store, filled.logbook, later) == Swept(0, 0, 0)


def take_back(conn, reference, receipt=RECEIPT):
    wrapped = conn.scalar(
        select(submissions.c.mailbox_wrapped).where(submissions.c.reference == reference)
    )
    proof = prove_receipt(receipt, wrapped)
    messages.take_back(conn, the_id(conn, reference), TODAY, proof)
