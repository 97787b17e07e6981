"""The list of what families sent: only what stands in the clear, a page at a time."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from heard.authority.hours import LONDON
from heard.casework.council.logbook import Logbook
from heard.casework.reading.holding import WITHDRAWN
from heard.casework.staff.access import Access, Permission
from heard.records import inbox, messages, taken_back, waiting
from heard.records.database.store import Store
from heard.records.inbox import Waits, Wanted
from heard.records.scope import Scope
from heard.records.submissions import Summary
from heard.records.taken_back import TakenBack
from heard.records.waiting import Waiting

PAGE_SIZE = 25
#: Counting of urgent ones stops here; the desk then says "100 or more".
MOST_COUNTED = 100
#: For so long something that a family added stands in the list of what was added to lately.
LATELY = timedelta(days=14)


class Shown(StrEnum):
    """Which submissions a list shows."""

    ALL = "all"
    UNREAD = "unread"
    TEAM = "team"
    CHAIR = "chair"
    URGENT = "urgent"
    ADDED = "added"
    READ = "read"
    WITHDRAWN = "withdrawn"


_WANTED = {
    Shown.ALL: inbox.ALL,
    Shown.UNREAD: Wanted(waits=Waits()),
    Shown.TEAM: Wanted(waits=Waits("unit")),
    Shown.CHAIR: Wanted(waits=Waits("chair")),
    Shown.URGENT: Wanted(waits=Waits(urgent=True)),
    Shown.READ: Wanted(state="sent", read=True),
    Shown.WITHDRAWN: Wanted(state=WITHDRAWN),
}


@dataclass(frozen=True)
class InboxPage:
    """One page, newest first. `older` and `newer` are what to ask for next; None where it ends.

    `waiting` has what nobody has read yet, and `added` the day of the newest addition, by the id of
    the submission; `answered` has the ids of what somebody has answered. `urgent_waiting` counts
    those with something urgent that nobody has read, and `urgent_for_chairs` those of them where
    only a chair can, up to MOST_COUNTED.
    """

    shown: Shown
    rows: tuple[Summary, ...]
    waiting: Mapping[str, tuple[Waiting, ...]]
    added: Mapping[str, date]
    answered: Set[str]
    older: int | None
    newer: int | None
    urgent_waiting: int
    urgent_for_chairs: int


def inbox_page(
    store: Store,
    logbook: Logbook,
    access: Access,
    now: datetime,
    *,
    shown: Shown = Shown.ALL,
    before: int | None = None,
    after: int | None = None,
    size: int = PAGE_SIZE,
) -> InboxPage:
    """The page before or after a place in the list, or the newest. NotPermitted.

    What the family took back a moment ago is taken back first, so that each line leads somewhere.
    """
    access.to(Permission.LIST)
    today = now.astimezone(LONDON).date()
    wanted = _wanted(shown, today)
    found, wished = _page(store, access, today, shown, wanted, before, after, size)
    if not wished:
        return found
    _take_back(store, logbook)
    return _page(store, access, today, shown, wanted, before, after, size)[0]


def neighbours(
    store: Store, access: Access, now: datetime, reference: str, shown: Shown = Shown.ALL
) -> tuple[str | None, str | None]:
    """The references that stand before and after one in a list; None where it ends. NotPermitted.

    What has left the list since, because it was read, still has its place.
    """
    access.to(Permission.LIST)
    today = now.astimezone(LONDON).date()
    wanted = _wanted(shown, today)
    with store.read() as conn:
        place = inbox.sequence_of(conn, access.scope, reference)
        if place is None:
            return None, None
        newer = inbox.newer(conn, access.scope, today, place, 1, wanted)
        older = inbox.older(conn, access.scope, today, place, 1, wanted)
    return newer[0].reference if newer else None, older[0].reference if older else None


def _wanted(shown: Shown, today: date) -> Wanted:
    return Wanted(added_since=today - LATELY) if shown is Shown.ADDED else _WANTED[shown]


def _page(
    store: Store,
    access: Access,
    today: date,
    shown: Shown,
    wanted: Wanted,
    before: int | None,
    after: int | None,
    size: int,
) -> tuple[InboxPage, bool]:
    """The page, and whether the family of any of its lines wants it taken back."""
    scope = access.scope
    with store.read() as conn:
        rows, older, newer = _rows(conn, scope, today, before, after, size, wanted)
        ids = [row.id for row in rows]
        found = InboxPage(
            shown=shown,
            rows=tuple(rows),
            waiting=waiting.of(conn, ids),
            added=inbox.last_additions(conn, scope, ids),
            answered=messages.answered(conn, ids),
            older=older,
            newer=newer,
            urgent_waiting=inbox.count_urgent(conn, scope, today, MOST_COUNTED),
            urgent_for_chairs=inbox.count_urgent(conn, scope, today, MOST_COUNTED, "chair"),
        )
        return found, messages.wished(conn, ids)


def _take_back(store: Store, logbook: Logbook) -> None:
    with store.write() as conn:
        messages.fulfil(conn, logbook.key)
    store.settle_deletions()


@dataclass(frozen=True)
class TakenBackPage:
    """One page of what was taken back unread, newest first; `older` is what to ask for next."""

    rows: tuple[TakenBack, ...]
    older: tuple[date, str] | None


def taken_back_page(
    store: Store,
    logbook: Logbook,
    access: Access,
    before: tuple[date, str] | None = None,
    size: int = PAGE_SIZE,
) -> TakenBackPage:
    """What was taken back before anybody had opened it, as long as a row of it is kept.

    `before` is a place in the list. What was taken back a moment ago stands in it. NotPermitted.
    """
    access.to(Permission.LIST)
    with store.read() as conn:
        wished = messages.wished(conn)
    if wished:
        _take_back(store, logbook)
    with store.read() as conn:
        rows = taken_back.newest(conn, access.scope, before, size + 1)
    last = rows[size - 1] if len(rows) > size else None
    return TakenBackPage(tuple(rows[:size]), (last.taken_back_on, last.reference) if last else None)


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
