"""Answering a family. A reply opens with the receipt number, and for the readers of one part."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from heard.authority.hours import LONDON
from heard.casework.council.logbook import Action, Logbook
from heard.casework.errors import (
    AnsweredMeanwhile,
    CannotReply,
    NoSuchSubmission,
    NotPermitted,
    OnlyForChairs,
)
from heard.casework.reading.agreeing import differences_logged
from heard.casework.reading.asking import (
    can_open,
    hears_from_the_chair,
    holds_key_of,
    require_agreement,
)
from heard.casework.reading.holding import held
from heard.casework.sending.child_reply import Told, too_long
from heard.casework.staff.access import Access, Permission
from heard.casework.staff.sessions import SignedIn
from heard.journeys.catalogue import by_name
from heard.journeys.model.journey import Journey
from heard.journeys.model.questions import LONGEST
from heard.records import messages, readings, reply_drafts, submissions
from heard.records.database.store import Store
from heard.records.messages import StoredMessage
from heard.records.submissions import Submission
from heard.vault.messages import COUNCIL, MessageIdentity, seal_message


@dataclass(frozen=True)
class Reply:
    """What a member of staff answers.

    `part` says who opens it at the desk: "unit" for the team, "chair" for the chairs alone,
    "complaints" for who deals with complaints about chairs.
    `id` was drawn with the page (`records.messages.new_message_id`), so that pressing twice answers
    once.

    To a child (`Journey.age`) `text` is what we understood and `did` what we did about it or, where
    `could` is False, why we could not; `passed_on` says that it was told to the child today through
    the person they named.
    """

    id: str
    text: str
    part: str
    did: str = ""
    could: bool = True
    passed_on: bool = False


def form_to_answer(store: Store, access: Access, reference: str, now: datetime) -> Journey | None:
    """The form by which it was sent, which stands in the clear; None where we do not know it.

    Raises NotPermitted and NoSuchSubmission.
    """
    access.to(Permission.REPLY)
    with held(store, access.scope, reference, now.astimezone(LONDON).date()) as (_, found):
        return by_name(found.form)


def reply(
    store: Store, logbook: Logbook, access: Access, reference: str, new: Reply, now: datetime
) -> None:
    """Seal and store a reply, and note as read what its writer has opened. It is logged.

    A child who wrote something for the chairs alone is answered by who can open it; that a child
    was told by the chair, face to face, a chair says. Where there is a message that the writer had
    not seen when they opened the page, nothing is sent: AnsweredMeanwhile. What they had kept as a
    draft is deleted with the sending. Raises NotPermitted for who may not open the part itself,
    CannotReply, OnlyForChairs, NoSuchSubmission, CannotSeal, and DoesNotAgree where the keys that
    it would be sealed to are not those that were sealed inside; nothing is changed then.
    """
    reader = access.to(Permission.REPLY)
    if not can_open(new.part, reader):
        raise NotPermitted(Permission.OPEN_FOR_CHAIRS)
    today = now.astimezone(LONDON).date()
    told = Told(
        new.text.strip(), new.did.strip(), new.could, passed_on=today if new.passed_on else None
    )
    if not told.text or max(len(told.text), len(told.did)) > LONGEST:
        raise CannotReply
    if not messages.is_message_id(new.id):
        raise CannotReply
    with (
        differences_logged(store, logbook, reader, now),
        held(store, access.scope, reference, today) as (conn, found),
    ):
        journey = by_name(found.form)
        if not _fits(journey, told):
            raise CannotReply
        if new.part not in found.parts:
            raise NoSuchSubmission(reference)
        if messages.is_there(conn, new.id):
            return
        if "chair" in found.parts and not holds_key_of(conn, found, "chair", reader):
            _require_no_chair(conn, found, journey, reader, passed_on=new.passed_on)
        if messages.how_many(conn, found.id) > messages.place_of(new.id):
            raise AnsweredMeanwhile
        require_agreement(conn, logbook, found, reader, new.part)
        stored = StoredMessage(new.id, new.part, today, _sealed(found, new, told))
        if not messages.add_reply(conn, found.id, stored):
            return
        reply_drafts.delete_one(conn, reader.staff_id, found.id)
        logbook.write(conn, reader.name, Action.REPLIED, found.reference, now)
        submissions.mark_opened(conn, found.id)
        readings.note_done(conn, found.id, reader.staff_id, today)


def _require_no_chair(
    conn: Connection,
    found: Submission,
    journey: Journey | None,
    reader: SignedIn,
    *,
    passed_on: bool,
) -> None:
    """Raise OnlyForChairs for what somebody without the chairs' key may not say to a child."""
    if journey is None or not journey.age:
        return
    added = {each.part for each in messages.added_to(conn, found.id)}
    if "chair" in found.answered | added:
        raise OnlyForChairs
    if passed_on and hears_from_the_chair(conn, found, reader):
        raise OnlyForChairs


def _fits(journey: Journey | None, told: Told) -> bool:
    """Whether a child gets both blocks in sentences they can follow, and an adult one text."""
    if journey is None or not journey.age:
        return not told.more()
    return bool(told.did) and not too_long(told.text) and not too_long(told.did)


def _sealed(found: Submission, new: Reply, told: Told) -> bytes:
    readers = [found.mailbox_recipient, found.parts[new.part].recipient]
    identity = MessageIdentity(new.id, found.id, COUNCIL, new.part)
    return seal_message(readers, identity, told.text, told.more())
