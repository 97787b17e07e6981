"""People who sign in at the desk, how each unlocks their own key, and their recovery codes.

Times are aware datetimes, kept to the whole minute.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from heard.records.tables import recovery_codes, staff, staff_unlocks
from heard.records.times import whole_minute


@dataclass(frozen=True)
class StaffMember:
    """A person of the staff. `recipient` is the public half of their own key pair.

    `vouched` shows that the desk's commands put it there (`vault.staff.vouching`).
    """

    id: str
    name: str
    full_name: str
    role: str
    recipient: str
    vouched: bytes = b""
    last_totp_step: int = 0
    failures: int = 0
    wait_until: datetime | None = None
    active: bool = True


@dataclass(frozen=True)
class StoredUnlock:
    """One way in which a person unlocks their own key, which is wrapped by their secret.

    `kind` says which secret it is: "password". `credential` is by what a passkey is known.
    """

    kind: str
    salt: bytes
    wrapped: bytes
    credential: bytes | None = None


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


def replace_unlocks(
    conn: Connection,
    staff_id: str,
    recipient: str,
    vouched: bytes,
    unlocks: Sequence[StoredUnlock],
) -> None:
    """Give a person another key pair, and these ways to unlock it in place of all others."""
    new = {"recipient": recipient, "vouched": vouched}
    conn.execute(update(staff).where(staff.c.id == staff_id).values(new))
    conn.execute(delete(staff_unlocks).where(staff_unlocks.c.staff_id == staff_id))
    for unlock in unlocks:
        add_unlock(conn, staff_id, unlock)


def add_unlock(conn: Connection, staff_id: str, new: StoredUnlock) -> None:
    """Give a person one more way to unlock the key pair that they have."""
    conn.execute(
        insert(staff_unlocks)
        .values(
            id=str(uuid.uuid4()),
            staff_id=staff_id,
            kind=new.kind,
            salt=new.salt,
            wrapped=new.wrapped,
            credential=new.credential,
        )
        .inline()
    )


def unlocks(conn: Connection, staff_id: str, kind: str) -> list[StoredUnlock]:
    """The ways of one kind in which this person can unlock their key."""
    columns = [staff_unlocks.c[name] for name in StoredUnlock.__dataclass_fields__]
    query = select(*columns).where(staff_unlocks.c.staff_id == staff_id)
    rows = conn.execute(query.where(staff_unlocks.c.kind == kind).order_by(staff_unlocks.c.id))
    return [StoredUnlock(**row._mapping) for row in rows]


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
    failures: int = conn.scalars(select(staff.c.failures).where(staff.c.id == id)).one()
    return failures


def set_wait(conn: Connection, id: str, until: datetime | None) -> None:
    """Make the next sign-in wait until a minute; None takes the wait away."""
    minute = None if until is None else whole_minute(until)
    conn.execute(update(staff).where(staff.c.id == id).values(wait_until=minute))


def clear_failures(conn: Connection, id: str) -> None:
    """Forget the failed sign-ins: a good one has come."""
    conn.execute(update(staff).where(staff.c.id == id).values(failures=0, wait_until=None))


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
