"""The count of what came and how it ended: a keyed chain by which a deletion shows.

The desk takes up what is new, and adds how it ended in the transaction that deletes it. What is
neither here any more nor ended is missing. Nothing in it says what a submission was: a number, a
keyed hash of its row, and why it is gone.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, exists, func, insert, select

from heard.records.log import Fault, Head
from heard.records.tables import ledger, part_keys, submission_parts, submissions
from heard.records.turns import LEDGER, wait_for_turn
from heard.vault.chain import GENESIS, link

CAME, EXPIRED, TAKEN_BACK = "came", "expired", "taken back"

# So many numbers behind the newest something may still come that was begun before.
_LATE = 1_000
_BATCH = 500

#: Everything in the row of a submission that is never changed.
_FIXED = (
    *("sequence", "id", "reference", "form", "form_version", "language", "received", "urgent"),
    *("expires", "receipt_hash", "mailbox_recipient", "mailbox_wrapped", "proof_hash"),
)


@dataclass(frozen=True)
class Count:
    """What a walk along the whole ledger found.

    `came` were taken up, `ended` of them are gone by reason, `here` are there. `missing` are the
    numbers of those that are gone without a reason, `changed` and `uncounted` the references of
    those whose row is not what it was, and of those that came in by no door. `skipped` numbers were
    drawn and never taken up. `faults` are those of the chain.
    """

    came: int
    ended: Mapping[str, int]
    here: int
    missing: tuple[int, ...]
    changed: tuple[str, ...]
    uncounted: tuple[str, ...]
    skipped: int
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether all that came is here as it came, or ended as it may."""
        return not (self.missing or self.changed or self.uncounted or self.faults)


def take_up(conn: Connection, key: bytes) -> int:
    """Take up what has come since; how many. Inside `Store.write()`."""
    wait_for_turn(conn, LEDGER)
    newest = conn.scalar(select(func.max(ledger.c.sequence))) or 0
    query = (
        select(submissions.c.id)
        .where(submissions.c.sequence > newest - _LATE, ~_taken_up())
        .order_by(submissions.c.sequence)
    )
    return _take_up(conn, key, list(conn.scalars(query)))


def changed(conn: Connection, key: bytes, ids: Collection[str]) -> set[str]:
    """Which of these are not what they were when they were taken up; what is new is taken up."""
    wait_for_turn(conn, LEDGER)
    known = _came(conn, ids)
    _take_up(conn, key, [id for id in ids if id not in known])
    now = dict(_fingerprints(conn, key, known))
    return {id for id, was in known.items() if not hmac.compare_digest(now.get(id, b""), was)}


def end(conn: Connection, key: bytes, sequences: Iterable[int], event: str) -> None:
    """Note that these are gone, and why; in the transaction in which they are deleted."""
    wait_for_turn(conn, LEDGER)
    _append(conn, key, [(sequence, event, b"") for sequence in sequences])


def head(conn: Connection) -> Head:
    """The end of the chain; number 0 and the chain's beginning while it is empty."""
    query = select(ledger.c.number, ledger.c.link).order_by(ledger.c.number.desc()).limit(1)
    row = conn.execute(query).one_or_none()
    return Head(0, GENESIS) if row is None else Head(row.number, row.link)


def verify(conn: Connection, key: bytes, anchor: Head | None = None) -> Count:
    """Walk along the whole ledger, and compare it with what is there.

    With `anchor`, a head that was kept outside, an older ledger is found too.
    """
    came: dict[int, bytes] = {}
    ended: dict[int, str] = {}
    faults = []
    last = Head(0, GENESIS)
    anchored = anchor is None or anchor == last
    for row in _walk(conn):
        if row.number != last.sequence + 1:
            faults.append(Fault(row.number, "gap"))
        elif row.previous != last.link:
            faults.append(Fault(row.number, "unlinked"))
        if not _intact(row, key):
            faults.append(Fault(row.number, "changed"))
        elif row.event == CAME:
            came[row.sequence] = row.fingerprint
        else:
            ended[row.sequence] = row.event
        last = Head(row.number, row.link)
        anchored = anchored or last == anchor
    if anchor is not None and not anchored:
        faults.append(Fault(anchor.sequence, "cut"))
    here, differ, uncounted = set[int](), [], []
    newest = max(came, default=0)
    for id, sequence, reference in _all(conn):
        here.add(sequence)
        if sequence not in came:
            if sequence <= newest - _LATE:
                uncounted.append(reference)
        elif dict(_fingerprints(conn, key, [id]))[id] != came[sequence] or sequence in ended:
            differ.append(reference)
    return Count(
        came=len(came),
        ended=Counter(ended.values()),
        here=len(here),
        missing=tuple(sorted(came.keys() - ended.keys() - here)),
        changed=tuple(differ),
        uncounted=tuple(uncounted),
        skipped=newest - len(came),
        faults=tuple(faults),
    )


