"""What is past its time is deleted: drafts, submissions with keys and files, staff's sessions.

What a family has taken back is deleted too or, where somebody had opened it, marked.
"""

from dataclasses import astuple, dataclass
from datetime import datetime

from heard.authority.hours import LONDON
from heard.casework.reading.reply_drafts import KEPT
from heard.casework.staff.sessions import forget_timed_out
from heard.records import (
    drafts,
    figures,
    files,
    kept_pages,
    messages,
    reply_drafts,
    submissions,
    taken_back,
)
from heard.records.database.store import Store


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


def sweep(store: Store, now: datetime) -> Swept:
    """Delete what is past its time, and leave no copy of it in the database's side files.

    Deleting the sealed keys is what makes a submission gone; its backups follow when the backup of
    that table is thrown away.
    """
    today = now.astimezone(LONDON).date()
    swept = store.free(
        lambda conn: Swept(
            drafts=drafts.delete_expired(conn, now),
            kept_pages=kept_pages.delete_expired(conn, now),
            submissions=submissions.delete_expired(conn, today),
            sessions=forget_timed_out(conn, now),
            reply_drafts=reply_drafts.delete_before(conn, today - KEPT),
            taken_back=messages.fulfil(conn),
            # Last: what was deleted before has let go of its files.
            files=files.delete_loose(conn),
            forgotten=taken_back.forget(conn, today),
            figures=figures.delete_expired(conn, today),
        )
    )
    if any(astuple(swept)):
        store.settle_deletions()
    store.keep_reserve()
    return swept
