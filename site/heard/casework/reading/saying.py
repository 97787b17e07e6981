"""Saying what became of one thing that a family asked for: arranged, not arranged, not any more.

Only who can open the part in which it was asked for says anything of it. What was said before is
kept: a family was told it, and may have relied on it.
"""

from dataclasses import dataclass
from datetime import datetime

from heard.authority.hours import LONDON
from heard.casework.council.logbook import Action, Logbook
from heard.casework.errors import CannotSay, NoSuchNeed, NotPermitted, SaidMeanwhile
from heard.casework.reading.agreeing import differences_logged
from heard.casework.reading.asking import can_open, require_agreement
from heard.casework.reading.holding import WITHDRAWN, held
from heard.casework.reading.needs import Need
from heard.casework.sending.child_reply import too_long
from heard.casework.sending.need_words import NeedWords
from heard.casework.staff.access import Access, Permission
from heard.journeys.catalogue import by_name
from heard.records import messages, needs
from heard.records.database.store import Store
from heard.records.needs import StoredStep
from heard.records.tables import NEED_STATES
from heard.vault.messages import NEED, MessageIdentity, seal_message

#: The most letters that are said of one need: a few words, which a family reads at once.
MOST_LETTERS = 600


@dataclass(frozen=True)
class Said:
    """What somebody says of a need now.

    `named` is whether the family's page calls it by its name. `seen` is the id of the newest step
    on the page on which this was written, `id` was drawn with that page.
    """

    id: str
    state: str
    text: str
    named: bool
    seen: str


def can_say(state: str) -> bool:
    """Whether anything is said of the needs of something sent; not once it was taken back."""
    return state != WITHDRAWN


def say(
    store: Store,
    logbook: Logbook,
    access: Access,
    reference: str,
    need: Need,
    said: Said,
    now: datetime,
) -> None:
    """Seal and store where a need stands now, and what is said of it. It is logged, without words.

    Saying it twice stores it once. Raises NotPermitted for who may not open the part itself,
    CannotSay, SaidMeanwhile where somebody has said something that the page did not show,
    NoSuchSubmission, NoSuchNeed, CannotSeal, and DoesNotAgree as a reply does; nothing is changed
    then.
    """
    reader = access.to(Permission.REPLY)
    if not can_open(need.part, reader):
        raise NotPermitted(Permission.OPEN_FOR_CHAIRS)
    today, text = now.astimezone(LONDON).date(), said.text.strip()
    nameless = need.discreet and not said.named
    if said.state not in NEED_STATES or not messages.is_message_id(said.id):
        raise CannotSay
    if len(text) > MOST_LETTERS or (nameless and not text):
        raise CannotSay
    with (
        differences_logged(store, logbook, reader, now),
        held(store, access.scope, reference, today) as (conn, found),
    ):
        journey = by_name(found.form)
        if not can_say(found.state) or (journey and journey.age and too_long(text)):
            raise CannotSay
        stored = needs.of_submission(conn, found.id).get(need.id)
        if stored is None or need.part not in found.parts:
            raise NoSuchNeed
        if needs.has_step(conn, said.id):
            return
        if needs.last_step(conn, need.id) != said.seen:
            raise SaidMeanwhile
        require_agreement(conn, logbook, found, reader, need.part)
        words = NeedWords(
            need=need.id,
            state=said.state,
            text=text,
            name=None if nameless else need.name,
            language=need.language,
        )
        body = seal_message(
            [found.mailbox_recipient, found.parts[need.part].recipient],
            MessageIdentity(said.id, found.id, NEED, need.part),
            text,
            words.more(),
        )
        step = StoredStep(said.id, need.id, need.part, today, body)
        needs.add_step(conn, stored, step, reader.staff_id, said.state)
        subject = f"{found.reference} {need.id} {said.state}"
        logbook.write(conn, reader.name, Action.SAID_OF_NEED, subject, now)
