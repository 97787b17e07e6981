"""What follows a submission: replies of staff, additions of the family, the wish to take it back.

All of it is gone with the submission. Days are days in London and nothing finer; the order within
a day comes from the id. The family's database role reads replies, counts additions and never sees
one again, and cannot undo a wish to take something back.
"""

import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from heard.records.tables import additions, replies, submissions, withdrawals
from heard.vault.receipts import hash_of_proof

_ID = re.compile(r"[0-9]{4}-[0-9a-f]{30}")


@dataclass(frozen=True)
class StoredMessage:
    """One message, still sealed. `part` is the name of the part whose key opens it at the desk."""

    id: str
    part: str
    day: date
    body: bytes


def new_message_id(place: int) -> str:
    """Draw an id for the message that comes after `place` others, as its writer sees them.

    It is drawn with the page on which the message is written, so that posting the page again
    stores nothing twice.
    """
    return f"{min(place, 9999):04}-{secrets.token_hex(15)}"


def is_message_id(text: str) -> bool:
    """Whether this is an id as `new_message_id` draws them; it may come from a browser."""
    return _ID.fullmatch(text) is not None


def add_reply(conn: Connection, submission_id: str, new: StoredMessage) -> bool:
    """Store a reply of staff; False when it is there already."""
    values = {"id": new.id, "part": new.part, "written": new.day, "body": new.body}
    return _add(conn, replies, submission_id=submission_id, **values)


def add_addition(conn: Connection, submission_id: str, new: StoredMessage) -> bool:
    """Store what a family adds; False when it is there already."""
    values = {"id": new.id, "part": new.part, "received": new.day, "body": new.body}
    return _add(conn, additions, submission_id=submission_id, **values)


def how_many(conn: Connection, submission_id: str) -> int:
    """How many messages there are, of staff and family together."""
    counts = [
        select(func.count()).where(table.c.submission_id == submission_id)
        for table in (replies, additions)
    ]
    return sum(conn.scalar(count) or 0 for count in counts)


def is_there(conn: Connection, id: str) -> bool:
    """Whether a reply with this id is stored."""
    return conn.scalar(select(replies.c.id).where(replies.c.id == id)) is not None


def place_of(id: str) -> int:
    """After how many messages this one was begun, as its writer saw them; see `new_message_id`."""
    return int(id[:4])


def replies_to(conn: Connection, submission_id: str) -> list[StoredMessage]:
    """The replies of staff, in the order in which they were written."""
    return _stored(conn, replies, "written", submission_id)


def additions_to(conn: Connection, submission_id: str) -> list[StoredMessage]:
    """What the family added, in the order in which it came. For the desk."""
    return _stored(conn, additions, "received", submission_id)


def answered(conn: Connection, ids: Collection[str]) -> set[str]:
    """Which of these submissions have a reply."""
    query = select(replies.c.submission_id).where(replies.c.submission_id.in_(ids)).distinct()
    return set(conn.scalars(query))


def days_of_additions(conn: Connection, submission_id: str) -> list[date]:
    """The day of each addition, the first one first."""
    query = (
        select(additions.c.received)
        .where(additions.c.submission_id == submission_id)
        .order_by(additions.c.received)
    )
    return list(conn.scalars(query))


def take_back(conn: Connection, submission_id: str, asked: date, proof: bytes) -> None:
    """Note that the family wants it taken back. The desk's process does it; see `fulfil`.

    `proof` shows that the receipt number is known (`vault.mailbox.prove_receipt`); without the
    right one the wish counts for nothing. On PostgreSQL the new row's reference waits for whoever
    holds the submission (`submissions.find_by_reference`), so that what is read of it afterwards is
    what they have left.
    """
    _add(conn, withdrawals, submission_id=submission_id, asked=asked, proof=proof)


def taken_back_on(conn: Connection, submission_id: str) -> date | None:
    """The day on which the family wanted it taken back, or None."""
    row = conn.execute(_WISHES.where(withdrawals.c.submission_id == submission_id)).one_or_none()
    return row.asked if row and _proven(row) else None


def fulfil(conn: Connection) -> int:
    """Do what families asked for: delete what nobody has opened, mark the rest as withdrawn.

    Returns how many were deleted or marked.
    """
    wishes = conn.execute(_WISHES.where(submissions.c.state != "withdrawn")).all()
    asked = [row.submission_id for row in wishes if _proven(row)]
    if not asked:
        return 0
    gone = delete(submissions).where(submissions.c.id.in_(asked), submissions.c.opened.is_(False))
    kept = update(submissions).where(submissions.c.id.in_(asked)).values(state="withdrawn")
    return conn.execute(gone).rowcount + conn.execute(kept).rowcount


_WISHES = select(
    withdrawals.c.submission_id,
    withdrawals.c.asked,
    withdrawals.c.proof,
    submissions.c.proof_hash,
).join_from(withdrawals, submissions)


def _proven(wish: Row[*tuple[Any, ...]]) -> bool:
    return hmac.compare_digest(hash_of_proof(wish.proof), wish.proof_hash)


def _add(conn: Connection, table: Table, **values: object) -> bool:
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    # By inline() no RETURNING: the public role may not read what it has added.
    statement = (
        dialect.insert(table)
        .values(**values)
        .on_conflict_do_nothing()
        .inline()
        .execution_options(preserve_rowcount=True)
    )
    return conn.execute(statement).rowcount == 1


def _stored(conn: Connection, table: Table, day: str, submission_id: str) -> list[StoredMessage]:
    query = (
        select(table.c.id, table.c.part, table.c[day].label("day"), table.c.body)
        .where(table.c.submission_id == submission_id)
        .order_by(table.c[day], table.c.id)
    )
    return [StoredMessage(**row._mapping) for row in conn.execute(query)]
