"""What nobody who can open it has read yet, piece by piece.

A piece is what somebody reads as one: what was answered in a part, or one addition to it. The
family's process adds rows here and can take none away.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, literal, select, tuple_, update

from heard.records.tables import submissions, waiting


class Piece(NamedTuple):
    """What was answered in a part, or the addition of that id to it."""

    part: str
    addition: str = ""


@dataclass(frozen=True)
class Waiting:
    """A piece that waits; `urgent` where the family asked for it to be seen today."""

    piece: Piece
    urgent: bool


def begin(conn: Connection, submission_id: str, pieces: Iterable[Piece], urgent: bool) -> None:
    """Let these pieces of a submission that is there wait to be read."""
    names = ["submission_id", "part", "addition", "sequence", "urgent"]
    for part, addition in pieces:
        row = select(
            submissions.c.id,
            literal(part),
            literal(addition),
            submissions.c.sequence,
            literal(urgent),
        ).where(submissions.c.id == submission_id)
        conn.execute(insert(waiting).from_select(names, row).inline())


def of(conn: Connection, ids: Collection[str]) -> Mapping[str, tuple[Waiting, ...]]:
    """What waits of each of these submissions, by their ids; the team's part comes first."""
    query = (
        select(waiting.c.submission_id, waiting.c.part, waiting.c.addition, waiting.c.urgent)
        .where(waiting.c.submission_id.in_(ids))
        .order_by(waiting.c.part.desc(), waiting.c.addition)
    )
    found: dict[str, tuple[Waiting, ...]] = {}
    for row in conn.execute(query):
        new = Waiting(Piece(row.part, row.addition), row.urgent)
        found[row.submission_id] = (*found.get(row.submission_id, ()), new)
    return found


def end(conn: Connection, submission_id: str, pieces: Collection[Piece]) -> None:
    """Somebody who had these pieces open has read them."""
    conn.execute(
        delete(waiting).where(
            waiting.c.submission_id == submission_id,
            tuple_(waiting.c.part, waiting.c.addition).in_([tuple(each) for each in pieces]),
        )
    )


def calm(conn: Connection, submission_id: str) -> bool:
    """Let it wait like any other from now on; False where nothing of it was urgent and waited."""
    result = conn.execute(
        update(waiting)
        .where(waiting.c.submission_id == submission_id, waiting.c.urgent.is_(True))
        .values(urgent=False)
    )
    return result.rowcount > 0


def end_taken_back(conn: Connection, ids: Collection[str]) -> None:
    """What was taken back need not be read, but for what is urgent: somebody may be forcing it."""
    conn.execute(
        delete(waiting).where(waiting.c.submission_id.in_(ids), waiting.c.urgent.is_(False))
    )
