"""Opening what a family sent. Nobody reads unseen: the log comes first.

This is the only place of the program that opens submissions.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from heard.authority.hours import LONDON
from heard.casework.council.logbook import Action, Logbook
from heard.casework.errors import (
    CannotRead,
    HoldsNoKey,
    NoSuchFile,
    NoSuchSubmission,
    NotFounded,
)
from heard.casework.files.file_records import files_in
from heard.casework.reading.holding import held
from heard.casework.reading.opened import (
    Message,
    OpenedFile,
    OpenedPart,
    OpenedSubmission,
    matching_rows,
    sound_part,
)
from heard.casework.sending.child_reply import Told, told_in
from heard.casework.staff.access import Access, Permission, allows
from heard.casework.staff.sessions import SignedIn
from heard.journeys.catalogue import by_name
from heard.journeys.model.journey import Journey
from heard.journeys.model.record import together
from heard.records import council_keys, files, messages, staff, submissions
from heard.records.database.store import Store
from heard.records.messages import StoredMessage
from heard.records.scope import Scope
from heard.records.sealed_answers import unit_parts
from heard.records.submissions import Submission
from heard.vault import opening
from heard.vault.errors import CannotOpen
from heard.vault.identity import RecordIdentity
from heard.vault.messages import COUNCIL, FAMILY, MessageIdentity, open_message
from heard.vault.opening import open_part, open_part_key
from heard.vault.sealing import PARTS
from heard.vault.staff.staff_keys import unwrap_council_key

#: Which key of the council opens which part.
KEY_OF_PART = {"unit": "unit", "chair": "chairs"}

#: What somebody must be allowed to do for a part to open.
_PERMISSION_OF_PART = {"unit": Permission.OPEN, "chair": Permission.OPEN_FOR_CHAIRS}


def can_open(part: str, reader: SignedIn) -> bool:
    """Whether this person's role and keys open a part, "unit" or "chair"."""
    return part in _PERMISSION_OF_PART and allows(reader, _PERMISSION_OF_PART[part])


@dataclass(frozen=True)
class _Sealed:
    """Everything that opening needs, still sealed."""

    submission: Submission
    identity: RecordIdentity
    part_keys: Mapping[str, bytes]
    council_keys: Mapping[str, bytes]
    messages: Mapping[str, list[StoredMessage]]
    taken_back_on: date | None


