"""Sign-ins that were tried under names under which nobody may: how many in each hour.

A row of the log for each would let anybody who reaches the page fill the disk.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from heard.records.tables import nameless_tries
from heard.records.times import whole_hour


def count(conn: Connection, now: datetime) -> None:
    """Count one more in this hour."""
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    one_more = {"number": nameless_tries.c.number + 1}
    conn.execute(
        dialect.insert(nameless_tries)
        .values(hour=whole_hour(now), number=1)
        .on_conflict_do_update(index_elements=["hour"], set_=one_more)
        .inline()
    )


def take_ended(conn: Connection, now: datetime) -> list[tuple[datetime, int]]:
    """Take away the hours that are over; each with how many they were, in order."""
    ended = nameless_tries.c.hour < whole_hour(now)
    query = select(nameless_tries).where(ended).order_by(nameless_tries.c.hour)
    found = [(row.hour, row.number) for row in conn.execute(query)]
    if found:
        conn.execute(delete(nameless_tries).where(ended))
    return found
