"""What families sent: stored once, opened, withdrawn, gone after its time."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from heard.records import waiting
from heard.records.database.engines import LOCK_NOT_AVAILABLE, LOCK_TIMEOUT, may_write
from heard.records.errors import NotAdded
from heard.records.references import new_reference
from heard.records.scope import Scope, within
from heard.records.tables import part_keys, submission_parts, submissions
from heard.records.waiting import Piece
from heard.vault.parts import SealedPart

# A drawn reference is taken about once in forty thousand times at a million submissions.
_TRIES = 5
# How long a family that takes something back at this moment is waited for.
_PATIENCE = "3s"


@dataclass(frozen=True)
class NewSubmission:
    """One sealed submission as casework hands it over; `parts` by the part's name.

    `answered` are the parts in which anything was answered: they wait to be read.
    """

    id: str
    form: str
    form_version: int
    language: str
    received: date
    urgent: bool
    expires: date
    receipt_hash: bytes
    mailbox_recipient: str
    mailbox_wrapped: bytes
    proof_hash: bytes
    parts: Mapping[str, SealedPart]
    answered: Set[str]


@dataclass(frozen=True)
class Summary:
    """A line of the inbox: only what stands in the clear."""

    sequence: int
    id: str
    reference: str
    form: str
    form_version: int
    language: str
    received: date
    state: str
    urgent: bool
    expires: date


@dataclass(frozen=True)
class Submission(Summary):
    """A whole submission, still sealed. `parts` holds those whose keys are still there, by name.

    `answered` are those in which the family answered anything.
    """

    opened: bool
    mailbox_recipient: str
    parts: Mapping[str, SealedPart]
    answered: Set[str]


@dataclass(frozen=True)
class Receipted:
    """What the family's own pages may know of a submission, for whoever holds its receipt."""

    id: str
    reference: str
    form: str
    form_version: int
    language: str
    received: date
    state: str
    opened: bool
    expires: date
    mailbox_recipient: str
    mailbox_wrapped: bytes


_SUMMARY = [submissions.c[name] for name in Summary.__dataclass_fields__]
_WHOLE = [*_SUMMARY, submissions.c.opened, submissions.c.mailbox_recipient]
# The public database role may select these columns and no others.
_RECEIPTED = [submissions.c[name] for name in Receipted.__dataclass_fields__]


def add(conn: Connection, new: NewSubmission) -> bool:
    """Store `new` with its parts and their keys; False when its receipt is already there.

    Two sends of one receipt at the same moment make one row: the second waits on the unique
    constraint until the first has committed (False) or failed (True). A False leaves nothing of
    the second send behind. Raises NotAdded when no free reference was found.
    """
    if _is_there(conn, new.receipt_hash):
        # Before a number is drawn: what is drawn and not used looks like something deleted.
        return False
    for _ in range(_TRIES):
        if _insert(conn, new, new_reference()):
            _insert_parts(conn, new)
            # Where nothing was answered at all somebody must still see that it came.
            pieces = [Piece(name) for name in new.parts if name in new.answered]
            waiting.begin(conn, new.id, pieces or [Piece("unit")], new.urgent)
            return True
        if _is_there(conn, new.receipt_hash):
            return False
    raise NotAdded("no free reference, or the submission's id is taken")


def _insert(conn: Connection, new: NewSubmission, reference: str) -> bool:
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    # No conflict target: a reference that is taken must not end the transaction either. No state
    # and, by inline(), no RETURNING: the public role may neither choose the one nor read the other.
    statement = (
        dialect.insert(submissions)
        .values(
            id=new.id,
            reference=reference,
            form=new.form,
            form_version=new.form_version,
            language=new.language,
            received=new.received,
            urgent=new.urgent,
            expires=new.expires,
            receipt_hash=new.receipt_hash,
            mailbox_recipient=new.mailbox_recipient,
            mailbox_wrapped=new.mailbox_wrapped,
            proof_hash=new.proof_hash,
        )
        .on_conflict_do_nothing()
        .inline()
        .execution_options(preserve_rowcount=True)
    )
    return conn.execute(statement).rowcount == 1


