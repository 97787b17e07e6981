"""Deleting submissions, each with a row of the ledger that says why.

What is not what it was when the desk took it up is not deleted: it is what somebody wanted to be
taken for something that has expired, or was taken back. What somebody holds is left for later, so
that nothing waits for whoever holds it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select, text
from sqlalchemy.exc import OperationalError

from heard.records import ledger
from heard.records.database.engines import LOCK_NOT_AVAILABLE
from heard.records.tables import submissions

#: So many are ended in one transaction: others want to write too.
BATCH = 200
# How long the rows that go with one submission are waited for, where somebody holds them.
_PATIENCE = "500ms"


@dataclass(frozen=True)
class Ended:
    """What was deleted, and the ids of what was left because it is not what it was.

    `last` is the number of the last one that was looked at; None where there were none.
    """

    gone: tuple[Row[*tuple[Any, ...]], ...]
    changed: frozenset[str]
    last: int | None


def end_expired(conn: Connection, key: bytes, today: date, after: int = 0) -> Ended:
    """Delete what has expired by `today`, keys and all: the first BATCH after a number."""
    return _end(conn, key, ledger.EXPIRED, submissions.c.expires <= today, after)


def end_taken_back(conn: Connection, key: bytes, ids: Collection[str]) -> Ended:
    """Delete what was taken back and nobody has opened. That it was asked for has been proven."""
    unopened = submissions.c.id.in_(ids) & submissions.c.opened.is_(False)
    return _end(conn, key, ledger.TAKEN_BACK, unopened, 0)


def _end(conn: Connection, key: bytes, why: str, which: ColumnElement[bool], after: int) -> Ended:
    query = (
        select(submissions.c.id, submissions.c.sequence)
        .where(which, submissions.c.sequence > after)
        .order_by(submissions.c.sequence)
        .limit(BATCH)
        # Before the ledger: whoever opens one holds it first, and then waits for the ledger.
        .with_for_update(skip_locked=True)
    )
    found = conn.execute(query).all()
    if not found:
        return Ended((), frozenset(), None)
    changed = ledger.changed(conn, key, [row.id for row in found])
    gone = [
        row
        for id, _ in found
        if id not in changed
        and (row := _delete(conn, (submissions.c.id == id) & which)) is not None
    ]
    ledger.end(conn, key, [row.sequence for row in gone], why)
    return Ended(tuple(gone), frozenset(changed), found[-1].sequence)


def _delete(conn: Connection, which: ColumnElement[bool]) -> Row[*tuple[Any, ...]] | None:
    """Delete one with all that belongs to it; None where somebody holds any of it."""
    columns = [submissions.c[name] for name in ("id", "sequence", "reference", "form", "received")]
    try:
        with conn.begin_nested():
            if conn.dialect.name == "postgresql":
                conn.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}'"))
            return conn.execute(delete(submissions).where(which).returning(*columns)).one_or_none()
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        return None
