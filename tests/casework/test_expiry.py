"""What is past its time goes, what is not stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from heard.casework import drafting, sessions
from heard.casework.expiry import Swept, sweep
from heard.journeys.your_views import YOUR_VIEWS
from heard.records.tables import desk_sessions, draft_locks, drafts, part_keys, submissions
from heard.vault.drafts import new_token
from tests.casework.founded import MORNING, TODAY


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
    assert sweep(filled.store, MORNING + sessions.IDLE - timedelta(minutes=1)) == Swept(0, 0, 0)
    assert left(filled) == [1, 1, 1, 2, 1]


def test_a_session_goes_first_with_its_half_of_the_key(filled):
    assert sweep(filled.store, MORNING + sessions.IDLE) == Swept(0, 0, 1)
    assert left(filled) == [1, 1, 1, 2, 0]


def test_a_draft_goes_with_its_locks_in_the_hour_after_it_died(filled):
    swept = sweep(filled.store, MORNING + drafting.IDLE + timedelta(hours=1))
    assert swept == Swept(1, 0, 1)
    assert left(filled) == [0, 0, 1, 2, 0]


def test_a_submission_goes_with_its_keys_on_its_last_day_in_london(filled):
    midnight_in_winter = (MORNING + timedelta(days=2)).replace(hour=0, minute=0, second=0)
    sweep(filled.store, midnight_in_winter - timedelta(seconds=1))
    assert left(filled) == [0, 0, 1, 2, 0]
    assert sweep(filled.store, midnight_in_winter) == Swept(0, 1, 0)
    assert left(filled) == [0, 0, 0, 0, 0]


def test_sweeping_again_finds_nothing(filled):
    later = MORNING + timedelta(days=9)
    sweep(filled.store, later)
    assert sweep(filled.store, later) == Swept(0, 0, 0)
