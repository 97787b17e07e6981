"""The list of what families sent: only what stands in the clear, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from heard.authority.hours import LONDON
from heard.casework.errors import HoldsNoKey
from heard.casework.sessions import SignedIn
from heard.records import inbox
from heard.records.store import Store
from heard.records.submissions import Summary

PAGE_SIZE = 25
#: Counting of urgent ones stops here; the desk then says "100 or more".
MOST_COUNTED = 100


class Shown(StrEnum):
    """Which submissions a list shows."""

    ALL = "all"
    UNREAD = "unread"
    URGENT = "urgent"
    READ = "read"
    WITHDRAWN = "withdrawn"


_STATES = {
    Shown.ALL: None,
    Shown.UNREAD: "sent",
    Shown.URGENT: "sent",
    Shown.READ: "read",
    Shown.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True)
class InboxPage:
    """One page, newest first. `older` and `newer` are what to ask for next; None where it ends.

    `urgent_waiting` counts urgent ones that nobody has read, up to MOST_COUNTED.
    """

    shown: Shown
    rows: tuple[Summary, ...]
    older: int | None
    newer: int | None
    urgent_waiting: int


def inbox_page(
    store: Store,
    reader: SignedIn,
    now: datetime,
    *,
    shown: Shown = Shown.ALL,
    before: int | None = None,
    after: int | None = None,
    size: int = PAGE_SIZE,
) -> InboxPage:
    """The page before or after a place in the list, or the newest. HoldsNoKey."""
    if not reader.holds:
        raise HoldsNoKey
    today = now.astimezone(LONDON).date()
    which = {"state": _STATES[shown], "urgent": shown is Shown.URGENT}
    with store.read() as conn:
        urgent = inbox.count_urgent(conn, today, MOST_COUNTED)
        # One row more than is shown says whether the list goes on.
        if after is not None:
            rows = inbox.newer(conn, today, after, size + 1, **which)
            if len(rows) > size:
                rows = rows[1:]
                return InboxPage(shown, tuple(rows), rows[-1].sequence, rows[0].sequence, urgent)
            # The beginning is reached: show it whole rather than the few that were left.
            before = None
        rows = inbox.older(conn, today, before, size + 1, **which)
    page = rows[:size]
    return InboxPage(
        shown,
        tuple(page),
        page[-1].sequence if len(rows) > size else None,
        page[0].sequence if page and before is not None else None,
        urgent,
    )
