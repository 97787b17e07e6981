"""What was sent by one form within some days, still sealed, a few at a time: for counting."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from heard.records.scope import Scope, within
from heard.records.tables import part_keys, submissions, withdrawals


@dataclass(frozen=True)
class SealedUnitPart:
    """The unit's part of one submission, with all that opening it needs beside the council's key.

    Not the reference and not the day: who counts has no use for them.
    """

    sequence: int
    id: str
    form_version: int
    part: bytes
    key: bytes


def unit_parts(
    conn: Connection,
    scope: Scope,
    form: str,
    version: int,
    days: tuple[date, date],
    today: date,
    after: int,
    size: int,
) -> list[SealedUnitPart]:
    """The next `size` that came after sequence `after`, oldest first.

    `days` are the first and the last day of receiving, `version` the newest of the form that is
    wanted. What was taken back, or is about to be, and what expired by `today` is left out.
    """
    unfulfilled = select(withdrawals.c.submission_id)
    query = (
        select(
            submissions.c.sequence,
            submissions.c.id,
            submissions.c.form_version,
            submissions.c.unit_part.label("part"),
            part_keys.c.sealed_key.label("key"),
        )
        .join(part_keys)
        .where(
            within(scope),
            part_keys.c.part == "unit",
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
    return [SealedUnitPart(**row._mapping) for row in conn.execute(query)]
