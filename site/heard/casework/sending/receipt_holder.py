"""What a receipt number tells, and what its holder can still do. It never gives back the words."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from heard.authority.hours import LONDON
from heard.casework.errors import (
    CannotAdd,
    CannotTakeBack,
    DoesNotAgree,
    NothingUnderNumber,
    OpenedMeanwhile,
)
from heard.casework.sending.child_reply import Told, told_in
from heard.casework.sending.need_words import NeedWords, open_need_words
from heard.journeys.catalogue import by_name
from heard.journeys.model.questions import LONGEST
from heard.records import alarms, messages, needs, readings, submissions
from heard.records.database.store import Store
from heard.records.messages import StoredMessage
from heard.records.needs import StoredStep
from heard.records.readings import ReadOn
from heard.records.submissions import Receipted
from heard.records.waiting import Piece
from heard.vault.errors import CannotOpen
from heard.vault.mailbox import OpenMailbox, open_mailbox, open_no_mailbox, prove_receipt
from heard.vault.messages import COUNCIL, FAMILY, MessageIdentity, open_message, seal_message
from heard.vault.parts import APART, PARTS
from heard.vault.primitives.envelope import recipient_of
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
class Spoken:
    """What staff said of one need on one day. `words` is None where it does not open."""

    day: date
    words: NeedWords | None


@dataclass(frozen=True)
class ToldNeed:
    """One thing that was asked for, of which staff have said something: `now`, and `before` that.

    `before` has the newest first.
    """

    now: Spoken
    before: tuple[Spoken, ...]


@dataclass(frozen=True)
class FollowedPiece:
    """What became of one piece: what was answered for the readers of a part, or one addition.

    `part` is "unit" for the team, "chair" for the chairs alone and "complaints" for who deals with
    complaints about chairs. `added_on` is the day of an
    addition, None for what was sent at first. `opened` says that somebody has opened it, the others
    when a person first said that they had read it.
    """

    part: str
    added_on: date | None
    urgent: bool
    opened: bool
    team_read_on: date | None
    chair_read_on: date | None

    @property
    def read(self) -> bool:
        """Whether anybody who can open it has said that they read it."""
        return self.team_read_on is not None or self.chair_read_on is not None


@dataclass(frozen=True)
class Followed:
    """The state of something sent, as its sender may know it.

    `age` is the band of children that the form is made for; empty for adults. `opened` says that
    somebody has opened it, `pieces` what became of each piece that holds words. `may_ask` says that
    something can be asked for with this form, `needs` what staff have said of it, what was said
    last first: nothing else of what was asked for is known here. `taken_back_on` is the day on
    which the family took back what somebody had opened.
    """

    age: str

    received: date
    state: str
    opened: bool
    pieces: tuple[FollowedPiece, ...]
    may_ask: bool
    needs: tuple[ToldNeed, ...]
    taken_back_on: date | None
    answers: tuple[Reply, ...]
    can_add: bool
    can_take_back: bool

    @property
    def sent(self) -> tuple[FollowedPiece, ...]:
        """What was sent at first, by part."""
        return tuple(each for each in self.pieces if each.added_on is None)

    @property
    def added(self) -> tuple[FollowedPiece, ...]:
        """What was added since, in order."""
        return tuple(each for each in self.pieces if each.added_on is not None)

    @property
    def all_read(self) -> bool:
        """Whether everything that holds words was read by somebody who can open it."""
        return all(each.read for each in self.pieces)

    @property
    def some_read(self) -> bool:
        """Whether anything was read."""
        return any(each.read for each in self.pieces)

    @property
    def apart(self) -> bool:
        """Whether it is kept from chairs and team."""
        return any(each.part == APART for each in self.pieces)

    @property
    def read_by_any_chair(self) -> bool:
        """Whether a chair has read any of it."""
        return any(each.chair_read_on for each in self.pieces)


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
            sealed, steps = list[StoredMessage](), list[StoredStep]()
            pieces = tuple[FollowedPiece, ...]()
        else:
            sealed = messages.replies_to(conn, found.id)
            steps = needs.steps_of(conn, found.id)
            pieces = _pieces(conn, found)
    if found is None:
        try:
            open_no_mailbox(receipt)
        except CannotOpen:
            return None
    journey, mailbox = by_name(found.form), _mailbox(found, receipt)
    return Followed(
        age=journey.age if journey else "",
        received=found.received,
        state=found.state,
        opened=found.opened,
        pieces=pieces,
        may_ask=journey is not None and journey.may_ask,
        needs=_needs(found, mailbox, steps),
        taken_back_on=asked,
        answers=tuple(Reply(each.day, _told(mailbox, found.id, each)) for each in sealed),
        can_add=_can_add(asked, sum(each.added_on is not None for each in pieces)),
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
    *,
    urgent: bool = False,
) -> None:
    """Seal what the family adds to the part, by its name, whose readers may see it.

    It waits to be read like what was sent at first, and stands out at the desk where it is urgent.

    `id` was drawn with the page (`records.messages.new_message_id`), so that posting it twice adds
    once. Raises CannotAdd, NothingUnderNumber, CannotSeal, and DoesNotAgree where the row is not
    the one that was sent; nothing is stored then.
    """
    text, today = text.strip(), now.astimezone(LONDON).date()
    if not text or len(text) > LONGEST or not messages.is_message_id(id):
        raise CannotAdd
    try:
        with store.read() as conn:
            found, asked = _find(conn, receipt_key, receipt, today)
            recipients = submissions.part_recipients(conn, found.id) if found else {}
        if found is None:
            raise NothingUnderNumber
        if part not in recipients or asked:
            raise CannotAdd
        mailbox = _own_mailbox(store, found, receipt, recipients, today)
        new = StoredMessage(id, part, today, b"", urgent)
        identity = MessageIdentity(id, found.id, FAMILY, part)
        # To the key that the number opened, whatever stands in the database by now.
        body = seal_message([mailbox.parts[part]], identity, text, new.outside)
        with store.write() as conn:
            found, asked = _find(conn, receipt_key, receipt, today)
            if found is None or found.id != mailbox.submission:
                raise NothingUnderNumber
            if not _can_add(asked, len(messages.added_to(conn, found.id))):
                raise CannotAdd
            messages.add_addition(conn, found.id, replace(new, body=body))
    except IntegrityError:
        # It was deleted between the two statements.
        raise NothingUnderNumber from None


def withdraw(
    store: Store, receipt_key: bytes, receipt: str, now: datetime, *, told_opened: bool
) -> None:
    """Take it back: what nobody has opened is deleted, what somebody has opened is marked.

    The desk's process does it within a minute, and opens it no more from this moment on.
    `told_opened` is what the family's page said before the press; OpenedMeanwhile is raised, and
    nothing done, where it has become untrue. Raises NothingUnderNumber, DoesNotAgree where the row
    is not the one that was sent, and CannotTakeBack where the proof that the number is known has
    nothing to count against.
    """
    today = now.astimezone(LONDON).date()
    try:
        with store.read() as conn:
            found, _ = _find(conn, receipt_key, receipt, today)
            recipients = submissions.part_recipients(conn, found.id) if found else {}
        if found is None:
            raise NothingUnderNumber
        _own_mailbox(store, found, receipt, recipients, today)
        proof = prove_receipt(receipt, found.mailbox_wrapped)

        def take_back(conn: Connection) -> None:
            found, _ = _find(conn, receipt_key, receipt, today)
            if found is None:
                raise NothingUnderNumber
            messages.take_back(conn, found.id, today, proof)
            if messages.taken_back_on(conn, found.id) is None:
                raise CannotTakeBack
            # Only now: whoever was opening it at this moment has finished, and nobody else can
            # begin before this transaction ends.
            if submissions.is_opened(conn, found.id) and not told_opened:
                raise OpenedMeanwhile

        store.free(take_back)
    except IntegrityError:
        raise NothingUnderNumber from None


def _own_mailbox(
    store: Store, found: Receipted, receipt: str, recipients: Mapping[str, str], today: date
) -> OpenMailbox:
    """What the number opens, where the row is the one that was sent under it.

    Otherwise an alarm is raised for the desk, and DoesNotAgree.
    """
    differs = set()
    try:
        mailbox = open_mailbox(receipt, found.mailbox_wrapped)
    except CannotOpen:
        differs.add("mailbox")
    else:
        if mailbox.submission != found.id or mailbox.parts != recipients:
            differs.add("parts")
        if recipient_of(mailbox.private) != found.mailbox_recipient:
            differs.add("mailbox")
        if not differs:
            return mailbox
    with store.write() as conn:
        alarms.raise_alarm(conn, found.id, today)
    raise DoesNotAgree(found.reference, frozenset(differs))


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


def _pieces(conn: Connection, found: Receipted) -> tuple[FollowedPiece, ...]:
    """What holds words of the family, the team's part first, and what became of each."""
    read = readings.days_read(conn, found.id)
    answered = submissions.answered_parts(conn, found.id) or {"unit"}
    sent = [Piece(part) for part in PARTS if part in answered]
    return (
        *(_piece(piece, None, False, read) for piece in sent),
        *(
            _piece(Piece(each.part, each.id), each.day, each.urgent, read)
            for each in messages.added_to(conn, found.id)
        ),
    )


