"""Sessions: a key in three pieces, forgotten in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from heard.casework.errors import SessionEnded
from heard.casework.retention import sweep
from heard.casework.staff import sessions
from heard.casework.staff.sessions import IDLE, LONGEST, resume, sign_out, start_agent
from heard.records.tables import desk_sessions
from heard.vault.agent.errors import UnknownSession
from heard.vault.errors import CannotOpen
from heard.vault.staff.reply_drafts import DraftIdentity
from tests.casework.founded import MORNING
from tests.support.agents import agent

MINUTE = timedelta(minutes=1)


@pytest.fixture
def half(council):
    return council.half(council.add("sam", "chair"))


def stored(council):
    with council.store.read() as conn:
        return list(conn.scalars(select(desk_sessions.c.stored_half)))


def opens(key):
    """Whether the agent joins the pieces of a key, and uses it."""
    whose = DraftIdentity("sam", "ABCD-EFGH")
    try:
        return key.open_draft(key.seal_draft(whose, {"words": ["a"]}), whose) == {"words": ["a"]}
    except (CannotOpen, UnknownSession):
        return False


def test_all_pieces_together_open_with_the_persons_key(council, half):
    signed_in = resume(council.store, agent(), half, MORNING)
    assert opens(signed_in.key)
    assert str(half) not in repr(signed_in)


def test_neither_half_opens(council, half):
    key = resume(council.store, agent(), half, MORNING).key
    (stored_half,) = stored(council)
    for wrong in (bytes(32), stored_half[1:33], half[::-1]):
        assert not opens(replace(key, cookie_half=wrong))
        with pytest.raises(SessionEnded):
            resume(council.store, agent(), wrong, MORNING)
    for wrong in (b"", bytes(32), bytes(len(stored_half)), stored_half[::-1]):
        assert not opens(replace(key, stored_half=wrong))


def test_both_halves_open_nothing_once_the_agent_has_forgotten_its_share(council, half):
    """Whoever finds them in a backup, in a browser or in a process that was kept."""
    key = resume(council.store, agent(), half, MORNING).key
    row = desk_sessions.insert().values(whole_row(council))
    sign_out(council.store, agent(), half)
    assert not opens(key)
    with council.store.write() as conn:
        conn.execute(row)
    with pytest.raises(SessionEnded):
        resume(council.store, agent(), half, MORNING)


def test_another_agent_opens_nothing_with_them(council, half):
    key = resume(council.store, agent(), half, MORNING).key
    another = start_agent()
    assert not opens(replace(key, agent=another))
    assert opens(key)


def whole_row(council):
    with council.store.read() as conn:
        return dict(conn.execute(select(desk_sessions)).one()._mapping)


def test_the_cookies_half_is_not_in_the_database(council, half):
    with council.store.read() as conn:
        row = conn.execute(select(desk_sessions)).one()
    assert all(half not in value for value in row if isinstance(value, bytes))


def test_signing_out_forgets_the_key(council, half):
    sign_out(council.store, agent(), half)
    assert stored(council) == []
    with pytest.raises(SessionEnded):
        resume(council.store, agent(), half, MORNING)


def test_a_session_left_alone_is_over_and_its_key_forgotten(council, half):
    with pytest.raises(SessionEnded):
        resume(council.store, agent(), half, MORNING + IDLE)
    assert stored(council) == []
    with pytest.raises(SessionEnded):
        resume(council.store, agent(), half, MORNING)


def test_a_session_in_use_goes_on(council, half):
    now = MORNING
    for _ in range(5):
        now += IDLE - MINUTE
        assert resume(council.store, agent(), half, now).name == "sam"


def test_looking_whether_a_session_lives_does_not_keep_it_alive(council, half):
    resume(council.store, agent(), half, MORNING + IDLE - MINUTE, used=False)
    with pytest.raises(SessionEnded):
        resume(council.store, agent(), half, MORNING + IDLE)


def test_a_working_day_later_even_a_busy_session_is_over(council, half):
    now = MORNING
    while now < MORNING + LONGEST - IDLE:
        now += IDLE - MINUTE
        resume(council.store, agent(), half, now)
    with pytest.raises(SessionEnded):
        resume(council.store, agent(), half, MORNING + LONGEST)
    assert stored(council) == []


def test_the_sweep_forgets_keys_whose_browser_never_asks_again(council, half):
    assert sweep(council.store, council.logbook, MORNING + IDLE - MINUTE).sessions == 0
    assert resume(council.store, agent(), half, MORNING + IDLE - MINUTE, used=False)
    assert sweep(council.store, council.logbook, MORNING + IDLE).sessions == 1
    assert stored(council) == []


def test_a_changed_half_in_the_database_ends_the_session(council, half):
    with council.store.write() as conn:
        conn.execute(desk_sessions.update().values(stored_half=b"\x01" + bytes(90)))
    with pytest.raises(SessionEnded):
        resume(council.store, agent(), half, MORNING)


def test_one_persons_half_does_not_open_another_persons_session(council, half):
    other = council.half(council.add("kim", "administrator"))
    with council.store.write() as conn:
        lookup = sessions._lookup(half)
        conn.execute(desk_sessions.delete().where(desk_sessions.c.lookup == lookup))
        conn.execute(desk_sessions.update().values(lookup=lookup))
    for each in (half, other):
        with pytest.raises(SessionEnded):
            resume(council.store, agent(), each, MORNING)
