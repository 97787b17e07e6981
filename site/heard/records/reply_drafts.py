"""What staff have written to a family and not sent yet: one for each person and submission.

It goes with the submission, with the account, when it is sent, or when its days are over.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from heard.records.tables import reply_drafts, staff, submissions


@dataclass(frozen=True)
class StoredReplyDraft:
    """One draft, still sealed, and the day on which it was last kept."""

    day: date
    body: bytes


@dataclass(frozen=True)
class Writing:
    """That somebody is writing, since when; never what."""

    full_name: str
    day: date


def keep(conn: Connection, staff_id: str, submission_id: str, day: date, body: bytes) -> None:
    """Keep a draft in place of the one that was there."""
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    new = {"day": day, "body": body}
    conn.execute(
        dialect.insert(reply_drafts)
        .values(staff_id=staff_id, submission_id=submission_id, **new)
        .on_conflict_do_update(index_elements=["staff_id", "submission_id"], set_=new)
        .inline()
    )


def find(conn: Connection, staff_id: str, reference: str) -> StoredReplyDraft | None:
    """What this person has written to a submission."""
    row = conn.execute(
        select(reply_drafts.c.day, reply_drafts.c.body)
        .join_from(reply_drafts, submissions)
        .where(reply_drafts.c.staff_id == staff_id, submissions.c.reference == reference)
    ).one_or_none()
    return None if row is None else StoredReplyDraft(**row._mapping)


def others_writing(conn: Connection, staff_id: str, reference: str) -> list[Writing]:
    """Who else has begun to write to a submission and has not sent it."""
    query = (
        select(staff.c.full_name, reply_drafts.c.day)
        .select_from(reply_drafts.join(staff).join(submissions))
        .where(
            submissions.c.reference == reference,
            reply_drafts.c.staff_id != staff_id,
            staff.c.active,
        )
        .order_by(reply_drafts.c.day, staff.c.full_name)
    )
    return [Writing(**row._mapping) for row in conn.execute(query)]


def delete_one(conn: Connection, staff_id: str, submission_id: str) -> None:
    """Delete what this person has written to a submission."""
    columns = reply_drafts.c
    conn.execute(
        delete(reply_drafts).where(
            columns.staff_id == staff_id, columns.submission_id == submission_id
        )
    )


def delete_of(conn: Connection, staff_id: str) -> None:
    """Delete all that a person has written and not sent: nobody opens it any more."""
    conn.execute(delete(reply_drafts).where(reply_drafts.c.staff_id == staff_id))


def delete_before(conn: Connection, day: date) -> int:
    """Delete those last kept before a day; how many they were."""
    return conn.execute(delete(reply_drafts).where(reply_drafts.c.day < day)).rowcount
