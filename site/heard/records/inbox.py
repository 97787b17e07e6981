"""The desk's list, newest first, in pages that cost the same however long the list is."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, func, select

from heard.records.submissions import Summary
from heard.records.tables import additions, submissions

_COLUMNS = [submissions.c[name] for name in Summary.__dataclass_fields__]


def older(
    conn: Connection,
    today: date,
    before: int | None,
    size: int,
    *,
    state: str | None = None,
    urgent: bool = False,
    added_since: date | None = None,
) -> list[Summary]:
    """The `size` newest that came before sequence `before` (None: the newest of all).

    What expired by `today` is left out even before it is deleted. `urgent` leaves only those for
    which somebody asked to be answered today, `added_since` those to which the family added
    something on that day or later.
    """
    query = (
        _query(today, state, urgent, added_since)
        .order_by(submissions.c.sequence.desc())
        .limit(size)
    )
    if before is not None:
        query = query.where(submissions.c.sequence < before)
    return [Summary(**row._mapping) for row in conn.execute(query)]


def newer(
    conn: Connection,
    today: date,
    after: int,
    size: int,
    *,
    state: str | None = None,
    urgent: bool = False,
    added_since: date | None = None,
) -> list[Summary]:
    """The `size` that came next after sequence `after`, newest first. See `older`."""
    query = _query(today, state, urgent, added_since).order_by(submissions.c.sequence).limit(size)
    rows = conn.execute(query.where(submissions.c.sequence > after)).all()
    return [Summary(**row._mapping) for row in reversed(rows)]


def count_urgent(conn: Connection, today: date, most: int) -> int:
    """How many urgent submissions nobody has read; counting stops at `most`."""
    waiting = select(submissions.c.sequence).where(*_which(today, "sent", True)).limit(most)
    return conn.scalars(select(func.count()).select_from(waiting.subquery())).one()


def last_additions(conn: Connection, ids: list[str]) -> dict[str, date]:
    """The day of the newest addition to each of these submissions that has one."""
    query = (
        select(additions.c.submission_id, func.max(additions.c.received))
        .where(additions.c.submission_id.in_(ids))
        .group_by(additions.c.submission_id)
    )
    return dict(conn.execute(query).all())


def _query(today: date, state: str | None, urgent: bool, added_since: date | None) -> Select:
    return select(*_COLUMNS).where(*_which(today, state, urgent, added_since))


def _which(
    today: date, state: str | None, urgent: bool, added_since: date | None = None
) -> list[ColumnElement[bool]]:
    conditions = [submissions.c.expires > today]
    if state is not None:
        conditions.append(submissions.c.state == state)
    if urgent:
        conditions.append(submissions.c.urgent.is_(True))
    if added_since is not None:
        lately = select(additions.c.submission_id).where(additions.c.received >= added_since)
        conditions.append(submissions.c.id.in_(lately))
    return conditions
