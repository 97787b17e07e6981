"""The pages of a browser that answered its posts. Times are aware datetimes."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from heard.records.tables import kept_pages
from heard.records.times import next_whole_hour, whole_hour


def keep(conn: Connection, owner: bytes, place: bytes, body: bytes, expires: datetime) -> None:
    """Store a page in place of the one that stood there."""
    throw_away(conn, owner, place)
    conn.execute(
        insert(kept_pages)
        .values(owner=owner, place=place, body=body, expires_hour=next_whole_hour(expires))
        .inline()
    )


def find(conn: Connection, owner: bytes, place: bytes) -> bytes | None:
    """The page as it is stored; None where there is none."""
    return conn.scalar(
        select(kept_pages.c.body).where(kept_pages.c.owner == owner, kept_pages.c.place == place)
    )


def throw_away(conn: Connection, owner: bytes, place: bytes) -> None:
    """Delete one page."""
    conn.execute(delete(kept_pages).where(kept_pages.c.owner == owner, kept_pages.c.place == place))


def throw_all_away(conn: Connection, owner: bytes) -> None:
    """Delete all pages of a browser."""
    conn.execute(delete(kept_pages).where(kept_pages.c.owner == owner))


def delete_expired(conn: Connection, now: datetime) -> int:
    """Delete all whose time has passed; how many they were."""
    passed = kept_pages.c.expires_hour <= whole_hour(now)
    return conn.execute(delete(kept_pages).where(passed)).rowcount
