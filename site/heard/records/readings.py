"""Who has read what: by part and person, and by days.

Nothing here says what a part holds, nor where the submission stands (`submissions.state`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from heard.records.tables import part_readings


@dataclass(frozen=True)
class Reading:
    """That one person opened one part, on the first day; and the day they said it is read."""

    part: str
    staff_id: str
    opened_on: date
    done_on: date | None


def note_opened(
    conn: Connection, submission_id: str, parts: Collection[str], staff_id: str, day: date
) -> None:
    """Note that a person opened these parts. A day that was noted before stays."""
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    for part in parts:
        conn.execute(
            dialect.insert(part_readings)
            .values(submission_id=submission_id, part=part, staff_id=staff_id, opened_on=day)
            .on_conflict_do_nothing()
            .inline()
        )


def note_done(
    conn: Connection, submission_id: str, parts: Collection[str], staff_id: str, day: date
) -> None:
    """Note that a person has read these parts, or answered them. A day noted before stays."""
    note_opened(conn, submission_id, parts, staff_id, day)
    columns = part_readings.c
    conn.execute(
        update(part_readings)
        .where(
            columns.submission_id == submission_id,
            columns.part.in_(parts),
            columns.staff_id == staff_id,
            columns.done_on.is_(None),
        )
        .values(done_on=day)
    )


def of_submission(conn: Connection, submission_id: str) -> list[Reading]:
    """Every reading of a submission, the first one first. For the desk."""
    columns = [part_readings.c[name] for name in Reading.__dataclass_fields__]
    query = select(*columns).where(part_readings.c.submission_id == submission_id)
    ordered = query.order_by(
        part_readings.c.opened_on, part_readings.c.part, part_readings.c.staff_id
    )
    return [Reading(**row._mapping) for row in conn.execute(ordered)]


def days_read(conn: Connection, submission_id: str) -> dict[str, date]:
    """The first day on which anybody said that they had read a part, by part.

    This is all that a family is told, and all of this table that their process may see.
    """
    rows = conn.execute(
        select(part_readings.c.part, func.min(part_readings.c.done_on).label("day"))
        .where(part_readings.c.submission_id == submission_id, part_readings.c.done_on.is_not(None))
        .group_by(part_readings.c.part)
    )
    return {row.part: row.day for row in rows}
