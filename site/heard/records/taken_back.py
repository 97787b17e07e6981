"""What is left of what a family took back before anybody had opened it: form, days, reference.

Enough to tell it from a deletion by hand, and to ask whether somebody was made to do it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, delete, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from heard.records.scope import Scope, within
from heard.records.tables import taken_back

#: For so long the row stays. The family's page says it before the press.
DAYS_KEPT = 90

_HERE = taken_back.c


@dataclass(frozen=True)
class TakenBack:
    """That something was there, and was taken back unread; `part` says in whose list it stood."""

    reference: str
    form: str
    received: date
    taken_back_on: date
    part: str = "unit"


def remember(conn: Connection, gone: Iterable[TakenBack]) -> None:
    """Keep a row for each; one that is there already stays."""
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    for each in gone:
        conn.execute(
            dialect.insert(taken_back).values(**asdict(each)).on_conflict_do_nothing().inline()
        )


def find(conn: Connection, scope: Scope, reference: str) -> TakenBack | None:
    """What is left of what had this reference."""
    row = conn.execute(
        select(taken_back).where(within(scope, _HERE.part), _HERE.reference == reference)
    ).one_or_none()
    return None if row is None else TakenBack(**row._mapping)


def newest(
    conn: Connection, scope: Scope, before: tuple[date, str] | None, size: int
) -> list[TakenBack]:
    """The `size` that were taken back last, before a day and reference of the list."""
    query = select(taken_back).where(within(scope, _HERE.part))
    if before is not None:
        query = query.where(tuple_(_HERE.taken_back_on, _HERE.reference) < before)
    ordered = query.order_by(_HERE.taken_back_on.desc(), _HERE.reference.desc()).limit(size)
    return [TakenBack(**row._mapping) for row in conn.execute(ordered)]


def forget(conn: Connection, today: date) -> int:
    """Delete the rows whose time has passed; how many they were."""
    last = today - timedelta(days=DAYS_KEPT)
    return conn.execute(delete(taken_back).where(_HERE.taken_back_on <= last)).rowcount
