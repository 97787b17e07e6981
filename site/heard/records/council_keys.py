"""Whose house this is, and the council's keys as the database holds them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from heard.records.tables import council, council_keys


@dataclass(frozen=True)
class CouncilRow:
    """The one row about the council. `fingerprint` is that of the recipients families seal to."""

    name: str
    fingerprint: str
    key_expires: date


@dataclass(frozen=True)
class CouncilKey:
    """One of the council's key pairs; the private half is sealed to the recovery key."""

    name: str
    recipient: str
    sealed_to_recovery: bytes


def save_council(conn: Connection, row: CouncilRow) -> None:
    """Write the council's row in place of the one that was there."""
    conn.execute(delete(council))
    conn.execute(
        insert(council)
        .values(id=1, name=row.name, fingerprint=row.fingerprint, key_expires=row.key_expires)
        .inline()
    )


def find_council(conn: Connection) -> CouncilRow | None:
    """The council's row; None before the house was set up."""
    row = conn.execute(
        select(council.c.name, council.c.fingerprint, council.c.key_expires)
    ).one_or_none()
    return None if row is None else CouncilRow(**row._mapping)


def save_key(conn: Connection, key: CouncilKey) -> None:
    """Write the "unit" or "chairs" key in place of the one that was there."""
    conn.execute(delete(council_keys).where(council_keys.c.name == key.name))
    conn.execute(
        insert(council_keys)
        .values(name=key.name, recipient=key.recipient, sealed_to_recovery=key.sealed_to_recovery)
        .inline()
    )


def find_key(conn: Connection, name: str) -> CouncilKey | None:
    """The key called "unit" or "chairs"; None before the house was set up."""
    row = conn.execute(select(council_keys).where(council_keys.c.name == name)).one_or_none()
    return None if row is None else CouncilKey(**row._mapping)
