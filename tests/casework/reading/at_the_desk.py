"""What somebody at the desk does with a submission."""

from heard.casework.reading.opening import mark_read, open_submission
from heard.casework.staff.access import Permission, require
from heard.records import log
from heard.records.waiting import Piece
from tests.casework.founded import (
    MORNING,
)

UNIT, CHAIR = Piece("unit"), Piece("chair")


def opened(council, reader, reference, now=MORNING):
    return open_submission(
        council.store, council.logbook, require(reader, Permission.OPEN), reference, now
    )


def mark(council, reader, reference, now=MORNING):
    right = require(reader, Permission.MARK_READ)
    mark_read(council.store, council.logbook, right, reference, now)


def openings(council):
    with council.store.read() as conn:
        rows = log.page(conn, None, 100)
    return [(row.actor, row.subject) for row in rows if row.action == "opened"]


def words(found):
    return {row.name: row.answer for part in found.sections for row in part.rows}
