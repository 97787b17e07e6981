"""The list of what families sent: only what stands in the clear, a page at a time."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from heard.authority.hours import LONDON
from heard.casework.staff.access import Access, Permission
from heard.records import inbox, messages
from heard.records.database.store import Store
from heard.records.inbox import Wanted
from heard.records.scope import Scope
from heard.records.submissions import Summary

PAGE_SIZE = 25
#: Counting of urgent ones stops here; the desk then says "100 or more".
MOST_COUNTED = 100
#: For so long something that a family added stands in the list of what was added to lately.
LATELY = timedelta(days=14)


class Shown(StrEnum):
    """Which submissions a list shows."""

    ALL = "all"
    UNREAD = "unread"
    URGENT = "urgent"
    ADDED = "added"
    READ = "read"
    WITHDRAWN = "withdrawn"


_STATES = {
    Shown.ALL: None,
    Shown.UNREAD: "sent",
    Shown.URGENT: "sent",
    Shown.ADDED: None,
    Shown.READ: "read",
    Shown.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True)
class InboxPage:
    """One page, newest first. `older` and `newer` are what to ask for next; None where it ends.

    `added` has the day of the newest addition, by the id of what it was added to, `answered` the
    ids of what somebody has answered. `urgent_waiting` counts urgent ones that nobody has read, up
    to MOST_COUNTED.
    """

    shown: Shown
    rows: tuple[Summary, ...]
    added: Mapping[str, date]
    answered: Set[str]
    older: int | None
    newer: int | None
    urgent_waiting: int


def inbox_page(
    store: Store,
    access: Access,
    now: datetime,
    *,
    shown: Shown = Shown.ALL,
    before: int | None = None,
    after: int | None = None,
    size: int = PAGE_SIZE,
) -> InboxPage:
    """The page before or after a place in the list, or the newest. NotPermitted."""
    access.to(Permission.LIST)
    today = now.astimezone(LONDON).date()
    wanted = Wanted(
        state=_STATES[shown],
        urgent=shown is Shown.URGENT,
        added_since=today - LATELY if shown is Shown.ADDED else None,
    )
    with store.read() as conn:
        rows, older, newer = _rows(conn, access.scope, today, before, after, size, wanted)
        ids = [row.id for row in rows]
        return InboxPage(
            shown=shown,
            rows=tuple(rows),
            added=inbox.last_additions(conn, access.scope, ids),
            answered=messages.answered(conn, ids),
            older=older,
            newer=newer,
            urgent_waiting=inbox.count_urgent(conn, access.scope, today, MOST_COUNTED),
        )


def _rows(
    conn: Connection,
    scope: Scope,
    today: date,
    before: int | None,
    after: int | None,
    size: int,
    wanted: Wanted,
) -> tuple[list[Summary], int | None, int | None]:
    """The rows of the page, and where the older and the newer pages begin."""
    # One row more than is shown says whether the list goes on.
    if after is not None:
        rows = inbox.newer(conn, scope, today, after, size + 1, wanted)
        if len(rows) > size:
            rows = rows[1:]
            return rows, rows[-1].sequence, rows[0].sequence
        # The beginning is reached: show it whole rather than the few that were left.
        before = None
    rows = inbox.older(conn, scope, today, before, size + 1, wanted)
    page = rows[:size]
    return (
        page,
        page[-1].sequence if len(rows) > size else None,
        page[0].sequence if page and before is not None else None,
    )
