"""Answering a family. A reply opens with the receipt number, and for the readers of one part."""

from dataclasses import dataclass
from datetime import datetime

from heard.authority.hours import LONDON
from heard.casework.errors import CannotReply, HoldsNoKey
from heard.casework.holding import WITHDRAWN, held
from heard.casework.logbook import Action, Logbook
from heard.casework.reading import can_open
from heard.casework.sessions import SignedIn
from heard.journeys.catalogue import by_name
from heard.journeys.journey import Journey
from heard.journeys.questions import LONGEST
from heard.records import messages, submissions
from heard.records.messages import StoredMessage
from heard.records.store import Store
from heard.records.submissions import Submission
from heard.vault.messages import COUNCIL, MessageIdentity, seal_message


@dataclass(frozen=True)
class Reply:
    """What a member of staff answers.

    `part` says who opens it at the desk: "unit" for the team, "chair" for the chairs alone.
    `confirm` says that what the family asked for is arranged; the words say what. `id` was drawn
    with the page (`records.messages.new_message_id`), so that pressing twice answers once.
    """

    id: str
    text: str
    part: str
    confirm: bool = False


def may_confirm(journey: Journey | None, state: str) -> bool:
    """Whether a person can say of something sent that what was asked for is arranged."""
    return journey is not None and journey.confirmed and state != WITHDRAWN


def reply(
    store: Store, logbook: Logbook, reader: SignedIn, reference: str, new: Reply, now: datetime
) -> None:
    """Seal and store a reply, and mark the submission as read, or as confirmed too. It is logged.

    Raises HoldsNoKey for who does not hold the key of the part, CannotReply, NoSuchSubmission and
    CannotSeal; nothing is changed then.
    """
    if not can_open(new.part, reader):
        raise HoldsNoKey
    text = new.text.strip()
    if not text or len(text) > LONGEST or not messages.is_message_id(new.id):
        raise CannotReply
    today = now.astimezone(LONDON).date()
    with held(store, reference, today) as (conn, found):
        journey = by_name(found.form, found.form_version)
        if new.confirm and not may_confirm(journey, found.state):
            raise CannotReply
        stored = StoredMessage(new.id, new.part, today, _sealed(found, new, text))
        if not messages.add_reply(conn, found.id, stored):
            return
        logbook.write(conn, reader.name, Action.REPLIED, found.reference, now)
        submissions.mark_read(conn, found.id, today)
        if new.confirm:
            logbook.write(conn, reader.name, Action.CONFIRMED, found.reference, now)
            submissions.confirm(conn, found.id, today)


def _sealed(found: Submission, new: Reply, text: str) -> bytes:
    # What was sent before parts had public keys of their own opens with the number alone.
    readers = [key for key in (found.mailbox_recipient, found.recipients[new.part]) if key]
    return seal_message(readers, MessageIdentity(new.id, found.id, COUNCIL, new.part), text)
