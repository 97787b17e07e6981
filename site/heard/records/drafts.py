"""Drafts: encrypted by the server with a key that only the browser or a return code opens.

A draft is found through one of its locks. Times are aware datetimes; an end is rounded up to the
whole hour, since nothing finer is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from heard.records.database.engines import may_write
from heard.records.tables import draft_locks, drafts
from heard.records.times import next_whole_hour, whole_hour

# Made once: each page of a form takes these two, and making them costs more than asking.
_FIND = (
    select(
        drafts.c.id,
        drafts.c.body,
        drafts.c.expires_hour,
        draft_locks.c.kind,
        draft_locks.c.locked_key,
    )
    .join_from(draft_locks, drafts)
    .where(draft_locks.c.lookup == bindparam("wanted"), drafts.c.expires_hour > bindparam("moment"))
)
_FIND_AND_HOLD = _FIND.with_for_update(of=drafts)
_SAVE = (
    update(drafts)
    .where(drafts.c.id == bindparam("changed"))
    .values(body=bindparam("sealed"), expires_hour=bindparam("end"))
)
_SAVE_INSTEAD = _SAVE.where(drafts.c.body == bindparam("before"))


@dataclass(frozen=True)
class LockedDraft:
    """A draft as one lock finds it: still encrypted, its key still locked."""

    id: str
    body: bytes
    expires_hour: datetime
    kind: str
    locked_key: bytes


def add(conn: Connection, id: str, body: bytes, expires: datetime) -> None:
    """Store a new draft; without a lock (`add_lock`) nobody finds it."""
    conn.execute(
        insert(drafts).values(id=id, body=body, expires_hour=next_whole_hour(expires)).inline()
    )


def add_lock(conn: Connection, lookup: bytes, draft_id: str, kind: str, locked_key: bytes) -> None:
    """Let a token open the draft. `kind` is "session" or "return"."""
    conn.execute(
        insert(draft_locks)
        .values(lookup=lookup, draft_id=draft_id, kind=kind, locked_key=locked_key)
        .inline()
    )


def find(conn: Connection, lookup: bytes, now: datetime) -> LockedDraft | None:
    """The draft that this lock opens; None when there is none, or its time has passed.

    In `Store.write()` the draft is held until the transaction ends: two posts of one draft come
    one after the other, and the second sees what the first has saved.
    """
    query = _FIND_AND_HOLD if may_write(conn) else _FIND
    row = conn.execute(query, {"wanted": lookup, "moment": whole_hour(now)}).one_or_none()
    return None if row is None else LockedDraft(**row._mapping)


def save(
    conn: Connection, id: str, body: bytes, expires: datetime, instead_of: bytes | None = None
) -> bool:
    """Replace the draft's body and end; False when the draft is gone meanwhile.

    With `instead_of` also when its body is another one by now.
    """
    values = {"changed": id, "sealed": body, "end": next_whole_hour(expires)}
    if instead_of is None:
        return conn.execute(_SAVE, values).rowcount == 1
    return conn.execute(_SAVE_INSTEAD, values | {"before": instead_of}).rowcount == 1


def release(conn: Connection, lookup: bytes) -> None:
    """Take a lock away, and the draft with it when no other lock is left: leaving the page."""
    draft_id = conn.scalar(select(draft_locks.c.draft_id).where(draft_locks.c.lookup == lookup))
    if draft_id is None:
        return
    # Held, so that of two locks released at once the second sees that it is the last.
    conn.execute(select(drafts.c.id).where(drafts.c.id == draft_id).with_for_update())
    conn.execute(delete(draft_locks).where(draft_locks.c.lookup == lookup))
    conn.execute(
        delete(drafts).where(
            drafts.c.id == draft_id, ~exists().where(draft_locks.c.draft_id == draft_id)
        )
    )


def delete_draft(conn: Connection, id: str) -> None:
    """Delete a draft and every lock on it."""
    conn.execute(delete(drafts).where(drafts.c.id == id))


def delete_expired(conn: Connection, now: datetime) -> int:
    """Delete every draft, locks and all, whose time has passed; how many they were."""
    return conn.execute(delete(drafts).where(drafts.c.expires_hour <= whole_hour(now))).rowcount
