"""People who sign in at the desk, the council's keys wrapped for each, their recovery codes.

Times are aware datetimes, kept to the whole minute.
"""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from heard.records.tables import recovery_codes, staff, staff_keys
from heard.records.times import whole_minute


@dataclass(frozen=True)
class StaffMember:
    """A person of the staff. `salt` and `wrapped` open only with their password."""

    id: str
    name: str
    full_name: str
    role: str
    recipient: str
    salt: bytes
    wrapped: bytes
    last_totp_step: int = 0
    failures: int = 0
    wait_until: datetime | None = None
    active: bool = True


def add(conn: Connection, member: StaffMember) -> None:
    """Store a new member of staff. IntegrityError when the sign-in name is taken."""
    values = {field.name: getattr(member, field.name) for field in fields(member)}
    conn.execute(insert(staff).values(values).inline())


def find(conn: Connection, id: str) -> StaffMember | None:
    """The member of staff with this id."""
    row = conn.execute(select(staff).where(staff.c.id == id)).one_or_none()
    return None if row is None else StaffMember(**row._mapping)


def find_by_name(conn: Connection, name: str) -> StaffMember | None:
    """The member of staff with this sign-in name."""
    row = conn.execute(select(staff).where(staff.c.name == name)).one_or_none()
    return None if row is None else StaffMember(**row._mapping)


def everyone(conn: Connection) -> list[StaffMember]:
    """All members of staff by sign-in name, those who have left included."""
    return [StaffMember(**row._mapping) for row in conn.execute(select(staff).order_by("name"))]


def set_password(conn: Connection, id: str, recipient: str, salt: bytes, wrapped: bytes) -> None:
    """Store a newly wrapped key pair."""
    conn.execute(
        update(staff)
        .where(staff.c.id == id)
        .values(recipient=recipient, salt=salt, wrapped=wrapped)
    )


def set_active(conn: Connection, id: str, active: bool) -> None:
    """Let a person sign in, or no longer."""
    conn.execute(update(staff).where(staff.c.id == id).values(active=active))


def accept_totp_step(conn: Connection, id: str, step: int) -> bool:
    """Use up the code of a time step; False when that step or a later one was used before.

    One statement, so that of two sign-ins with one code only one succeeds.
    """
    result = conn.execute(
        update(staff)
        .where(staff.c.id == id, staff.c.last_totp_step < step)
        .values(last_totp_step=step)
    )
    return result.rowcount == 1


def count_failure(conn: Connection, id: str) -> int:
    """Count one more failed sign-in; how many there are since the last good one."""
    conn.execute(update(staff).where(staff.c.id == id).values(failures=staff.c.failures + 1))
    return conn.scalars(select(staff.c.failures).where(staff.c.id == id)).one()


def set_wait(conn: Connection, id: str, until: datetime | None) -> None:
    """Make the next sign-in wait until a minute; None takes the wait away."""
    minute = None if until is None else whole_minute(until)
    conn.execute(update(staff).where(staff.c.id == id).values(wait_until=minute))


def clear_failures(conn: Connection, id: str) -> None:
    """Forget the failed sign-ins: a good one has come."""
    conn.execute(update(staff).where(staff.c.id == id).values(failures=0, wait_until=None))


def save_key(conn: Connection, staff_id: str, key_name: str, wrapped: bytes) -> None:
    """Give a person the council's "unit" or "chairs" key, wrapped for them."""
    take_key(conn, staff_id, key_name)
    conn.execute(
        insert(staff_keys).values(staff_id=staff_id, key_name=key_name, wrapped=wrapped).inline()
    )


def take_key(conn: Connection, staff_id: str, key_name: str) -> None:
    """Take a key from a person."""
    conn.execute(
        delete(staff_keys).where(
            staff_keys.c.staff_id == staff_id, staff_keys.c.key_name == key_name
        )
    )


def keys(conn: Connection, staff_id: str) -> dict[str, bytes]:
    """The council's keys that this person holds, by name, wrapped for them."""
    rows = conn.execute(
        select(staff_keys.c.key_name, staff_keys.c.wrapped).where(staff_keys.c.staff_id == staff_id)
    )
    return {row.key_name: row.wrapped for row in rows}


def set_recovery_codes(conn: Connection, staff_id: str, code_hashes: list[bytes]) -> None:
    """Replace a person's recovery codes by new ones."""
    conn.execute(delete(recovery_codes).where(recovery_codes.c.staff_id == staff_id))
    for code_hash in code_hashes:
        conn.execute(insert(recovery_codes).values(staff_id=staff_id, code_hash=code_hash).inline())


def unused_recovery_codes(conn: Connection, staff_id: str) -> list[bytes]:
    """The hashes of the codes that this person can still use."""
    return list(
        conn.scalars(
            select(recovery_codes.c.code_hash).where(
                recovery_codes.c.staff_id == staff_id, recovery_codes.c.used.is_(False)
            )
        )
    )


def use_recovery_code(conn: Connection, staff_id: str, code_hash: bytes) -> bool:
    """Use up a code; False when it is unknown or used. Of two at once only one succeeds."""
    result = conn.execute(
        update(recovery_codes)
        .where(
            recovery_codes.c.staff_id == staff_id,
            recovery_codes.c.code_hash == code_hash,
            recovery_codes.c.used.is_(False),
        )
        .values(used=True)
    )
    return result.rowcount == 1
