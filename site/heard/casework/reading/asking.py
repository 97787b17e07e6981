"""What the agent is asked to open for one person, and what is made sure of by it."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from heard.casework.council.logbook import Logbook
from heard.casework.errors import DoesNotAgree, HoldsNoKey, NotFounded
from heard.casework.reading.agreeing import DAMAGED, ROW, differing
from heard.casework.reading.opened import OpenedPart, sound_part, through
from heard.casework.staff.access import Permission, allows, key_needed
from heard.casework.staff.sessions import SignedIn
from heard.records import keys, ledger
from heard.records.keys import HeldKey
from heard.records.submissions import Submission
from heard.vault.agent.client import FromPart, ToOpen
from heard.vault.errors import CannotOpen
from heard.vault.identity import RecordIdentity
from heard.vault.parts import APART, KIND_OF_PART

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


def to_open(
    found: Submission, held: Mapping[str, HeldKey], record: RecordIdentity, reader: SignedIn
) -> Iterator[ToOpen]:
    """The parts that this person may open, and whose very key they hold."""
    for name, part in found.parts.items():
        key = held.get(part.key_id)
        if key is not None and can_open(name, reader):
            yield ToOpen(name, part, key.wrapped, record)


def agreed(found: Submission, part: str, came: FromPart) -> OpenedPart:
    """What can be shown of a part, and in what the database says otherwise. CannotOpen."""
    if came.content is None:
        raise CannotOpen
    content = came.content
    differs = differing(found, part, content.outside, content.recipient)
    return sound_part(content.answers, differs)


def require_agreement(
    conn: Connection, logbook: Logbook, found: Submission, reader: SignedIn, part: str
) -> None:
    """Make sure, before anything is sealed to the keys of a row, that they are those it was sent
    with: every part that this person opens says so, `part` is one of them, and nothing of it was
    changed since it was taken up.

    Raises DoesNotAgree and HoldsNoKey.
    """
    try:
        opened = _opened(conn, found, reader)
    except CannotOpen:
        raise DoesNotAgree(found.reference, frozenset({DAMAGED})) from None
    if part not in opened:
        raise HoldsNoKey
    differs = frozenset(name for each in opened.values() for name in each.differs)
    if ledger.changed(conn, logbook.key, [found.id]):
        differs |= {ROW}
    if differs:
        raise DoesNotAgree(found.reference, differs)


def hears_from_the_chair(conn: Connection, found: Submission, reader: SignedIn) -> bool:
    """Whether a child wants to hear the answer from the chair, face to face.

    Where the unit's part does not say so to this reader, because it does not open, it may be so.
    """
    try:
        unit = _opened(conn, found, reader, "unit").get("unit")
    except CannotOpen:
        return True
    whom = through(unit.sections) if unit else None
    return unit is None or (whom is not None and whom.chair)


def _opened(
    conn: Connection, found: Submission, reader: SignedIn, only: str | None = None
) -> dict[str, OpenedPart]:
    """The parts that this person opens, by name, or `only` one of them. CannotOpen."""
    council, held = keys.find_council(conn), keys.held_by(conn, reader.staff_id)
    if council is None:
        raise NotFounded
    record = RecordIdentity(found.id, council.name, found.form, found.form_version)
    asked = [each for each in to_open(found, held, record, reader) if only in (None, each.name)]
    if not asked:
        return {}
    came = reader.key.open_parts(asked).parts
    return {
        each.name: agreed(found, each.name, part) for each, part in zip(asked, came, strict=True)
    }
