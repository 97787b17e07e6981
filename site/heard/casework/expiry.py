"""What is past its time is deleted: drafts, submissions with their keys, sessions of staff."""

from dataclasses import astuple, dataclass
from datetime import datetime

from heard.authority.hours import LONDON
from heard.casework.sessions import forget_timed_out
from heard.records import drafts, submissions
from heard.records.store import Store


@dataclass(frozen=True)
class Swept:
    """How many rows of each kind were deleted."""

    drafts: int
    submissions: int
    sessions: int


def sweep(store: Store, now: datetime) -> Swept:
    """Delete what is past its time, and leave no copy of it in the database's side files.

    Deleting the sealed keys is what makes a submission gone; its backups follow when the backup of
    that table is thrown away.
    """
    with store.write() as conn:
        swept = Swept(
            drafts=drafts.delete_expired(conn, now),
            submissions=submissions.delete_expired(conn, now.astimezone(LONDON).date()),
            sessions=forget_timed_out(conn, now),
        )
    if any(astuple(swept)):
        store.settle_deletions()
    return swept
