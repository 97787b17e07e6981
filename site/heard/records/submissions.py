"""What families sent: stored once, opened, withdrawn, gone after its time."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Select, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from heard.records.database.engines import may_write
from heard.records.errors import NotAdded
from heard.records.references import new_reference
from heard.records.scope import Scope, within
from heard.records.tables import PARTS, part_keys, submissions

# A drawn reference is taken about once in forty thousand times at a million submissions.
_TRIES = 5


@dataclass(frozen=True)
class NewSubmission:
    """One sealed submission as casework hands it over.

    `parts` holds the sealed answers, `keys` their sealed keys and `recipients` the public halves of
    these keys, all by "unit" and "chair".
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
    parts: dict[str, bytes]
    keys: dict[str, bytes]
    recipients: dict[str, str]


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
    read_on: date | None
    expires: date


@dataclass(frozen=True)
class Submission(Summary):
    """A whole submission, still sealed. `parts` and `recipients` hold "unit" and "chair".

    A recipient is empty where it was sent before there were any.
    """

    opened: bool
    chair_read_on: date | None
    confirmed_on: date | None
    mailbox_recipient: str
    parts: dict[str, bytes]
    recipients: dict[str, str]


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
    read_on: date | None
    chair_read_on: date | None
    confirmed_on: date | None
    expires: date
    mailbox_recipient: str
    mailbox_wrapped: bytes
    unit_recipient: str
    chair_recipient: str
    proof_hash: bytes | None

    @property
    def recipients(self) -> dict[str, str]:
        """The public keys that additions are sealed to, by part; empty where there were none."""
        return {"unit": self.unit_recipient, "chair": self.chair_recipient}


_SUMMARY = [submissions.c[name] for name in Summary.__dataclass_fields__]
_WHOLE = [
    *_SUMMARY,
    submissions.c.opened,
    submissions.c.chair_read_on,
    submissions.c.confirmed_on,
    submissions.c.mailbox_recipient,
    submissions.c.unit_part,
    submissions.c.chair_part,
    submissions.c.unit_recipient,
    submissions.c.chair_recipient,
]
# The public database role may select these columns and no others.
_RECEIPTED = [submissions.c[name] for name in Receipted.__dataclass_fields__]


def add(conn: Connection, new: NewSubmission) -> bool:
    """Store `new` with its two part keys; False when its receipt is already there.

    Two sends of one receipt at the same moment make one row: the second waits on the unique
    constraint until the first has committed (False) or failed (True). A False leaves nothing of
    the second send behind. Raises NotAdded when no free reference was found.
    """
    for _ in range(_TRIES):
        if _insert(conn, new, new_reference()):
            conn.execute(
                insert(part_keys).inline(),
                [
                    {"submission_id": new.id, "part": part, "sealed_key": new.keys[part]}
                    for part in PARTS
                ],
            )
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
            unit_part=new.parts["unit"],
            chair_part=new.parts["chair"],
            unit_recipient=new.recipients["unit"],
            chair_recipient=new.recipients["chair"],
        )
        .on_conflict_do_nothing()
        .inline()
        .execution_options(preserve_rowcount=True)
    )
    return conn.execute(statement).rowcount == 1


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


def find(conn: Connection, id: str) -> Submission | None:
    """One submission with its sealed parts. For the desk."""
    return _one(conn, select(*_WHOLE).where(submissions.c.id == id))


def find_by_reference(conn: Connection, scope: Scope, reference: str) -> Submission | None:
    """As `find`, by the reference that staff type; None outside the scope. For the desk.

    In `Store.write()` it is held until the transaction ends: nobody else changes it meanwhile, and
    a family that takes it back at this moment waits, because the reference from `withdrawals`
    cannot be checked before.
    """
    query = select(*_WHOLE).where(within(scope), submissions.c.reference == reference)
    return _one(conn, query.with_for_update(of=submissions) if may_write(conn) else query)


def _one(conn: Connection, query: Select) -> Submission | None:
    row = conn.execute(query).one_or_none()
    if row is None:
        return None
    fields = dict(row._mapping)
    parts = {part: fields.pop(f"{part}_part") for part in PARTS}
    recipients = {part: fields.pop(f"{part}_recipient") for part in PARTS}
    return Submission(**fields, parts=parts, recipients=recipients)


def part_key(conn: Connection, id: str, part: str) -> bytes | None:
    """The sealed key of one part; None when the submission, or its key, is gone."""
    return conn.scalar(
        select(part_keys.c.sealed_key).where(
            part_keys.c.submission_id == id, part_keys.c.part == part
        )
    )


def mark_read(conn: Connection, id: str, day: date) -> bool:
    """Note that a person read it on `day`; False when it was not waiting to be read."""
    result = conn.execute(
        update(submissions)
        .where(submissions.c.id == id, submissions.c.state == "sent")
        .values(state="read", read_on=day, opened=True)
    )
    return result.rowcount == 1


def mark_read_by_chair(conn: Connection, id: str, day: date) -> bool:
    """Note that somebody who holds the chairs' key read it on `day`.

    False, and nothing is changed, when that was noted before or it is withdrawn.
    """
    result = conn.execute(
        update(submissions)
        .where(
            submissions.c.id == id,
            submissions.c.chair_read_on.is_(None),
            submissions.c.state != "withdrawn",
        )
        .values(chair_read_on=day, opened=True)
    )
    return result.rowcount == 1


def mark_opened(conn: Connection, id: str) -> None:
    """Note that somebody has opened it: from then on taking it back does not delete it."""
    conn.execute(update(submissions).where(submissions.c.id == id).values(opened=True))


def is_opened(conn: Connection, id: str) -> bool:
    """Whether somebody has opened it; False as well when it is not there."""
    return bool(conn.scalar(select(submissions.c.opened).where(submissions.c.id == id)))


def confirm(conn: Connection, id: str, day: date) -> None:
    """Note that a person said on `day` that what was asked for is arranged."""
    conn.execute(update(submissions).where(submissions.c.id == id).values(confirmed_on=day))


def set_state(conn: Connection, id: str, state: str) -> bool:
    """Set the state to "sent", "read" or "withdrawn"; False when there is no such submission."""
    result = conn.execute(update(submissions).where(submissions.c.id == id).values(state=state))
    return result.rowcount == 1


def delete_unopened(conn: Connection, id: str) -> bool:
    """Delete it if nobody has opened it, keys and all; False when somebody has, or it is gone.

    One statement, so that an opening at the same moment either comes first or finds nothing.
    """
    result = conn.execute(
        delete(submissions).where(submissions.c.id == id, submissions.c.opened.is_(False))
    )
    return result.rowcount == 1


def delete_expired(conn: Connection, today: date) -> int:
    """Delete every submission, keys and all, whose time has passed; how many they were."""
    return conn.execute(delete(submissions).where(submissions.c.expires <= today)).rowcount
