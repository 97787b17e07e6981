"""One part of what was sent by one form, still sealed, a few at a time: for counting."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from heard.records.scope import Scope, within
from heard.records.tables import part_keys, submission_parts, submissions, withdrawals
from heard.vault.parts import SealedPart


@dataclass(frozen=True)
class CountedPart:
    """One part of one submission, with all that opening it needs beside the council's key.

    Not the reference and not the day: who counts has no use for them.
    """

    sequence: int
    id: str
    form_version: int
    sealed: SealedPart


def parts_of_form(
    conn: Connection,
    scope: Scope,
    part: str,
    form: str,
    version: int,
    days: tuple[date, date],
    today: date,
    after: int,
    size: int,
) -> list[CountedPart]:
    """The parts of that name in the next `size` that came after sequence `after`, oldest first.

    `days` are the first and the last day of receiving, `version` the newest of the form that is
    wanted. What was taken back, or is about to be, and what expired by `today` is left out.
    """
    unfulfilled = select(withdrawals.c.submission_id)
    query = (
        select(
            submissions.c.sequence,
            submissions.c.id,
            submissions.c.form_version,
            submission_parts.c.body,
            submission_parts.c.recipient,
            part_keys.c.key_id,
            part_keys.c.sealed_key,
        )
        .join_from(submissions, submission_parts)
        .join(part_keys)
        .where(
            within(scope),
            submission_parts.c.part == part,
            submissions.c.form == form,
            submissions.c.form_version <= version,
            submissions.c.received.between(*days),
            submissions.c.state != "withdrawn",
            submissions.c.id.not_in(unfulfilled),
            submissions.c.expires > today,
            submissions.c.sequence > after,
        )
        .order_by(submissions.c.sequence)
        .limit(size)
    )
    return [
        CountedPart(
            row.sequence,
            row.id,
            row.form_version,
            SealedPart(row.body, row.recipient, row.key_id, row.sealed_key),
        )
        for row in conn.execute(query)
    ]
