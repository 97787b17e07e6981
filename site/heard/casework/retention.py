"""What is past its time is deleted: drafts, submissions with keys and files, staff's sessions.

What a family has taken back is deleted too or, where somebody had opened it, marked. What came
since is counted first, so that what is deleted otherwise is missed.
"""

import logging
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from heard.authority.hours import LONDON
from heard.casework.council.alarms import log_alarms
from heard.casework.council.logbook import Logbook
from heard.casework.reading.reply_drafts import KEPT
from heard.casework.staff.sessions import forget_timed_out
from heard.records import (
    alarms,
    drafts,
    endings,
    figures,
    files,
    kept_pages,
    ledger,
    messages,
    reply_drafts,
    taken_back,
)
from heard.records.database.engines import HELD_UP
from heard.records.database.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Swept:
    """How many rows of each kind were deleted. `taken_back` were deleted or marked.

    `forgotten` are what was left for a while of those that were taken back, `figures` counts of
    quarters.
    """

    drafts: int = 0
    submissions: int = 0
    sessions: int = 0
    taken_back: int = 0
    files: int = 0
    reply_drafts: int = 0
    forgotten: int = 0
    figures: int = 0
    kept_pages: int = 0


def sweep(store: Store, logbook: Logbook, now: datetime) -> Swept:
    """Delete what is past its time, and leave no copy of it in the database's side files.

    Deleting the sealed keys is what makes a submission gone; its backups follow when the backup of
    that table is thrown away. Each kind by itself: what somebody holds keeps nothing else waiting.
    """
    today = now.astimezone(LONDON).date()

    def one(work: Callable[[Connection], int]) -> int:
        return _unless_held(lambda: store.free(work))

    swept = Swept(
        sessions=one(lambda conn: forget_timed_out(conn, now)),
        taken_back=one(lambda conn: _fulfil(conn, logbook, today)),
        submissions=_unless_held(lambda: _end_expired(store, logbook, today)),
        reply_drafts=one(lambda conn: reply_drafts.delete_before(conn, today - KEPT)),
        drafts=one(lambda conn: drafts.delete_expired(conn, now)),
        kept_pages=one(lambda conn: kept_pages.delete_expired(conn, now)),
        # After what was deleted before has let go of its files.
        files=one(files.delete_loose),
        forgotten=one(lambda conn: taken_back.forget(conn, today)),
        figures=one(lambda conn: figures.delete_expired(conn, today)),
    )
    one(messages.drop_unproven)
    one(lambda conn: ledger.take_up(conn, logbook.key))
    log_alarms(store, logbook, now)
    if any(astuple(swept)):
        store.settle_deletions()
    store.keep_reserve()
    return swept


def _unless_held(work: Callable[[], int]) -> int:
    """What the work gives; nothing where somebody holds what it needs, until the next minute."""
    try:
        return work()
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) not in HELD_UP:
            raise
        _log.exception("the database held something up; trying again in a minute")
        return 0


def _fulfil(conn: Connection, logbook: Logbook, today: date) -> int:
    done = messages.fulfil(conn, logbook.key)
    for id in done.changed:
        alarms.raise_alarm(conn, id, today)
    return done.number


def _end_expired(store: Store, logbook: Logbook, today: date) -> int:
    number, after = 0, 0
    while True:
        ended = store.free(partial(_expired_after, logbook=logbook, today=today, after=after))
        number += len(ended.gone)
        if ended.last is None:
            return number
        after = ended.last


def _expired_after(conn: Connection, logbook: Logbook, today: date, after: int) -> endings.Ended:
    ended = endings.end_expired(conn, logbook.key, today, after)
    for id in ended.changed:
        alarms.raise_alarm(conn, id, today)
    return ended
