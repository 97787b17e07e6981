"""What the family's site has noticed and cannot log: that a row is not what it was sent as.

Its database role may add one row for each submission, and read none. The desk logs them.
"""

from datetime import date

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from heard.records.tables import alarms, submissions


def raise_alarm(conn: Connection, submission_id: str, day: date) -> None:
    """Note that what stands in the database of this submission is not what was sent."""
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    conn.execute(
        dialect.insert(alarms)
        .values(submission_id=submission_id, raised=day)
        .on_conflict_do_nothing()
        .inline()
    )


def take_unlogged(conn: Connection) -> list[str]:
    """The references of those that nobody has logged yet; from now on they count as logged."""
    query = (
        select(submissions.c.id, submissions.c.reference)
        .join(alarms, alarms.c.submission_id == submissions.c.id)
        .where(alarms.c.logged.is_(False))
        .order_by(submissions.c.sequence)
    )
    found = conn.execute(query).all()
    if found:
        ids = [row.id for row in found]
        conn.execute(update(alarms).where(alarms.c.submission_id.in_(ids)).values(logged=True))
    return [row.reference for row in found]


def count(conn: Connection) -> int:
    """Of how many submissions that are there the family's site has said so."""
    return conn.scalar(select(func.count()).select_from(alarms)) or 0
