"""Sessions at the desk: who is signed in, and their unlocked key in two halves."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from heard.casework.errors import SessionEnded
from heard.records import desk_sessions, keys, staff
from heard.records.database.store import Store
from heard.records.desk_sessions import DeskSession
from heard.records.staff import StaffMember
from heard.records.times import whole_minute
from heard.vault.errors import CannotOpen
from heard.vault.staff.halves import join, split

#: After so long without a page the key is forgotten.
IDLE = timedelta(minutes=20)
#: After so long it is forgotten in any case: a working day.
LONGEST = timedelta(hours=10)


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in, with their unlocked private key.

    `holds` names the kinds of the council's keys that are wrapped for them ("unit", "chairs").
    `session` is the mark by which the log tells one sign-in from another; it leads nowhere.
    """

    staff_id: str
    name: str
    full_name: str
    role: str
    holds: frozenset[str]
    session: str
    identity: str = field(repr=False)


def begin(conn: Connection, staff_id: str, identity: str, now: datetime) -> bytes:
    """Start a session; return the half for the cookie, which is stored nowhere else."""
    cookie_half, stored_half = split(identity.encode("ascii"))
    desk_sessions.add(conn, _lookup(cookie_half), staff_id, stored_half, now)
    return cookie_half


def resume(store: Store, cookie_half: bytes, now: datetime, *, used: bool = True) -> SignedIn:
    """Return who is signed in, or raise SessionEnded and forget the key.

    With `used` the idle time begins anew.
    """
    lookup = _lookup(cookie_half)
    with store.read() as conn:
        session = desk_sessions.find(conn, lookup)
        member = staff.find(conn, session.staff_id) if session else None
        held = keys.held_by(conn, member.id).values() if member else ()
    if session is None or member is None:
        raise SessionEnded
    if _timed_out(session, now) or not member.active:
        sign_out(store, cookie_half)
        raise SessionEnded
    holds = frozenset(key.kind for key in held)
    signed_in = _joined(member, holds, cookie_half, session.stored_half)
    if used and whole_minute(now) > session.last_seen:
        with store.write() as conn:
            desk_sessions.touch(conn, lookup, now)
    return signed_in


def sign_out(store: Store, cookie_half: bytes) -> None:
    """Forget the key of a session. It is no error when there is none."""
    with store.write() as conn:
        desk_sessions.end(conn, _lookup(cookie_half))
    store.settle_deletions()


def forget_timed_out(conn: Connection, now: datetime) -> int:
    """Forget the keys of all sessions whose time is over; how many they were."""
    return desk_sessions.delete_expired(conn, now - IDLE, now - LONGEST)


def _timed_out(session: DeskSession, now: datetime) -> bool:
    return now - session.last_seen >= IDLE or now - session.started >= LONGEST


def _joined(
    member: StaffMember, holds: frozenset[str], cookie_half: bytes, stored_half: bytes
) -> SignedIn:
    try:
        identity = join(cookie_half, stored_half).decode("ascii")
    except (CannotOpen, UnicodeDecodeError):
        raise SessionEnded from None
    return SignedIn(
        member.id, member.name, member.full_name, member.role, holds, _mark(cookie_half), identity
    )


def _lookup(cookie_half: bytes) -> bytes:
    return hashlib.blake2b(cookie_half, digest_size=32, person=b"desk session").digest()


def _mark(cookie_half: bytes) -> str:
    return hashlib.blake2b(cookie_half, digest_size=8, person=b"session in log").hexdigest()
