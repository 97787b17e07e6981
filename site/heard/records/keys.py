"""Which council this is, its keys by kind and generation, and who holds them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from heard.records.tables import council, key_holders, keys, staff


@dataclass(frozen=True)
class CouncilRow:
    """The one row about the council. `fingerprint` is that of the recipients families seal to."""

    name: str
    fingerprint: str


@dataclass(frozen=True)
class StoredKey:
    """One key pair of the council. `not_after` is the last day on which it may be used.

    `sealed_to_recovery` is its private half; None for the recovery key itself.
    """

    id: str
    kind: str
    generation: int
    recipient: str
    sealed_to_recovery: bytes | None
    not_after: date


@dataclass(frozen=True)
class HeldKey:
    """A key of the council as one person holds it: wrapped for them."""

    key_id: str
    kind: str
    wrapped: bytes


@dataclass(frozen=True)
class Holder:
    """Somebody who can sign in and holds a key, with their own public half as in `StaffMember`."""

    staff_id: str
    name: str
    full_name: str
    recipient: str
    vouched: bytes


def save_council(conn: Connection, row: CouncilRow) -> None:
    """Write the council's row in place of the one that was there."""
    conn.execute(delete(council))
    conn.execute(insert(council).values(id=1, name=row.name, fingerprint=row.fingerprint).inline())


def find_council(conn: Connection) -> CouncilRow | None:
    """The council's row; None before it was set up."""
    row = conn.execute(select(council.c.name, council.c.fingerprint)).one_or_none()
    return None if row is None else CouncilRow(**row._mapping)


def add(conn: Connection, key: StoredKey) -> None:
    """Store a new key. IntegrityError when its kind has this generation already."""
    conn.execute(
        insert(keys)
        .values(
            id=key.id,
            kind=key.kind,
            generation=key.generation,
            recipient=key.recipient,
            sealed_to_recovery=key.sealed_to_recovery,
            not_after=key.not_after,
        )
        .inline()
    )


def of_the_council(conn: Connection) -> list[StoredKey]:
    """Every key of the council, the oldest generation of each kind first."""
    columns = [keys.c[name] for name in StoredKey.__dataclass_fields__]
    query = select(*columns).where(keys.c.conference_id.is_(None))
    rows = conn.execute(query.order_by(keys.c.kind, keys.c.generation))
    return [StoredKey(**row._mapping) for row in rows]


def set_not_after(conn: Connection, key_id: str, day: date) -> None:
    """Let a key be used up to another last day."""
    conn.execute(update(keys).where(keys.c.id == key_id).values(not_after=day))


def give(conn: Connection, staff_id: str, key_id: str, wrapped: bytes) -> None:
    """Give a person a key, wrapped for them."""
    conn.execute(
        insert(key_holders).values(staff_id=staff_id, key_id=key_id, wrapped=wrapped).inline()
    )


def take_all(conn: Connection, staff_id: str) -> None:
    """Take every key from a person."""
    conn.execute(delete(key_holders).where(key_holders.c.staff_id == staff_id))


def held_by(conn: Connection, staff_id: str) -> dict[str, HeldKey]:
    """The keys that this person holds, by the key's id, the oldest generation first."""
    rows = conn.execute(
        select(key_holders.c.key_id, keys.c.kind, key_holders.c.wrapped)
        .join_from(key_holders, keys)
        .where(key_holders.c.staff_id == staff_id)
        .order_by(keys.c.generation)
    )
    return {row.key_id: HeldKey(**row._mapping) for row in rows}


def holders(conn: Connection, key_id: str) -> list[Holder]:
    """Everybody who can sign in and holds this key, by sign-in name."""
    rows = conn.execute(
        select(
            staff.c.id.label("staff_id"),
            staff.c.name,
            staff.c.full_name,
            staff.c.recipient,
            staff.c.vouched,
        )
        .join_from(key_holders, staff)
        .where(key_holders.c.key_id == key_id, staff.c.active.is_(True))
        .order_by(staff.c.name)
    )
    return [Holder(**row._mapping) for row in rows]