def _taken_up() -> Any:
    return exists().where(ledger.c.sequence == submissions.c.sequence, ledger.c.event == CAME)


def _came(conn: Connection, ids: Collection[str]) -> dict[str, bytes]:
    query = (
        select(submissions.c.id, ledger.c.fingerprint)
        .join(ledger, ledger.c.sequence == submissions.c.sequence)
        .where(submissions.c.id.in_(ids), ledger.c.event == CAME)
    )
    return {row.id: row.fingerprint for row in conn.execute(query)}


def _take_up(conn: Connection, key: bytes, ids: Collection[str]) -> int:
    new = dict(_fingerprints(conn, key, ids))
    query = select(submissions.c.id, submissions.c.sequence).where(submissions.c.id.in_(new))
    rows = conn.execute(query.order_by(submissions.c.sequence)).all()
    _append(conn, key, [(row.sequence, CAME, new[row.id]) for row in rows])
    return len(rows)


def _append(conn: Connection, key: bytes, events: Iterable[tuple[int, str, bytes]]) -> None:
    last = head(conn)
    for sequence, event, fingerprint in events:
        number = last.sequence + 1
        new = link(key, last.link, _linked(number, sequence, event, fingerprint))
        conn.execute(
            insert(ledger)
            .values(
                number=number,
                sequence=sequence,
                event=event,
                fingerprint=fingerprint,
                previous=last.link,
                link=new,
            )
            .inline()
        )
        last = Head(number, new)


def _linked(number: int, sequence: int, event: str, fingerprint: bytes) -> dict[str, str | int]:
    # "number" stands in no row of the log: no link of one chain fits into the other.
    return {
        "number": number,
        "sequence": sequence,
        "event": event,
        "fingerprint": fingerprint.hex(),
    }


def _intact(row: Row[*tuple[Any, ...]], key: bytes) -> bool:
    if len(row.previous) != len(GENESIS):
        return False
    linked = _linked(row.number, row.sequence, row.event, row.fingerprint)
    return hmac.compare_digest(link(key, row.previous, linked), row.link)


def _walk(conn: Connection) -> Iterator[Row[*tuple[Any, ...]]]:
    query = select(ledger).order_by(ledger.c.number).limit(_BATCH)
    rows = conn.execute(query).all()
    while rows:
        yield from rows
        rows = conn.execute(query.where(ledger.c.number > rows[-1].number)).all()


def _all(conn: Connection) -> Iterator[tuple[str, int, str]]:
    columns = (submissions.c.id, submissions.c.sequence, submissions.c.reference)
    query = select(*columns).order_by(submissions.c.sequence).limit(_BATCH)
    rows = conn.execute(query).all()
    while rows:
        yield from ((row.id, row.sequence, row.reference) for row in rows)
        rows = conn.execute(query.where(submissions.c.sequence > rows[-1].sequence)).all()


def _fingerprints(
    conn: Connection, key: bytes, ids: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    """A keyed hash of all that never changes of each of these that is there, its parts included."""
    if not ids:
        return
    parts: dict[str, dict[str, str | int]] = {}
    query = (
        select(submission_parts, part_keys.c.key_id, part_keys.c.sealed_key)
        .outerjoin(part_keys)
        .where(submission_parts.c.submission_id.in_(ids))
    )
    for row in conn.execute(query):
        said: dict[str, object] = {
            "recipient": row.recipient,
            "answered": row.answered,
            "body": row.body,
            "key_id": row.key_id or "",
            "sealed_key": row.sealed_key or b"",
        }
        mine = parts.setdefault(row.submission_id, {})
        mine.update((f"{row.part} {name}", _plain(value)) for name, value in said.items())
    fixed = select(*(submissions.c[name] for name in _FIXED)).where(submissions.c.id.in_(ids))
    for row in conn.execute(fixed):
        whole = {str(name): _plain(value) for name, value in row._mapping.items()}
        yield row.id, link(key, GENESIS, {**whole, **parts.get(row.id, {})})


def _plain(value: object) -> str | int:
    """A value as every database gives it back, short enough to be hashed with the others."""
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    return value if isinstance(value, int) and not isinstance(value, bool) else str(value)
