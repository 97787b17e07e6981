"""Who has read what: by piece and person, and by days.

Nothing here says what a piece holds. What nobody has read yet is in `waiting`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from heard.records import waiting
from heard.records.tables import part_readings, staff
from heard.records.waiting import Piece

_HERE = part_readings.c


@dataclass(frozen=True)
class Reading:
    """That one person opened one piece, on the first day; and the day they said it is read."""

    piece: Piece
    staff_id: str
    full_name: str
    by_chair: bool
    opened_on: date
    done_on: date | None


@dataclass(frozen=True)
class ReadOn:
    """The first days on which the team, and a chair, said that they had read a piece.

    Both are None where somebody has only opened it.
    """

    team: date | None = None
    chair: date | None = None


def note_opened(
    conn: Connection,
    submission_id: str,
    pieces: Collection[Piece],
    staff_id: str,
    by_chair: bool,
    day: date,
) -> None:
    """Note that a person had these pieces open before them. A day that was noted before stays.

    `by_chair` says that this person opens what is for the chairs alone.
    """
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    for part, addition in pieces:
        conn.execute(
            dialect.insert(part_readings)
            .values(
                submission_id=submission_id,
                part=part,
                addition=addition,
                staff_id=staff_id,
                by_chair=by_chair,
                opened_on=day,
            )
            .on_conflict_do_nothing()
            .inline()
        )


def note_done(conn: Connection, submission_id: str, staff_id: str, day: date) -> bool:
    """Note that a person has read, or answered, every piece that they had open before them.

    None of these waits any longer. A day noted before stays. False where they have opened nothing:
    nobody can say of what they have not seen that it was read.
    """
    theirs = (_HERE.submission_id == submission_id, _HERE.staff_id == staff_id)
    pieces = [
        Piece(*row) for row in conn.execute(select(_HERE.part, _HERE.addition).where(*theirs))
    ]
    if not pieces:
        return False
    conn.execute(update(part_readings).where(*theirs, _HERE.done_on.is_(None)).values(done_on=day))
    waiting.end(conn, submission_id, pieces)
    return True


def of_submission(conn: Connection, submission_id: str) -> list[Reading]:
    """Every reading of a submission, the first one first. For the desk."""
    query = (
        select(part_readings, staff.c.full_name)
        .join(staff, staff.c.id == _HERE.staff_id)
        .where(_HERE.submission_id == submission_id)
        .order_by(_HERE.opened_on, _HERE.part, _HERE.addition, _HERE.staff_id)
    )
    return [
        Reading(
            Piece(row.part, row.addition),
            row.staff_id,
            row.full_name,
            row.by_chair,
            row.opened_on,
            row.done_on,
        )
        for row in conn.execute(query)
    ]


def days_read(conn: Connection, submission_id: str) -> dict[Piece, ReadOn]:
    """When each piece that somebody has opened was read, as a family is told it.

    This is all of this table that the family's process may see.
    """
    rows = conn.execute(
        select(_HERE.part, _HERE.addition, _HERE.by_chair, func.min(_HERE.done_on).label("day"))
        .where(_HERE.submission_id == submission_id)
        .group_by(_HERE.part, _HERE.addition, _HERE.by_chair)
    ).all()
    days = {(Piece(row.part, row.addition), row.by_chair): row.day for row in rows}
    return {
        piece: ReadOn(team=days.get((piece, False)), chair=days.get((piece, True)))
        for piece, _ in days
    }
