"""The desk's list, newest first, in pages that cost the same however long the list is.

Every query says how far it reaches, and raises NoScope where that is left open.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from heard.records.scope import Scope, within
from heard.records.submissions import Summary
from heard.records.tables import additions, submissions, waiting

_COLUMNS = [submissions.c[name] for name in Summary.__dataclass_fields__]


@dataclass(frozen=True)
class Waits:
    """What waits to be read: anything, or in one part, or only what is urgent."""

    part: str | None = None
    urgent: bool = False


@dataclass(frozen=True)
class Wanted:
    """Which submissions a list holds, of those in its scope.

    `waits` leaves only those of which a piece waits, `read` those of which none does, `state` those
    in that state, `added_since` those to which the family added something on that day or later.
    """

    state: str | None = None
    waits: Waits | None = None
    read: bool = False
    added_since: date | None = None


ALL = Wanted()


def older(
    conn: Connection,
    scope: Scope,
    today: date,
    before: int | None,
    size: int,
    wanted: Wanted = ALL,
) -> list[Summary]:
    """The `size` newest that came before sequence `before` (None: the newest of all).

    What expired by `today` is left out even before it is deleted.
    """
    place = _place(wanted)
    query = _walk(scope, today, wanted).order_by(place.desc()).limit(size)
    if before is not None:
        query = query.where(place < before, submissions.c.sequence < before)
    return _summaries(conn, query, wanted)


def newer(
    conn: Connection, scope: Scope, today: date, after: int, size: int, wanted: Wanted = ALL
) -> list[Summary]:
    """The `size` that came next after sequence `after`, newest first. See `older`."""
    place = _place(wanted)
    query = _walk(scope, today, wanted).where(place > after, submissions.c.sequence > after)
    return _summaries(conn, query.order_by(place).limit(size), wanted)


def sequence_of(conn: Connection, scope: Scope, reference: str) -> int | None:
    """The place of a submission among all; None where there is none in the scope."""
    query = select(submissions.c.sequence).where(
        within(scope), submissions.c.reference == reference
    )
    return conn.scalar(query)


def count_urgent(
    conn: Connection, scope: Scope, today: date, most: int, part: str | None = None
) -> int:
    """How many submissions hold something urgent that nobody has read, in one part or in any.

    Counting stops at `most`.
    """
    wanted = Wanted(waits=Waits(part, urgent=True))
    places = _walk(scope, today, wanted).order_by(_place(wanted)).limit(most)
    return conn.scalars(select(func.count()).select_from(places.subquery())).one()


def last_additions(conn: Connection, scope: Scope, ids: list[str]) -> dict[str, date]:
    """The day of the newest addition to each of these submissions that has one."""
    query = (
        select(additions.c.submission_id, func.max(additions.c.received).label("day"))
        .join(submissions, submissions.c.id == additions.c.submission_id)
        .where(within(scope), additions.c.submission_id.in_(ids))
        .group_by(additions.c.submission_id)
    )
    return {row.submission_id: row.day for row in conn.execute(query)}


def _place(wanted: Wanted) -> ColumnElement[int]:
    """The column along which a list is walked: only what waits, or everything."""
    return waiting.c.sequence if wanted.waits else submissions.c.sequence


def _walk(scope: Scope, today: date, wanted: Wanted) -> Select[Any]:
    """The submissions that a list holds: whole lines, or the places of those that wait."""
    conditions = [within(scope), submissions.c.expires > today]
    if wanted.state is not None:
        conditions.append(submissions.c.state == wanted.state)
    if wanted.read:
        conditions.append(~exists().where(waiting.c.submission_id == submissions.c.id))
    if wanted.added_since is not None:
        since = additions.c.received >= wanted.added_since
        conditions.append(submissions.c.id.in_(select(additions.c.submission_id).where(since)))
    if wanted.waits is None:
        return select(*_COLUMNS).where(*conditions)
    if wanted.waits.part is not None:
        conditions.append(waiting.c.part == wanted.waits.part)
    if wanted.waits.urgent:
        conditions.append(waiting.c.urgent.is_(True))
    # Several pieces of one submission stand beside each other, and are one line.
    return (
        select(waiting.c.sequence)
        .join(submissions, submissions.c.sequence == waiting.c.sequence)
        .where(*conditions)
        .group_by(waiting.c.sequence)
    )


def _summaries(conn: Connection, walk: Select[Any], wanted: Wanted) -> list[Summary]:
    """The lines, newest first, of the places that were walked along."""
    if wanted.waits:
        places = list(conn.scalars(walk))
        walk = select(*_COLUMNS).where(submissions.c.sequence.in_(places))
    found = [Summary(**row._mapping) for row in conn.execute(walk)]
    return sorted(found, key=lambda each: -each.sequence)
