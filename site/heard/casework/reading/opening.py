"""Opening what a family sent. Nobody reads unseen: the log comes first.

It is the agent that opens (`vault.agent`). What it is given is decided here, in `asking` and in
`counting`, and nowhere else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from heard.authority.hours import LONDON
from heard.casework.council.logbook import Action, Logbook
from heard.casework.errors import (
    CannotRead,
    HoldsNoKey,
    NoSuchFile,
    NoSuchSubmission,
    NotFounded,
    NothingOpened,
)
from heard.casework.files.file_records import files_in
from heard.casework.reading.agreeing import ADDITIONS, ROW, added_otherwise, log_difference
from heard.casework.reading.asking import agreed, can_open, to_open
from heard.casework.reading.holding import held
from heard.casework.reading.needs import Known, Need, needs_in, note_needs
from heard.casework.reading.opened import (
    Message,
    OpenedFile,
    OpenedPart,
    OpenedSubmission,
    matching_rows,
)
from heard.casework.reading.seen import note_seen, pieces_seen
from heard.casework.sending.child_reply import told_in
from heard.casework.sending.need_words import said_of_need
from heard.casework.staff.access import Access, Permission
from heard.casework.staff.sessions import SignedIn
from heard.journeys.catalogue import by_name
from heard.journeys.model.record import together
from heard.records import files, keys, ledger, messages, readings, submissions, waiting
from heard.records import needs as needs_records
from heard.records.database.store import Store
from heard.records.keys import HeldKey
from heard.records.messages import StoredMessage
from heard.records.readings import Reading
from heard.records.submissions import Submission
from heard.records.waiting import Waiting
from heard.vault.agent.client import FromPart, SealedMessage
from heard.vault.errors import CannotOpen
from heard.vault.identity import RecordIdentity
from heard.vault.messages import COUNCIL, FAMILY, MessageIdentity, Words
from heard.vault.parts import APART, WHOLES


@dataclass(frozen=True)
class _Sealed:
    """Everything that opening needs, still sealed."""

    submission: Submission
    as_taken_up: bool
    record: RecordIdentity
    held: Mapping[str, HeldKey]
    messages: Mapping[str, list[StoredMessage]]
    known: Known
    readings: list[Reading]
    waiting: tuple[Waiting, ...]
    taken_back_on: date | None


@dataclass(frozen=True)
class _Opened:
    """What the agent opened of it: by part what came out, by message or step its words.

    `file` is the content of the file that was asked for.
    """

    parts: Mapping[str, FromPart]
    words: Mapping[str, Words]
    file: bytes | None


def open_submission(
    store: Store, logbook: Logbook, access: Access, reference: str, now: datetime
) -> OpenedSubmission:
    """Open what the reader's keys open. A row in the log is committed before anything else.

    In the same moment it is marked as opened; which pieces this person has seen is noted once they
    did open. What the family took back before is not opened any more. Raises NotPermitted,
    NoSuchSubmission, and CannotRead when it was changed.
    """
    reader = access.to(Permission.OPEN)
    sealed = _logged(store, logbook, access, reference, now)
    found, came = sealed.submission, _open(sealed, reader)
    first, chair, damaged = _parts(found, came)
    opened = {_first(found): first, **({"chair": chair} if chair else {})}
    needs = tuple(_needs(sealed, came, opened))
    note_needs(store, access, reference, needs, sealed.known, now)
    sections = tuple(together(first.sections, chair.sections if chair else None))
    told = _messages(sealed, came)
    differs = first.differs | (chair.differs if chair else frozenset())
    if any(each.differs for each in told):
        differs |= {ADDITIONS}
    if not sealed.as_taken_up:
        differs |= {ROW}
    if differs:
        log_difference(store, logbook, reader, reference, differs, now)
    seen = pieces_seen(opened, told)
    by_chair = can_open("chair", reader)
    read = note_seen(store, found.id, sealed.readings, reader.staff_id, by_chair, seen, now)
    return OpenedSubmission(
        reference=found.reference,
        title=first.title,
        journey=by_name(found.form),
        language=first.language or found.language,
        received=found.received,
        state=found.state,
        urgent=found.urgent,
        answered=found.answered,
        opens={each.part for each in seen},
        waiting=sealed.waiting,
        readings=tuple(read),
        taken_back_on=sealed.taken_back_on,
        sections=sections,
        matching=matching_rows(sections),
        messages=told,
        needs=needs,
        damaged=damaged,
        differs=differs,
    )


def open_file(
    store: Store,
    logbook: Logbook,
    access: Access,
    reference: str,
    file_id: str,
    now: datetime,
) -> OpenedFile:
    """Open one file of a part that the reader's keys open, logged and marked like all opening.

    Raises NotPermitted, NoSuchSubmission, NoSuchFile, and CannotRead when something was changed.
    """
    reader = access.to(Permission.OPEN)
    sealed = _logged(store, logbook, access, reference, now, file_id)
    with store.read() as conn:
        body = files.body(conn, sealed.submission.id, file_id)
    came = _open(sealed, reader, (file_id, body or b""))
    first, chair, _ = _parts(sealed.submission, came)
    readable = [*files_in(first.answers()), *(files_in(chair.answers()) if chair else ())]
    found = [each for each in enumerate(readable, 1) if each[1]["id"] == file_id]
    if body is None or not found:
        raise NoSuchFile
    if came.file is None:
        raise CannotRead(reference)
    number, record = found[0]
    return OpenedFile(number, record, came.file)


def mark_read(
    store: Store, logbook: Logbook, access: Access, reference: str, now: datetime
) -> None:
    """Note that this person has read what they had open before them, and nothing else.

    Raises NotPermitted, NoSuchSubmission, and NothingOpened for who has opened nothing of it.
    """
    reader = access.to(Permission.MARK_READ)
    today = now.astimezone(LONDON).date()
    with held(store, access.scope, reference, today) as (conn, found):
        if not readings.note_done(conn, found.id, reader.staff_id, today):
            raise NothingOpened
        logbook.write(conn, reader.name, Action.MARKED_READ, found.reference, now)


def _logged(
    store: Store,
    logbook: Logbook,
    access: Access,
    reference: str,
    now: datetime,
    file_id: str | None = None,
) -> _Sealed:
    """Everything that opening needs, once a row of the log says that it, or one file, is opened.

    A session's second look at the same finds its row there, committed when it first looked.
    """
    reader = access.person
    with held(store, access.scope, reference, now.astimezone(LONDON).date()) as (conn, found):
        council = keys.find_council(conn)
        if council is None:
            raise NotFounded
        if frozenset(found.parts) not in WHOLES:
            raise NoSuchSubmission(reference)
        action, subject = Action.OPENED, found.reference
        if file_id is not None:
            if not file_id.isprintable() or not files.holds(conn, found.id, file_id):
                raise NoSuchFile
            action, subject = Action.FILE_OPENED, f"{found.reference} {file_id}"
        # The ledger before the log, as everybody does: so nobody waits for each other in a circle.
        changed = ledger.changed(conn, logbook.key, [found.id])
        logbook.write_once(conn, reader.name, action, subject, now, reader.session)
        submissions.mark_opened(conn, found.id)
        return _Sealed(
            submission=found,
            as_taken_up=not changed,
            record=RecordIdentity(found.id, council.name, found.form, found.form_version),
            held=keys.held_by(conn, reader.staff_id),
            messages={
                COUNCIL: messages.replies_to(conn, found.id),
                FAMILY: messages.additions_to(conn, found.id),
            },
            known=Known(
                needs_records.of_submission(conn, found.id),
                tuple(needs_records.signed_steps_of(conn, found.id)),
            ),
            readings=readings.of_submission(conn, found.id),
            waiting=waiting.of(conn, [found.id]).get(found.id, ()),
            taken_back_on=messages.taken_back_on(conn, found.id),
        )


def _open(sealed: _Sealed, reader: SignedIn, file: tuple[str, bytes] | None = None) -> _Opened:
    """Have everything opened that the reader may open and holds the key of."""
    asked = list(to_open(sealed.submission, sealed.held, sealed.record, reader))
    names = {each.name for each in asked}
    messages = [
        SealedMessage(MessageIdentity(each.id, sealed.submission.id, author, each.part), each.body)
        for author, some in sealed.messages.items()
        for each in some
        if each.part in names
    ]
    steps = [
        SealedMessage(said_of_need(sealed.submission.id, each), each.body)
        for each in sealed.known.steps
        if each.part in names
    ]
    came = reader.key.open_parts(asked, [*messages, *steps], file)
    return _Opened(
        parts={each.name: part for each, part in zip(asked, came.parts, strict=True)},
        words={
            each.identity.message: words
            for each, words in zip([*messages, *steps], came.messages, strict=True)
            if words is not None
        },
        file=came.file,
    )


def _parts(found: Submission, came: _Opened) -> tuple[OpenedPart, OpenedPart | None, bool]:
    """The first part, the chair's where its key is held, and whether that one is damaged.

    Raises HoldsNoKey, and CannotRead where the first does not open.
    """
    if _first(found) not in came.parts:
        raise HoldsNoKey
    try:
        first = agreed(found, _first(found), came.parts[_first(found)])
    except CannotOpen:
        raise CannotRead(found.reference) from None
    try:
        chair = came.parts.get("chair")
        return first, agreed(found, "chair", chair) if chair else None, False
    except CannotOpen:
        # What the unit may read must stay readable, whatever became of the other part.
        return first, None, True


def _first(found: Submission) -> str:
    """The part that is there for all who may open any of it."""
    return APART if APART in found.parts else "unit"


def _needs(sealed: _Sealed, came: _Opened, opened: Mapping[str, OpenedPart]) -> Iterator[Need]:
    """What was asked for in the parts that are open."""
    for name, part in opened.items():
        needs_key = came.parts[name].needs_key
        if needs_key is not None:
            yield from needs_in(
                sealed.submission,
                name,
                needs_key,
                part.language,
                part.sections,
                sealed.known,
                came.words,
            )


def _messages(sealed: _Sealed, came: _Opened) -> tuple[Message, ...]:
    """Every message in the order in which it came; those of a part that is closed stay closed."""
    in_order = sorted(
        (
            (each.day, each.id, author, each)
            for author, some in sealed.messages.items()
            for each in some
        ),
        key=lambda message: message[:2],
    )
    return tuple(_message(author, each, came.words.get(each.id)) for _, _, author, each in in_order)


def _message(author: str, stored: StoredMessage, words: Words | None) -> Message:
    differs = words is not None and author == FAMILY and added_otherwise(stored, words)
    return Message(
        id=stored.id,
        author=author,
        day=stored.day,
        part=stored.part,
        told=told_in(words) if words else None,
        urgent=stored.urgent
        or (differs and words is not None and words.more.get("urgent") == "yes"),
        differs=differs,
    )
