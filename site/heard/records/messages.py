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

from sqlalchemy import Column, Connection, Row, Select, Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from heard.records import endings, taken_back, waiting
from heard.records.tables import (
    additions,
    replies,
    submission_parts,
    submissions,
    withdrawals,
)
from heard.records.taken_back import TakenBack
from heard.records.waiting import Piece
from heard.vault.parts import LISTED
from heard.vault.receipts import hash_of_proof

_ID = re.compile(r"[0-9]{4}-[0-9a-f]{30}")


@dataclass(frozen=True)
class StoredMessage:
    """One message, still sealed. `part` is the name of the part whose key opens it at the desk."""

    id: str
    part: str
    day: date
    body: bytes
    urgent: bool = False

    @property
    def outside(self) -> dict[str, str]:
        """What of an addition stands in the clear, as it is sealed beside its words too."""
        return {"received": self.day.isoformat(), "urgent": "yes" if self.urgent else "no"}


@dataclass(frozen=True)
class Added:
    """What may be known of an addition in the clear."""

    id: str
    part: str
    day: date
    urgent: bool


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
    """Store what a family adds, and let it wait to be read; False when it is there already."""
    values = {"id": new.id, "part": new.part, "received": new.day, "body": new.body}
    if not _add(conn, additions, submission_id=submission_id, urgent=new.urgent, **values):
        return False
    waiting.begin(conn, submission_id, [Piece(new.part, new.id)], new.urgent)
    return True


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
    query = _in_order(replies, replies.c.written, submission_id)
    return [StoredMessage(**row._mapping) for row in conn.execute(query)]


def additions_to(conn: Connection, submission_id: str) -> list[StoredMessage]:
    """What the family added, in the order in which it came. For the desk."""
    query = _in_order(additions, additions.c.received, submission_id)
    rows = conn.execute(query.add_columns(additions.c.urgent))
    return [StoredMessage(**row._mapping) for row in rows]


def answered(conn: Connection, ids: Collection[str]) -> set[str]:
    """Which of these submissions have a reply."""
    query = select(replies.c.submission_id).where(replies.c.submission_id.in_(ids)).distinct()
    return set(conn.scalars(query))


def added_to(conn: Connection, submission_id: str) -> list[Added]:
    """What may be known of each addition without opening it, the first one first."""
    day = additions.c.received
    query = (
        select(additions.c.id, additions.c.part, day.label("day"), additions.c.urgent)
        .where(additions.c.submission_id == submission_id)
        .order_by(day, additions.c.id)
    )
    return [Added(**row._mapping) for row in conn.execute(query)]


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
    rows = conn.execute(_WISHES.where(withdrawals.c.submission_id == submission_id))
    return min((row.asked for row in rows if _proven(row)), default=None)


def wished(conn: Connection, ids: Collection[str] | None = None) -> bool:
    """Whether the family of any of these, or of any at all, wants it taken back.

    What the desk has done already does not count.
    """
    of_these = () if ids is None else (submissions.c.id.in_(ids),)
    return any(_proven(row) for row in conn.execute(_open_wishes().where(*of_these)))


@dataclass(frozen=True)
class Fulfilled:
    """How many were deleted or marked; `changed` are left, because their rows were changed."""

    number: int
    changed: frozenset[str]


def fulfil(conn: Connection, chain_key: bytes) -> Fulfilled:
    """Do what families asked for: delete what nobody has opened, mark the rest as withdrawn.

    Of what is deleted a row is left for a while (`taken_back`), and one in the ledger.
    """
    asked = {row.id: row.asked for row in conn.execute(_open_wishes()) if _proven(row)}
    if not asked:
        return Fulfilled(0, frozenset())
    had = conn.execute(
        select(submission_parts.c.submission_id, submission_parts.c.part).where(
            submission_parts.c.submission_id.in_(asked), submission_parts.c.part.in_(LISTED)
        )
    )
    part = {row.submission_id: row.part for row in had}
    ended = endings.end_taken_back(conn, chain_key, asked)
    taken_back.remember(
        conn,
        [
            TakenBack(row.reference, row.form, row.received, asked[row.id], part[row.id])
            for row in ended.gone
        ],
    )
    return Fulfilled(len(ended.gone) + mark_taken_back(conn, asked), ended.changed)


def mark_taken_back(conn: Connection, ids: Collection[str]) -> int:
    """Mark what somebody had opened as withdrawn; how many. It need not be read any more."""
    opened = (submissions.c.id.in_(ids), submissions.c.opened.is_(True))
    marked = list(conn.scalars(select(submissions.c.id).where(*opened)))
    conn.execute(update(submissions).where(*opened).values(state="withdrawn"))
    waiting.end_taken_back(conn, marked)
    return len(marked)


def drop_unproven(conn: Connection) -> int:
    """Delete wishes that whoever added them had no number for; how many they were."""
    false = [(row.id, row.proof) for row in conn.execute(_WISHES) if not _proven(row)]
    for id, proof in false:
        mine = (withdrawals.c.submission_id == id, withdrawals.c.proof == proof)
        conn.execute(delete(withdrawals).where(*mine))
    return len(false)


def _open_wishes() -> Select[Any]:
    return _WISHES.where(submissions.c.state != "withdrawn")


_WISHES = select(
    submissions.c.id,
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


def _in_order(table: Table, day: Column[date], submission_id: str) -> Select[Any]:
    return (
        select(table.c.id, table.c.part, day.label("day"), table.c.body)
        .where(table.c.submission_id == submission_id)
        .order_by(day, table.c.id)
    )