def _insert_parts(conn: Connection, new: NewSubmission) -> None:
    conn.execute(
        insert(submission_parts).inline(),
        [
            {
                "submission_id": new.id,
                "part": name,
                "body": part.body,
                "recipient": part.recipient,
                "answered": name in new.answered,
            }
            for name, part in new.parts.items()
        ],
    )
    conn.execute(
        insert(part_keys).inline(),
        [
            {
                "submission_id": new.id,
                "part": name,
                "key_id": part.key_id,
                "sealed_key": part.sealed_key,
            }
            for name, part in new.parts.items()
        ],
    )


def _is_there(conn: Connection, receipt_hash: bytes) -> bool:
    # Named columns only: the public role may not select the others, so not "*" either.
    of_receipt = select(submissions.c.id).where(submissions.c.receipt_hash == receipt_hash)
    return conn.execute(of_receipt).first() is not None


def by_receipt_hash(conn: Connection, receipt_hash: bytes) -> Receipted | None:
    """What the holder of a receipt may see, expired or not: the caller treats both alike."""
    row = conn.execute(
        select(*_RECEIPTED).where(submissions.c.receipt_hash == receipt_hash)
    ).one_or_none()
    return None if row is None else Receipted(**row._mapping)


def answered_parts(conn: Connection, id: str) -> set[str]:
    """The parts in which the family answered anything."""
    query = select(submission_parts.c.part).where(
        submission_parts.c.submission_id == id, submission_parts.c.answered.is_(True)
    )
    return set(conn.scalars(query))


def part_recipients(conn: Connection, id: str) -> dict[str, str]:
    """The public halves of the parts' own keys, by part: what is added is sealed to them."""
    rows = conn.execute(
        select(submission_parts.c.part, submission_parts.c.recipient).where(
            submission_parts.c.submission_id == id
        )
    )
    return {row.part: row.recipient for row in rows}


def find_by_reference(conn: Connection, scope: Scope, reference: str) -> Submission | None:
    """One submission with its sealed parts; None outside the scope. For the desk.

    In `Store.write()` it is held until the transaction ends: nobody else changes it meanwhile, and
    a family that takes it back at this moment waits, because the reference from `withdrawals`
    cannot be checked before.
    """
    query = select(*_WHOLE).where(within(scope), submissions.c.reference == reference)
    row = _held(conn, query) if may_write(conn) else conn.execute(query).one_or_none()
    if row is None:
        return None
    answered = answered_parts(conn, row.id)
    return Submission(**row._mapping, parts=_parts(conn, row.id), answered=answered)


def _held(conn: Connection, query: Select[Any]) -> Row[*tuple[Any, ...]] | None:
    """The row, held against everybody else; where somebody does not let go of it, against the desk.

    No page of a family holds it for as long. Whoever has broken into the family's process can, and
    must not keep the desk from opening it.
    """
    if conn.dialect.name != "postgresql":
        return conn.execute(query).one_or_none()
    try:
        with conn.begin_nested():
            conn.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}'"))
            row = conn.execute(query.with_for_update(of=submissions)).one_or_none()
            conn.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
            return row
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
    return conn.execute(query.with_for_update(of=submissions, key_share=True)).one_or_none()


def _parts(conn: Connection, id: str) -> dict[str, SealedPart]:
    """The parts that can still be opened: without its key a part is gone."""
    rows = conn.execute(
        select(
            submission_parts.c.part,
            submission_parts.c.body,
            submission_parts.c.recipient,
            part_keys.c.key_id,
            part_keys.c.sealed_key,
        )
        .join_from(submission_parts, part_keys)
        .where(submission_parts.c.submission_id == id)
    )
    return {
        row.part: SealedPart(row.body, row.recipient, row.key_id, row.sealed_key) for row in rows
    }


def mark_opened(conn: Connection, id: str) -> None:
    """Note that somebody has opened it: from then on taking it back does not delete it."""
    conn.execute(update(submissions).where(submissions.c.id == id).values(opened=True))


def is_opened(conn: Connection, id: str) -> bool:
    """Whether somebody has opened it; False as well when it is not there."""
    return bool(conn.scalar(select(submissions.c.opened).where(submissions.c.id == id)))
