"""What was counted of a form in a quarter, closed: written once, and the same for everybody."""

from dataclasses import asdict, dataclass, field
from datetime import date

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from heard.records.tables import figures


@dataclass(frozen=True)
class KeptFigures:
    """The figures of one form and quarter, closed with a key of the council's."""

    form: str
    quarter: str
    key_id: str
    kept_until: date
    body: bytes = field(repr=False)


def keep(conn: Connection, kept: KeptFigures) -> None:
    """Keep them, unless there are some already: then those stay."""
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    conn.execute(dialect.insert(figures).values(**asdict(kept)).on_conflict_do_nothing().inline())


def find(conn: Connection, form: str, quarter: str) -> KeptFigures | None:
    """What is kept of this quarter."""
    here = (figures.c.form == form) & (figures.c.quarter == quarter)
    row = conn.execute(select(figures).where(here)).one_or_none()
    return None if row is None else KeptFigures(**row._mapping)


def delete_expired(conn: Connection, today: date) -> int:
    """Delete those whose last day is past; how many they were."""
    return conn.execute(delete(figures).where(figures.c.kept_until <= today)).rowcount
