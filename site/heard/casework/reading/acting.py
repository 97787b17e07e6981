"""Acting on something urgent that nobody has read: a chair says why, and it is urgent no longer.

It goes on waiting to be read, and the family is told nothing else.
"""

from datetime import datetime
from enum import StrEnum

from heard.authority.hours import LONDON
from heard.casework.council.logbook import Action, Logbook
from heard.casework.reading.holding import held
from heard.casework.staff.access import Access, Permission
from heard.records import waiting
from heard.records.database.store import Store


class Because(StrEnum):
    """Why: a closed list, because it stands in the log, in the clear."""

    DOES_NOT_OPEN = "does not open"
    TOLD = "told us themselves"
    HELP_IS_THERE = "help is with them"


def act_unread(
    store: Store,
    logbook: Logbook,
    access: Access,
    reference: str,
    because: Because,
    now: datetime,
) -> None:
    """Note that what is urgent was acted on without reading it. It is logged, with the reason.

    Nothing changes where nothing urgent waits. Raises NotPermitted and NoSuchSubmission.
    """
    person = access.to(Permission.OPEN_FOR_CHAIRS)
    today = now.astimezone(LONDON).date()
    with held(store, access.scope, reference, today) as (conn, found):
        if waiting.calm(conn, found.id):
            subject = f"{found.reference} {because}"
            logbook.write(conn, person.name, Action.ACTED_UNREAD, subject, now)


def is_urgent(store: Store, access: Access, reference: str, now: datetime) -> bool:
    """Whether anything urgent of it waits to be read. NotPermitted and NoSuchSubmission."""
    access.to(Permission.OPEN_FOR_CHAIRS)
    today = now.astimezone(LONDON).date()
    with held(store, access.scope, reference, today) as (conn, found):
        return any(each.urgent for each in waiting.of(conn, [found.id]).get(found.id, ()))
