"""What somebody has before them when a submission has opened, and that it is noted."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from heard.authority.hours import LONDON
from heard.casework.reading.opened import Message
from heard.records import readings
from heard.records.database.store import Store
from heard.records.readings import Reading
from heard.records.waiting import Piece
from heard.vault.messages import FAMILY


def pieces_seen(opened: Iterable[str], messages: Iterable[Message]) -> list[Piece]:
    """The parts that did open, by their names, and the additions whose words did."""
    parts = [Piece(part) for part in opened]
    added = [Piece(each.part, each.id) for each in messages if each.author == FAMILY and each.told]
    return parts + added


def note_seen(
    store: Store,
    submission_id: str,
    noted: Sequence[Reading],
    staff_id: str,
    by_chair: bool,
    seen: Iterable[Piece],
    now: datetime,
) -> Sequence[Reading]:
    """Who has read what, once it is noted that this person has seen these pieces.

    `noted` is what is known so far; where there is nothing new nothing is written.
    """
    known = {each.piece for each in noted if each.staff_id == staff_id}
    new = [piece for piece in seen if piece not in known]
    if not new:
        return noted
    today = now.astimezone(LONDON).date()
    with store.write() as conn:
        readings.note_opened(conn, submission_id, new, staff_id, by_chair, today)
        return readings.of_submission(conn, submission_id)
