"""Who did what: a keyed hash chain, one row after another, to which rows are only ever added.

A row is committed before plain text is shown. Each row carries the link of the one before, so a
changed, missing or inserted row is found by `verify`; a cut at the end is found only against a
head that was anchored outside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from heard.records.tables import log
from heard.records.times import whole_hour
from heard.records.turns import LOG, wait_for_turn
from heard.vault.chain import GENESIS, link

_BATCH = 1000


@dataclass(frozen=True)
class Head:
    """The end of the chain: the number of rows and the last link."""

    sequence: int
    link: bytes


@dataclass(frozen=True)
class Row:
    """What a row says. `hour` is the whole hour in UTC, `session` empty or a session's mark."""

    sequence: int
    hour: datetime
    actor: str
    action: str
    subject: str
    session: str

    def linked(self) -> dict[str, str | int]:
        """What a link covers, in the form in which it is hashed."""
        said = {name: getattr(self, name) for name in Row.__dataclass_fields__}
        return {**said, "hour": self.hour.isoformat(timespec="minutes")}


@dataclass(frozen=True)
class Entry(Row):
    """A row as it is stored, between the link of the one before and its own."""

    previous: bytes
    link: bytes


@dataclass(frozen=True)
class Fault:
    """Something wrong with the chain at `sequence`.

    `kind` is "gap" (rows are missing before this one), "unlinked" (it does not continue the row
    before), "changed" (its content or link was altered) or "cut" (the anchored row is not there).
    """

    sequence: int
    kind: str


def append(
    conn: Connection,
    chain_key: bytes,
    actor: str,
    action: str,
    subject: str,
    hour: datetime,
    session: str = "",
) -> Head:
    """Add a row at the end of the chain; the new head. `hour` is cut down to the whole hour.

    Call it inside `Store.write()`: writers wait for one another until the transaction ends.
    """
    wait_for_turn(conn, LOG)
    last = head(conn)
    row = Row(last.sequence + 1, whole_hour(hour), actor, action, subject, session)
    new = link(chain_key, last.link, row.linked())
    conn.execute(insert(log).values(**vars(row), previous=last.link, link=new).inline())
    return Head(row.sequence, new)


def append_once(
    conn: Connection,
    chain_key: bytes,
    actor: str,
    action: str,
    subject: str,
    hour: datetime,
    session: str,
) -> bool:
    """As `append`, unless the same session has such a row already; whether one was added.

    A row that does not carry the link that only we can make is no row.
    """
    wait_for_turn(conn, LOG)
    query = select(log).where(
        log.c.session == session,
        log.c.subject == subject,
        log.c.action == action,
        log.c.actor == actor,
    )
    if any(_intact(Entry(**row._mapping), chain_key) for row in conn.execute(query)):
        return False
    append(conn, chain_key, actor, action, subject, hour, session)
    return True


def head(conn: Connection) -> Head:
    """The end of the chain; number 0 and the chain's beginning while it is empty."""
    row = conn.execute(
        select(log.c.sequence, log.c.link).order_by(log.c.sequence.desc()).limit(1)
    ).one_or_none()
    return Head(0, GENESIS) if row is None else Head(row.sequence, row.link)


def verify(conn: Connection, chain_key: bytes, anchor: Head | None = None) -> list[Fault]:
    """Walk the whole chain; what is wrong with it, in order. Empty means unbroken.

    With `anchor`, a head that was kept outside, a cut that took the anchored row is found too.
    """
    faults = []
    last = Head(0, GENESIS)
    anchored = anchor is None or anchor == last
    for entry in _walk(conn):
        if entry.sequence != last.sequence + 1:
            faults.append(Fault(entry.sequence, "gap"))
        elif entry.previous != last.link:
            faults.append(Fault(entry.sequence, "unlinked"))
        if not _intact(entry, chain_key):
            faults.append(Fault(entry.sequence, "changed"))
        last = Head(entry.sequence, entry.link)
        anchored = anchored or last == anchor
    if anchor is not None and not anchored:
        faults.append(Fault(anchor.sequence, "cut"))
    return faults


def _intact(entry: Entry, chain_key: bytes) -> bool:
    if len(entry.previous) != len(GENESIS):
        return False
    return link(chain_key, entry.previous, entry.linked()) == entry.link


def _walk(conn: Connection) -> Iterator[Entry]:
    query = select(log).order_by(log.c.sequence).limit(_BATCH)
    rows = conn.execute(query).all()
    while rows:
        for row in rows:
            yield Entry(**row._mapping)
        rows = conn.execute(query.where(log.c.sequence > rows[-1].sequence)).all()


def page(conn: Connection, before: int | None, size: int) -> list[Entry]:
    """The `size` newest entries that came before sequence `before` (None: from the newest)."""
    query = select(log).order_by(log.c.sequence.desc()).limit(size)
    if before is not None:
        query = query.where(log.c.sequence < before)
    return [Entry(**row._mapping) for row in conn.execute(query)]
