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
    DoesNotAgree,
    HoldsNoKey,
    NoSuchFile,
    NoSuchSubmission,
    NotFounded,
    NothingOpened,
)
from heard.casework.files.file_records import files_in
from heard.casework.reading.agreeing import (
    ADDITIONS,
    DAMAGED,
    added_otherwise,
    differing,
    log_difference,
)
from heard.casework.reading.holding import held
from heard.casework.reading.needs import Known, Need, needs_in, note_needs
from heard.casework.reading.opened import (
    Message,
    OpenedFile,
    OpenedPart,
    OpenedSubmission,
    matching_rows,
    sound_part,
    through,
)
from heard.casework.reading.seen import note_seen, pieces_seen
from heard.casework.sending.child_reply import told_in
from heard.casework.staff.access import Access, Permission, allows, key_needed
from heard.casework.staff.sessions import SignedIn
from heard.journeys.catalogue import by_name
from heard.journeys.model.journey import Journey
from heard.journeys.model.record import together
from heard.records import files, keys, messages, readings, submissions, waiting
from heard.records import needs as needs_records
from heard.records.database.store import Store
from heard.records.keys import HeldKey
from heard.records.messages import StoredMessage
from heard.records.readings import Reading
from heard.records.scope import Scope
from heard.records.sealed_answers import CountedPart, OfForm, uncounted
from heard.records.submissions import Submission
from heard.records.waiting import Waiting
from heard.vault import opening
from heard.vault.errors import CannotOpen
from heard.vault.identity import RecordIdentity
from heard.vault.messages import COUNCIL, FAMILY, MessageIdentity, open_message
from heard.vault.opening import open_part, open_part_key
from heard.vault.parts import APART, KIND_OF_PART, WHOLES
from heard.vault.staff.staff_keys import unwrap_council_key

#: What somebody must be allowed to do for a part to open.
_PERMISSION_OF_PART = {
    "unit": Permission.OPEN,
    "chair": Permission.OPEN_FOR_CHAIRS,
    APART: Permission.OPEN,
}


def can_open(part: str, reader: SignedIn) -> bool:
    """Whether this person's role and keys open a part, by its name."""
    permission = _PERMISSION_OF_PART.get(part)
    return (
        permission is not None
        and key_needed(reader.role, permission) == KIND_OF_PART[part]
        and allows(reader, permission)
    )


def holds_key_of(conn: Connection, found: Submission, part: str, reader: SignedIn) -> bool:
    """Whether this person may open a part of this submission, and holds the very key of it."""
    held = keys.held_by(conn, reader.staff_id)
    return can_open(part, reader) and found.parts[part].key_id in held


