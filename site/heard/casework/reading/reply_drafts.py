"""An answer that is being written at the desk is kept, sealed to the key of whoever writes it.

It comes back to the same person alone, after a time-out, a sign-out in another window or a day.
Where the session has ended under the writer's hands nobody is signed in who could be asked; what
they posted is sealed to their public key all the same, which the desk's commands have vouched for.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from heard.authority.hours import LONDON
from heard.casework.council.logbook import Logbook
from heard.casework.errors import CannotReply
from heard.casework.reading.holding import held
from heard.casework.staff.access import Access, Permission
from heard.casework.staff.sessions import SignedIn
from heard.records import messages, reply_drafts, staff
from heard.records.database.store import Store
from heard.records.reply_drafts import Writing
from heard.records.scope import EVERYTHING
from heard.vault.errors import CannotOpen
from heard.vault.staff.reply_drafts import DraftIdentity, seal_reply_draft
from heard.vault.staff.vouching import is_vouched

#: How long an answer that nobody goes on with is kept.
KEPT = timedelta(days=7)

#: What was typed, by the names of the fields, as a browser posts it.
Typed = dict[str, list[str]]


@dataclass(frozen=True)
class ReplyDraft:
    """What this person has typed, and the day on which it was last kept."""

    typed: Typed
    day: date


def keep_draft(store: Store, access: Access, reference: str, typed: Typed, now: datetime) -> None:
    """Keep what somebody has typed so far; nothing where just this has been sent already.

    Raises NotPermitted and NoSuchSubmission.
    """
    writer, today = access.to(Permission.REPLY), now.astimezone(LONDON).date()
    identity = DraftIdentity(writer.staff_id, reference)
    body = writer.key.seal_draft(identity, typed)
    with held(store, access.scope, reference, today) as (conn, found):
        # What was kept by script may come in after the sending.
        if not any(messages.is_there(conn, id) for id in typed.get("once", ())):
            reply_drafts.keep(conn, writer.staff_id, found.id, today, body)


def keep_for_absent(
    store: Store, logbook: Logbook, staff_id: str, reference: str, typed: Typed, now: datetime
) -> None:
    """Keep what somebody has typed whose session is over; they open it when they sign in again.

    Raises CannotReply where there is no such account any more, and NoSuchSubmission.
    """
    today = now.astimezone(LONDON).date()
    with held(store, EVERYTHING, reference, today) as (conn, found):
        writer = staff.find(conn, staff_id)
        if (
            writer is None
            or not writer.active
            or not is_vouched(logbook.key, writer.id, writer.recipient, writer.vouched)
        ):
            raise CannotReply
        body = seal_reply_draft(writer.recipient, DraftIdentity(writer.id, reference), typed)
        reply_drafts.keep(conn, writer.id, found.id, today, body)


def own_draft(store: Store, writer: SignedIn, reference: str) -> ReplyDraft | None:
    """What this person has typed and not sent; None where there is none that their key opens."""
    with store.read() as conn:
        found = reply_drafts.find(conn, writer.staff_id, reference)
    if found is None:
        return None
    try:
        identity = DraftIdentity(writer.staff_id, reference)
        return ReplyDraft(writer.key.open_draft(found.body, identity), found.day)
    except CannotOpen:
        return None


def others_writing(store: Store, writer: SignedIn, reference: str) -> list[Writing]:
    """Who else writes to this family at the moment."""
    with store.read() as conn:
        return reply_drafts.others_writing(conn, writer.staff_id, reference)


def drop_draft(store: Store, access: Access, reference: str, now: datetime) -> None:
    """Forget what this person has typed. Raises NotPermitted and NoSuchSubmission."""
    writer = access.to(Permission.REPLY)
    today = now.astimezone(LONDON).date()
    with held(store, access.scope, reference, today) as (conn, found):
        reply_drafts.delete_one(conn, writer.staff_id, found.id)
