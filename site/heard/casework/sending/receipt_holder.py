"""What a receipt number tells, and what its holder can still do. It never gives back the words."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from heard.authority.hours import LONDON
from heard.casework.errors import (
    CannotAdd,
    CannotTakeBack,
    NothingUnderNumber,
    OpenedMeanwhile,
)
from heard.casework.sending.child_reply import Told, told_in
from heard.journeys.catalogue import by_name
from heard.journeys.model.questions import LONGEST
from heard.records import messages, readings, submissions
from heard.records.database.store import Store
from heard.records.messages import StoredMessage
from heard.records.submissions import Receipted
from heard.vault.errors import CannotOpen
from heard.vault.mailbox import open_mailbox, open_no_mailbox, prove_receipt
from heard.vault.messages import COUNCIL, FAMILY, MessageIdentity, open_message, seal_message
from heard.vault.receipts import DIGITS, hash_receipt, read_receipt

#: So often a family can add something: room enough for what they have to say, and an end to what
#: somebody can fill the database with by one number. A few more get through where they come at the
#: very same moment.
MOST_ADDITIONS = 20


@dataclass(frozen=True)
class Reply:
    """A reply of staff. `told` is None where it does not open: it was changed after it was sent."""

    day: date
    told: Told | None

    @property
    def text(self) -> str | None:
        """The words, or None."""
        return self.told.text if self.told else None


@dataclass(frozen=True)
class Followed:
    """The state of something sent, as its sender may know it.

    `age` is the band of children that the form is made for; empty for adults. `opened` says that
    somebody has opened it, `read_on` when a person first marked it as read, `chair_read_on` when a
    person who holds the chairs' key did. `asks` says that a person has to confirm what was asked
    for, `confirmed_on` when one did. `taken_back_on` is the day on which the family took back what
    somebody had opened. `added` has the day of each addition.
    """

    age: str

    received: date
    state: str
    opened: bool
    read_on: date | None
    chair_read_on: date | None
    asks: bool
    confirmed_on: date | None
    taken_back_on: date | None
    answers: tuple[Reply, ...]
    added: tuple[date, ...]
    can_add: bool
    can_take_back: bool


def follow(store: Store, receipt_key: bytes, typed: str, today: date) -> Followed | None:
    """The state of what was sent under this number, with the replies opened by it.

    None where the number is not one, was never given, its time has passed, or it was taken back
    before anybody opened it. All of these take the same steps, the stretching of the number
    included, so that the time says nothing.
    """
    receipt = read_receipt(typed) or "0" * DIGITS
    with store.read() as conn:
        found, asked = _find(conn, receipt_key, receipt, today)
        if found is None:
            sealed, added, read = [], [], {}
        else:
            sealed = messages.replies_to(conn, found.id)
            added = messages.days_of_additions(conn, found.id)
            read = readings.days_read(conn, found.id)
    if found is None:
        try:
            open_no_mailbox(receipt)
        except CannotOpen:
            return None
    journey = by_name(found.form)
    return Followed(
        age=journey.age if journey else "",
        received=found.received,
        state=found.state,
        opened=found.opened,
        read_on=min(read.values(), default=None),
        chair_read_on=read.get("chair"),
        asks=journey is not None and journey.confirmed,
        confirmed_on=found.confirmed_on,
        taken_back_on=asked,
        answers=_answers(found, receipt, sealed),
        added=tuple(added),
        can_add=_can_add(asked, len(added)),
        can_take_back=asked is None,
    )


def add_words(
    store: Store,
    receipt_key: bytes,
    receipt: str,
    text: str,
    part: str,
    now: datetime,
    id: str,
) -> None:
    """Seal what the family adds to the part ("unit" or "chair") whose readers may see it.

    `id` was drawn with the page (`records.messages.new_message_id`), so that posting it twice adds
    once. Raises CannotAdd, NothingUnderNumber and CannotSeal; nothing is stored then.
    """
    text, today = text.strip(), now.astimezone(LONDON).date()
    if not text or len(text) > LONGEST or not messages.is_message_id(id):
        raise CannotAdd
    try:
        with store.write() as conn:
            found, asked = _find(conn, receipt_key, receipt, today)
            if found is None:
                raise NothingUnderNumber
            many = len(messages.days_of_additions(conn, found.id))
            recipients = submissions.part_recipients(conn, found.id)
            if part not in recipients or not _can_add(asked, many):
                raise CannotAdd
            identity = MessageIdentity(id, found.id, FAMILY, part)
            body = seal_message([recipients[part]], identity, text)
            messages.add_addition(conn, found.id, StoredMessage(id, part, today, body))
    except IntegrityError:
        # It was deleted between the two statements.
        raise NothingUnderNumber from None


def withdraw(
    store: Store, receipt_key: bytes, receipt: str, now: datetime, *, told_opened: bool
) -> None:
    """Take it back: what nobody has opened is deleted, what somebody has opened is marked.

    The desk's process does it within a minute, and opens it no more from this moment on.
    `told_opened` is what the family's page said before the press; OpenedMeanwhile is raised, and
    nothing done, where it has become untrue. Raises NothingUnderNumber, and CannotTakeBack where
    the proof that the number is known has nothing to count against.
    """
    try:
        with store.write() as conn:
            today = now.astimezone(LONDON).date()
            found, _ = _find(conn, receipt_key, receipt, today)
            if found is None:
                raise NothingUnderNumber
            try:
                proof = prove_receipt(receipt, found.mailbox_wrapped)
            except CannotOpen:
                raise NothingUnderNumber from None
            messages.take_back(conn, found.id, today, proof)
            if messages.taken_back_on(conn, found.id) is None:
                raise CannotTakeBack
            # Only now: whoever was opening it at this moment has finished, and nobody else can
            # begin before this transaction ends.
            if submissions.is_opened(conn, found.id) and not told_opened:
                raise OpenedMeanwhile
    except IntegrityError:
        raise NothingUnderNumber from None


def _find(
    conn: Connection, receipt_key: bytes, typed: str, today: date
) -> tuple[Receipted | None, date | None]:
    """What is kept under the number, and the day on which it was taken back."""
    receipt = read_receipt(typed) or "0" * DIGITS
    found = submissions.by_receipt_hash(conn, hash_receipt(receipt_key, receipt))
    # Asked for in any case, so that every number costs the same.
    asked = messages.taken_back_on(conn, found.id if found else "")
    if found is None or found.expires <= today or (asked and not found.opened):
        return None, None
    return found, asked


def _can_add(taken_back_on: date | None, many: int) -> bool:
    return taken_back_on is None and many < MOST_ADDITIONS


def _answers(found: Receipted, receipt: str, sealed: list[StoredMessage]) -> tuple[Reply, ...]:
    try:
        private = open_mailbox(receipt, found.mailbox_wrapped)
    except CannotOpen:
        return tuple(Reply(each.day, None) for each in sealed)
    return tuple(Reply(each.day, _told(private, found.id, each)) for each in sealed)


def _told(private: str, submission: str, message: StoredMessage) -> Told | None:
    identity = MessageIdentity(message.id, submission, COUNCIL, message.part)
    try:
        return told_in(open_message(private, message.body, identity))
    except CannotOpen:
        return None
