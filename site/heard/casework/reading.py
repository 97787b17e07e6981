"""Opening what a family sent. Nobody reads unseen: the log comes first.

This is the only place of the program that opens submissions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from heard.authority.hours import LONDON
from heard.casework.errors import CannotRead, HoldsNoKey, NoSuchSubmission, NotFounded
from heard.casework.logbook import Action, Logbook
from heard.casework.opened import OpenedPart, matching_rows, readable_sections, sound_part
from heard.casework.sessions import SignedIn
from heard.journeys.catalogue import by_name
from heard.journeys.journey import Journey
from heard.journeys.record import Row, Section
from heard.records import council_keys, staff, submissions
from heard.records.store import Store
from heard.records.submissions import Submission
from heard.vault.errors import CannotOpen
from heard.vault.identity import RecordIdentity
from heard.vault.opening import open_part
from heard.vault.sealing import PARTS
from heard.vault.staff_keys import unwrap_council_key

#: Which key of the council opens which part.
KEY_OF_PART = {"unit": "unit", "chair": "chairs"}


@dataclass(frozen=True)
class OpenedSubmission:
    """A submission as one member of staff may read it.

    `journey` is None where this version does not know the form. `matching` are the answers that
    help to find the right child. `language` is the one that the family wrote in, as sealed.
    `damaged` says that the chair's part does not open although the reader holds its key.
    """

    reference: str
    form: str
    journey: Journey | None
    language: str
    received: date
    state: str
    urgent: bool
    read_on: date | None
    sections: tuple[Section, ...]
    matching: tuple[Row, ...]
    damaged: bool


@dataclass(frozen=True)
class _Sealed:
    """Everything that opening needs, still sealed."""

    submission: Submission
    identity: RecordIdentity
    part_keys: Mapping[str, bytes]
    council_keys: Mapping[str, bytes]


def open_submission(
    store: Store, logbook: Logbook, reader: SignedIn, reference: str, now: datetime
) -> OpenedSubmission:
    """Open what the reader's keys open. A row in the log is committed before anything else.

    Raises HoldsNoKey, NoSuchSubmission, and CannotRead when it was changed.
    """
    sealed = _logged(store, logbook, reader, reference, now)
    try:
        unit = _open(sealed, reader, "unit")
    except CannotOpen:
        raise CannotRead(reference) from None
    if unit is None:
        raise HoldsNoKey
    damaged = False
    try:
        chair = _open(sealed, reader, "chair")
    except CannotOpen:
        # What the unit may read must stay readable, whatever became of the other part.
        chair, damaged = None, True
    found = sealed.submission
    journey = by_name(found.form, found.form_version)
    sections = readable_sections(journey, unit, chair)
    return OpenedSubmission(
        reference=found.reference,
        form=found.form,
        journey=journey,
        language=unit.language or found.language,
        received=found.received,
        state=found.state,
        urgent=found.urgent,
        read_on=found.read_on,
        sections=sections,
        matching=matching_rows(sections),
        damaged=damaged,
    )


def mark_read(
    store: Store, logbook: Logbook, reader: SignedIn, reference: str, now: datetime
) -> None:
    """Note that it was read. Nothing changes when it was read or withdrawn before.

    Raises HoldsNoKey and NoSuchSubmission.
    """
    if not reader.holds:
        raise HoldsNoKey
    today = now.astimezone(LONDON).date()
    with store.write() as conn:
        found = _find(conn, reference, today)
        logbook.write(conn, reader.name, Action.MARKED_READ, found.reference, now)
        submissions.mark_read(conn, found.id, today)


def _logged(
    store: Store, logbook: Logbook, reader: SignedIn, reference: str, now: datetime
) -> _Sealed:
    if not reader.holds:
        raise HoldsNoKey
    today = now.astimezone(LONDON).date()
    with store.write() as conn:
        found = _find(conn, reference, today)
        council = council_keys.find_council(conn)
        if council is None:
            raise NotFounded
        keys = {part: submissions.part_key(conn, found.id, part) for part in PARTS}
        if None in keys.values():
            raise NoSuchSubmission(reference)
        logbook.write(conn, reader.name, Action.OPENED, found.reference, now)
        identity = RecordIdentity(found.id, council.name, found.form, found.form_version)
        return _Sealed(found, identity, keys, staff.keys(conn, reader.staff_id))


def _find(conn: Connection, reference: str, today: date) -> Submission:
    # What stands in an address can be anything; PostgreSQL, for one, refuses some of it.
    found = submissions.find_by_reference(conn, reference) if reference.isprintable() else None
    if found is None or found.expires <= today:
        raise NoSuchSubmission(reference)
    return found


def _open(sealed: _Sealed, reader: SignedIn, part: str) -> OpenedPart | None:
    """Open one part; None when the reader holds no key for it. CannotOpen."""
    wrapped = sealed.council_keys.get(KEY_OF_PART[part])
    if wrapped is None:
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
