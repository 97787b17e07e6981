"""Sessions at the desk: who is signed in, and their key, which only the agent joins and uses."""

import hashlib
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from heard.casework.errors import SessionEnded
from heard.records import desk_sessions, keys, staff
from heard.records.database.store import Store
from heard.records.desk_sessions import DeskSession
from heard.records.times import whole_minute
from heard.vault.agent.client import Agent, LockedKey
from heard.vault.staff.halves import Pieces

log = logging.getLogger("heard")

#: After so long without a page the key is forgotten.
IDLE = timedelta(minutes=20)
#: After so long it is forgotten in any case: a working day.
LONGEST = timedelta(hours=10)


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in. Their private key is used through `key`, and never seen.

    `holds` names the kinds of the council's keys that are wrapped for them ("unit", "chairs").
    `session` is the mark by which the log tells one sign-in from another; it leads nowhere.
    """

    staff_id: str
    name: str
    full_name: str
    role: str
    holds: frozenset[str]
    session: str
    key: LockedKey = field(repr=False)


def start_agent() -> Agent:
    """Start the process in which the keys of all sessions are used."""
    return Agent.start(IDLE, LONGEST)


def begin(conn: Connection, staff_id: str, pieces: Pieces, now: datetime) -> None:
    """Start a session. The half for the cookie is stored nowhere."""
    desk_sessions.add(conn, _lookup(pieces.cookie_half), staff_id, pieces.stored_half, now)


def resume(
    store: Store, agent: Agent, cookie_half: bytes, now: datetime, *, used: bool = True
) -> SignedIn:
    """Return who is signed in, or raise SessionEnded and forget the key.

    With `used` the idle time begins anew. AgentFailed where it cannot be known.
    """
    lookup = _lookup(cookie_half)
    with store.read() as conn:
        session = desk_sessions.find(conn, lookup)
        member = staff.find(conn, session.staff_id) if session else None
        held = keys.held_by(conn, member.id).values() if member else ()
    if session is None or member is None:
        raise SessionEnded
    stored_half = session.stored_half
    if (
        _timed_out(session, now)
        or not member.active
        or not agent.knows(cookie_half, stored_half, member.id, used=used)
    ):
        sign_out(store, agent, cookie_half)
        raise SessionEnded
    if used and whole_minute(now) > session.last_seen:
        # On a full disk the session ends a little early; it must still be possible to end it.
        with suppress(OperationalError), store.write() as conn:
            desk_sessions.touch(conn, lookup, now)
    return SignedIn(
        staff_id=member.id,
        name=member.name,
        full_name=member.full_name,
        role=member.role,
        holds=frozenset(key.kind for key in held),
        session=_mark(cookie_half),
        key=LockedKey(agent, cookie_half, stored_half),
    )


def sign_out(store: Store, agent: Agent, cookie_half: bytes) -> None:
    """Forget the key of a session, in all its pieces. It is no error when there is none.

    The agent's first: without that the others open nothing, even where they cannot be deleted. Then
    the sweep deletes them, once it can.
    """
    agent.forget(cookie_half)
    try:
        store.free(lambda conn: desk_sessions.end(conn, _lookup(cookie_half)))
        store.settle_deletions()
    except OperationalError as error:
        log.error("a session is over, and what it left was not deleted: %s", type(error).__name__)


def forget_timed_out(conn: Connection, now: datetime) -> int:
    """Forget the keys of all sessions whose time is over; how many they were."""
    return desk_sessions.delete_expired(conn, now - IDLE, now - LONGEST)


def _timed_out(session: DeskSession, now: datetime) -> bool:
    return now - session.last_seen >= IDLE or now - session.started >= LONGEST


def _lookup(cookie_half: bytes) -> bytes:
    return hashlib.blake2b(cookie_half, digest_size=32, person=b"desk session").digest()


def _mark(cookie_half: bytes) -> str:
    return hashlib.blake2b(cookie_half, digest_size=8, person=b"session in log").hexdigest()