def open_submission(
    store: Store, logbook: Logbook, access: Access, reference: str, now: datetime
) -> OpenedSubmission:
    """Open what the reader's keys open. A row in the log is committed before anything else.

    In the same moment it is marked as opened. What the family took back before is not opened any
    more. Raises NotPermitted, NoSuchSubmission, and CannotRead when it was changed.
    """
    reader = access.to(Permission.OPEN)
    sealed = _logged(store, logbook, access, reference, now, Action.OPENED)
    unit, chair, damaged = _open_parts(sealed, reader)
    found = sealed.submission
    sections = tuple(together(unit.sections, chair.sections if chair else None))
    return OpenedSubmission(
        reference=found.reference,
        title=unit.title,
        journey=by_name(found.form),
        language=unit.language or found.language,
        received=found.received,
        state=found.state,
        urgent=found.urgent,
        read_on=found.read_on,
        chair_read_on=found.chair_read_on,
        confirmed_on=found.confirmed_on,
        taken_back_on=sealed.taken_back_on,
        sections=sections,
        matching=matching_rows(sections),
        messages=_open_messages(sealed, reader),
        damaged=damaged,
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
    sealed = _logged(store, logbook, access, reference, now, Action.FILE_OPENED)
    unit, chair, _ = _open_parts(sealed, reader)
    readable = [*files_in(unit.answers()), *(files_in(chair.answers()) if chair else ())]
    found = [each for each in enumerate(readable, 1) if each[1]["id"] == file_id]
    with store.read() as conn:
        body = files.body(conn, sealed.submission.id, file_id) if found else None
    if body is None:
        raise NoSuchFile
    number, record = found[0]
    try:
        return OpenedFile(number, record, opening.open_file(body, record["key"]))
    except CannotOpen:
        raise CannotRead(reference) from None


def mark_read(
    store: Store, logbook: Logbook, access: Access, reference: str, now: datetime
) -> None:
    """Note that it was read, and by a chair where the reader may open the chairs' part.

    Each is noted once; nothing changes when it was withdrawn before. Raises NotPermitted and
    NoSuchSubmission.
    """
    reader = access.to(Permission.MARK_READ)
    today = now.astimezone(LONDON).date()
    with held(store, access.scope, reference, today) as (conn, found):
        logbook.write(conn, reader.name, Action.MARKED_READ, found.reference, now)
        note_reading(conn, found, reader, today)


def note_reading(conn: Connection, found: Submission, reader: SignedIn, today: date) -> None:
    """Note the day on which it was first read, and that on which a chair first read it."""
    submissions.mark_read(conn, found.id, today)
    if can_open("chair", reader):
        submissions.mark_read_by_chair(conn, found.id, today)


def _logged(
    store: Store,
    logbook: Logbook,
    access: Access,
    reference: str,
    now: datetime,
    action: Action,
) -> _Sealed:
    reader = access.person
    with held(store, access.scope, reference, now.astimezone(LONDON).date()) as (conn, found):
        council = council_keys.find_council(conn)
        if council is None:
            raise NotFounded
        keys = {part: submissions.part_key(conn, found.id, part) for part in PARTS}
        if None in keys.values():
            raise NoSuchSubmission(reference)
        logbook.write(conn, reader.name, action, found.reference, now)
        submissions.mark_opened(conn, found.id)
        return _Sealed(
            submission=found,
            identity=RecordIdentity(found.id, council.name, found.form, found.form_version),
            part_keys=keys,
            council_keys=staff.keys(conn, reader.staff_id),
            messages={
                COUNCIL: messages.replies_to(conn, found.id),
                FAMILY: messages.additions_to(conn, found.id),
            },
            taken_back_on=messages.taken_back_on(conn, found.id),
        )


def _open_parts(sealed: _Sealed, reader: SignedIn) -> tuple[OpenedPart, OpenedPart | None, bool]:
    """The unit's part, the chair's where its key is held, and whether that one is damaged."""
    try:
        unit = _open(sealed, reader, "unit")
    except CannotOpen:
        raise CannotRead(sealed.submission.reference) from None
    if unit is None:
        raise HoldsNoKey
    try:
        return unit, _open(sealed, reader, "chair"), False
    except CannotOpen:
        # What the unit may read must stay readable, whatever became of the other part.
        return unit, None, True


def _open(sealed: _Sealed, reader: SignedIn, part: str) -> OpenedPart | None:
    """Open one part; None when the reader may not, or holds no key for it. CannotOpen."""
    wrapped = sealed.council_keys.get(KEY_OF_PART[part])
    if wrapped is None or not can_open(part, reader):
        return None
    council_key = unwrap_council_key(wrapped, reader.identity)
    return sound_part(
        open_part(
            part,
            sealed.submission.parts[part],
            sealed.part_keys[part],
            council_key,
            sealed.identity,
        )
    )


def _open_messages(sealed: _Sealed, reader: SignedIn) -> tuple[Message, ...]:
    """Every message in the order in which it came; those of a part that is closed stay closed."""
    keys = {}
    for part in (each for each in PARTS if can_open(each, reader)):
        with suppress(CannotOpen, KeyError):
            council_key = unwrap_council_key(
                sealed.council_keys[KEY_OF_PART[part]], reader.identity
            )
            keys[part] = open_part_key(sealed.part_keys[part], council_key)
    in_order = sorted(
        (
            (each.day, each.id, author, each)
            for author, some in sealed.messages.items()
            for each in some
        ),
        key=lambda message: message[:2],
    )
    return tuple(
        Message(author, day, each.part, _told(sealed, author, each, keys.get(each.part)))
        for day, _, author, each in in_order
    )


def _told(sealed: _Sealed, author: str, message: StoredMessage, key: str | None) -> Told | None:
    if key is None:
        return None
    identity = MessageIdentity(message.id, sealed.submission.id, author, message.part)
    try:
        return told_in(open_message(key, message.body, identity))
    except CannotOpen:
        return None


#: How many sealed parts are in memory at once while they are counted.
_BATCH = 100


def open_answers(
    store: Store,
    logbook: Logbook,
    access: Access,
    form: Journey,
    days: tuple[date, date],
    now: datetime,
) -> Iterator[OpenedPart | None]:
    """The unit's parts of what came by a form from one day to another, one by one, for counting.

    One row in the log, for all of them, is committed before this returns. None stands for a part
    that does not open; what was taken back or has expired is left out. Nothing counts as opened by
    this, because nobody reads it. Raises NotPermitted, HoldsNoKey and NotFounded.
    """
    reader = access.to(Permission.COUNT)
    with store.write() as conn:
        wrapped = staff.keys(conn, reader.staff_id).get(KEY_OF_PART["unit"])
        if wrapped is None:
            raise HoldsNoKey
        council = council_keys.find_council(conn)
        if council is None:
            raise NotFounded
        logbook.write(conn, reader.name, Action.COUNTED, form.name, now)
    council_key = unwrap_council_key(wrapped, reader.identity)
    return _answers(store, access.scope, council.name, council_key, form, days, now)


def _answers(
    store: Store,
    scope: Scope,
    council: str,
    council_key: str,
    form: Journey,
    days: tuple[date, date],
    now: datetime,
) -> Iterator[OpenedPart | None]:
    today, last = now.astimezone(LONDON).date(), 0
    while True:
        with store.read() as conn:
            batch = unit_parts(conn, scope, form.name, form.version, days, today, last, _BATCH)
        for each in batch:
            identity = RecordIdentity(each.id, council, form.name, each.form_version)
            try:
                yield sound_part(open_part("unit", each.part, each.key, council_key, identity))
            except CannotOpen:
                yield None
        if len(batch) < _BATCH:
            return
        last = batch[-1].sequence