@dataclass(frozen=True)
class _Sealed:
    """Everything that opening needs, still sealed."""

    submission: Submission
    identity: RecordIdentity
    held: Mapping[str, HeldKey]
    messages: Mapping[str, list[StoredMessage]]
    known: Known
    readings: list[Reading]
    waiting: tuple[Waiting, ...]
    taken_back_on: date | None


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
    first, chair, damaged = _open_parts(sealed, reader)
    found, part_keys = sealed.submission, _part_keys(sealed, reader)
    opened = {_first(found): first, **({"chair": chair} if chair else {})}
    needs = tuple(_needs(sealed, part_keys, opened))
    note_needs(store, access, reference, needs, sealed.known, now)
    sections = tuple(together(first.sections, chair.sections if chair else None))
    told = _open_messages(sealed, part_keys)
    differs = first.differs | (chair.differs if chair else frozenset())
    if any(each.differs for each in told):
        differs |= {ADDITIONS}
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
    first, chair, _ = _open_parts(sealed, reader)
    readable = [*files_in(first.answers()), *(files_in(chair.answers()) if chair else ())]
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
        logbook.write_once(conn, reader.name, action, subject, now, reader.session)
        submissions.mark_opened(conn, found.id)
        return _Sealed(
            submission=found,
            identity=RecordIdentity(found.id, council.name, found.form, found.form_version),
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


def _open_parts(sealed: _Sealed, reader: SignedIn) -> tuple[OpenedPart, OpenedPart | None, bool]:
    """The first part, the chair's where its key is held, and whether that one is damaged."""
    found = sealed.submission
    try:
        first = _open(sealed, reader, _first(found))
    except CannotOpen:
        raise CannotRead(found.reference) from None
    if first is None:
        raise HoldsNoKey
    try:
        return first, _open(sealed, reader, "chair") if "chair" in found.parts else None, False
    except CannotOpen:
        # What the unit may read must stay readable, whatever became of the other part.
        return first, None, True


def _first(found: Submission) -> str:
    """The part that is there for all who may open any of it."""
    return APART if APART in found.parts else "unit"


def _council_key(
    found: Submission, held: Mapping[str, HeldKey], reader: SignedIn, part: str
) -> str | None:
    """The council's key that a part is sealed to; None when the reader may not, or lacks it.

    CannotOpen.
    """
    key = held.get(found.parts[part].key_id)
    if key is None or not can_open(part, reader):
        return None
    return unwrap_council_key(key.wrapped, reader.identity)


def _open(sealed: _Sealed, reader: SignedIn, part: str) -> OpenedPart | None:
    return _open_part(sealed.submission, sealed.held, sealed.identity, reader, part)


def _open_part(
    found: Submission,
    held: Mapping[str, HeldKey],
    identity: RecordIdentity,
    reader: SignedIn,
    part: str,
) -> OpenedPart | None:
    """Open one part; None when the reader may not, or does not hold its key. CannotOpen."""
    council_key = _council_key(found, held, reader, part)
    if council_key is None:
        return None
    content = open_part(part, found.parts[part], council_key, identity)
    differs = differing(found, part, content.outside, content.recipient)
    return sound_part(content.answers, differs)


def require_agreement(conn: Connection, found: Submission, reader: SignedIn, part: str) -> None:
    """Make sure, before anything is sealed to the keys of a row, that they are those it was sent
    with: every part that this person opens says so, and `part` is one of them.

    Raises DoesNotAgree and HoldsNoKey.
    """
    council, held = keys.find_council(conn), keys.held_by(conn, reader.staff_id)
    if council is None:
        raise NotFounded
    identity = RecordIdentity(found.id, council.name, found.form, found.form_version)
    try:
        opened = {name: _open_part(found, held, identity, reader, name) for name in found.parts}
    except CannotOpen:
        raise DoesNotAgree(found.reference, frozenset({DAMAGED})) from None
    if opened.get(part) is None:
        raise HoldsNoKey
    differs = frozenset(name for each in opened.values() if each for name in each.differs)
    if differs:
        raise DoesNotAgree(found.reference, differs)


def _part_keys(sealed: _Sealed, reader: SignedIn) -> dict[str, str]:
    """The private keys of the parts that this person opens, by part."""
    part_keys = {}
    for part in sealed.submission.parts:
        with suppress(CannotOpen):
            council_key = _council_key(sealed.submission, sealed.held, reader, part)
            if council_key is not None:
                sealed_key = sealed.submission.parts[part].sealed_key
                part_keys[part] = open_part_key(sealed_key, council_key)
    return part_keys


def _needs(
    sealed: _Sealed, part_keys: Mapping[str, str], opened: Mapping[str, OpenedPart | None]
) -> Iterator[Need]:
    """What was asked for in the parts that are open."""
    for name, part in opened.items():
        if part is not None and name in part_keys:
            yield from needs_in(
                sealed.submission,
                name,
                part_keys[name],
                part.language,
                part.sections,
                sealed.known,
            )


def _open_messages(sealed: _Sealed, part_keys: Mapping[str, str]) -> tuple[Message, ...]:
    """Every message in the order in which it came; those of a part that is closed stay closed."""
    in_order = sorted(
        (
            (each.day, each.id, author, each)
            for author, some in sealed.messages.items()
            for each in some
        ),
        key=lambda message: message[:2],
    )
    return tuple(
        _message(sealed.submission.id, author, each, part_keys.get(each.part))
        for _, _, author, each in in_order
    )


def _message(submission: str, author: str, stored: StoredMessage, key: str | None) -> Message:
    words = None
    if key is not None:
        with suppress(CannotOpen):
            identity = MessageIdentity(stored.id, submission, author, stored.part)
            words = open_message(key, stored.body, identity)
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


def hears_from_the_chair(conn: Connection, found: Submission, reader: SignedIn) -> bool:
    """Whether a child wants to hear the answer from the chair, face to face.

    Where the unit's part does not say so to this reader, because it does not open, it may be so.
    """
    council = keys.find_council(conn)
    if council is None:
        raise NotFounded
    identity = RecordIdentity(found.id, council.name, found.form, found.form_version)
    try:
        unit = _open_part(found, keys.held_by(conn, reader.staff_id), identity, reader, "unit")
    except CannotOpen:
        return True
    asked = through(unit.sections) if unit else None
    return unit is None or (asked is not None and asked.chair)


@dataclass(frozen=True)
class Counting:
    """What one person counts of a form, after the log has said so: what is `wanted`, how far they
    reach, and the unit's keys that they hold, by id."""

    store: Store
    scope: Scope
    council: str
    keys: Mapping[str, str]
    wanted: OfForm


def begin_counting(
    store: Store,
    logbook: Logbook,
    access: Access,
    form: Journey,
    days: tuple[date, date],
    now: datetime,
) -> Counting:
    """Prepare to count what came by a form from one day to another.

    One row in the log, for all of it, is committed before this returns. What was taken back or has
    expired is left out. Nothing counts as opened by this, because nobody reads it. Raises
    NotPermitted and NotFounded.
    """
    reader = access.to(Permission.COUNT)
    with store.write() as conn:
        held = keys.held_by(conn, reader.staff_id)
        council = keys.find_council(conn)
        if council is None:
            raise NotFounded
        logbook.write(conn, reader.name, Action.COUNTED, form.name, now)
    council_keys = {
        key.key_id: unwrap_council_key(key.wrapped, reader.identity)
        for key in held.values()
        if key.kind == KIND_OF_PART["unit"]
    }
    today = now.astimezone(LONDON).date()
    wanted = OfForm("unit", form.name, form.version, days, today)
    return Counting(store, access.scope, council.name, council_keys, wanted)


def open_answers(counting: Counting, most: int) -> Iterator[tuple[CountedPart, OpenedPart | None]]:
    """The oldest of the unit's parts that were not counted yet; None for one that does not open."""
    with counting.store.read() as conn:
        batch = uncounted(conn, counting.scope, counting.wanted, counting.keys, most)
    for each in batch:
        identity = RecordIdentity(
            each.id, counting.council, counting.wanted.form, each.form_version
        )
        try:
            council_key = counting.keys[each.sealed.key_id]
            yield each, sound_part(open_part("unit", each.sealed, council_key, identity).answers)
        except CannotOpen:
            yield each, None