def _piece(
    piece: Piece, added_on: date | None, urgent: bool, read: Mapping[Piece, ReadOn]
) -> FollowedPiece:
    on = read.get(piece, ReadOn())
    return FollowedPiece(piece.part, added_on, urgent, piece in read, on.team, on.chair)


def _can_add(taken_back_on: date | None, many: int) -> bool:
    return taken_back_on is None and many < MOST_ADDITIONS


def _mailbox(found: Receipted, receipt: str) -> str | None:
    """The key of the mailbox; None where it does not open."""
    try:
        return open_mailbox(receipt, found.mailbox_wrapped).private
    except CannotOpen:
        return None


def _told(mailbox: str | None, submission: str, message: StoredMessage) -> Told | None:
    identity = MessageIdentity(message.id, submission, COUNCIL, message.part)
    with suppress(CannotOpen):
        return told_in(open_message(mailbox, message.body, identity)) if mailbox else None
    return None


def _needs(
    found: Receipted, mailbox: str | None, steps: Iterable[StoredStep]
) -> tuple[ToldNeed, ...]:
    """What was said of each need, the one first of which something was said last."""
    said: dict[str, list[Spoken]] = {}
    for each in steps:  # in the order in which they were said
        before = said.pop(each.need_id, [])
        said[each.need_id] = [Spoken(each.said_on, _spoken(mailbox, found.id, each)), *before]
    return tuple(ToldNeed(now, tuple(before)) for now, *before in reversed(said.values()))


def _spoken(mailbox: str | None, submission: str, step: StoredStep) -> NeedWords | None:
    with suppress(CannotOpen):
        return open_need_words(mailbox, submission, step) if mailbox else None
    return None
