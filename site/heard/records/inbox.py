"""The desk's list, newest first, in pages that cost the same however long the list is.

Every query says how far it reaches, and raises NoScope where that is left open.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from heard.records.scope import Scope, within
from heard.records.submissions import Summary
from heard.records.tables import additions, submissions

_COLUMNS = [submissions.c[name] for name in Summary.__dataclass_fields__]


@dataclass(frozen=True)
class Wanted:
    """Which submissions a list holds, of those in its scope.

    `state` leaves only those in that state, `urgent` only those for which somebody asked to be
    answered today, `added_since` those to which the family added something on that day or later.
    """

    state: str | None = None
    urgent: bool = False
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
    query = _query(scope, today, wanted).order_by(submissions.c.sequence.desc()).limit(size)
    if before is not None:
        query = query.where(submissions.c.sequence < before)
    return [Summary(**row._mapping) for row in conn.execute(query)]


def newer(
    conn: Connection, scope: Scope, today: date, after: int, size: int, wanted: Wanted = ALL
) -> list[Summary]:
    """The `size` that came next after sequence `after`, newest first. See `older`."""
    query = _query(scope, today, wanted).order_by(submissions.c.sequence).limit(size)
    rows = conn.execute(query.where(submissions.c.sequence > after)).all()
    return [Summary(**row._mapping) for row in reversed(rows)]


def count_urgent(conn: Connection, scope: Scope, today: date, most: int) -> int:
    """How many urgent submissions nobody has read; counting stops at `most`."""
    conditions = _conditions(scope, today, Wanted(state="sent", urgent=True))
    waiting = select(submissions.c.sequence).where(*conditions).limit(most)
    return conn.scalars(select(func.count()).select_from(waiting.subquery())).one()


def last_additions(conn: Connection, scope: Scope, ids: list[str]) -> dict[str, date]:
    """The day of the newest addition to each of these submissions that has one."""
    query = (
        select(additions.c.submission_id, func.max(additions.c.received).label("day"))
        .join(submissions, submissions.c.id == additions.c.submission_id)
        .where(within(scope), additions.c.submission_id.in_(ids))
        .group_by(additions.c.submission_id)
    )
    return {row.submission_id: row.day for row in conn.execute(query)}


def _query(scope: Scope, today: date, wanted: Wanted) -> Select[Any]:
    return select(*_COLUMNS).where(*_conditions(scope, today, wanted))


def _conditions(scope: Scope, today: date, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [within(scope), submissions.c.expires > today]
    if wanted.state is not None:
        conditions.append(submissions.c.state == wanted.state)
    if wanted.urgent:
        conditions.append(submissions.c.urgent.is_(True))
    if wanted.added_since is not None:
        since = additions.c.received >= wanted.added_since
        conditions.append(submissions.c.id.in_(select(additions.c.submission_id).where(since)))
    return conditions
