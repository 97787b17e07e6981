"""Sign-ins at the desk. Times are aware datetimes, kept to the whole minute."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from heard.records.tables import desk_sessions
from heard.records.times import whole_minute


@dataclass(frozen=True)
class DeskSession:
    """One sign-in. `stored_half` is half of the unlocked key; the cookie holds the other."""

    staff_id: str
    stored_half: bytes
    last_seen: datetime
    started: datetime


def add(conn: Connection, lookup: bytes, staff_id: str, stored_half: bytes, now: datetime) -> None:
    """Begin a session. `lookup` is the hash of what the cookie holds."""
    minute = whole_minute(now)
    conn.execute(
        insert(desk_sessions)
        .values(
            lookup=lookup,
            staff_id=staff_id,
            stored_half=stored_half,
            last_seen=minute,
            started=minute,
        )
        .inline()
    )


def find(conn: Connection, lookup: bytes) -> DeskSession | None:
    """The session; the desk decides whether it has been idle for too long."""
    columns = desk_sessions.c
    row = conn.execute(
        select(columns.staff_id, columns.stored_half, columns.last_seen, columns.started).where(
            columns.lookup == lookup
        )
    ).one_or_none()
    return None if row is None else DeskSession(**row._mapping)


def touch(conn: Connection, lookup: bytes, now: datetime) -> None:
    """Note that the session was used. The desk need not write twice in one minute."""
    conn.execute(
        update(desk_sessions)
        .where(desk_sessions.c.lookup == lookup)
        .values(last_seen=whole_minute(now))
    )


def end(conn: Connection, lookup: bytes) -> None:
    """Sign out."""
    conn.execute(delete(desk_sessions).where(desk_sessions.c.lookup == lookup))


def end_all(conn: Connection, staff_id: str) -> int:
    """Sign a person out everywhere; how many sessions they had."""
    return conn.execute(delete(desk_sessions).where(desk_sessions.c.staff_id == staff_id)).rowcount


def delete_expired(conn: Connection, idle_since: datetime, started_before: datetime) -> int:
    """Delete sessions last used, or begun, at these minutes or earlier; how many they were."""
    return conn.execute(
        delete(desk_sessions).where(
            or_(
                desk_sessions.c.last_seen <= whole_minute(idle_since),
                desk_sessions.c.started <= whole_minute(started_before),
            )
        )
    ).rowcount
