"""Keys and sealed parts, made up: in records nothing is ever opened."""

from datetime import date

from sqlalchemy import Connection, select

from heard.records import keys
from heard.records.keys import StoredKey
from heard.records.scope import EVERYTHING
from heard.records.submissions import Submission, find_by_reference
from heard.records.tables import submissions
from heard.vault.parts import SealedPart

LAST_DAY = date(2031, 1, 1)
UNIT = StoredKey("unit-1", "unit", 1, "age1unit", b"sealed unit", LAST_DAY)
CHAIRS = StoredKey("chairs-1", "chairs", 1, "age1chairs", b"sealed chairs", LAST_DAY)


def have_keys(conn: Connection) -> None:
    """Make the keys that parts name, unless they are there."""
    if not keys.of_the_council(conn):
        keys.add(conn, UNIT)
        keys.add(conn, CHAIRS)


def stored(conn: Connection, id: str) -> Submission | None:
    """A submission with its parts, by its id, as the desk would find it by its reference."""
    reference = conn.scalar(select(submissions.c.reference).where(submissions.c.id == id))
    return None if reference is None else find_by_reference(conn, EVERYTHING, reference)


def sealed_parts(unit_key: bytes = b"unit key", chair_key: bytes = b"chair key"):
    """Both parts of a submission."""
    return {
        "unit": SealedPart(b"unit part", "age1unitpart", UNIT.id, unit_key),
        "chair": SealedPart(b"chair part", "age1chairpart", CHAIRS.id, chair_key),
    }
