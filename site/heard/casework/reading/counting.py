"""Opening what is only counted: nobody reads it, and nothing counts as opened by it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from heard.authority.hours import LONDON
from heard.casework.council.logbook import Action, Logbook
from heard.casework.errors import NotFounded
from heard.casework.reading.opened import OpenedPart, sound_part
from heard.casework.staff.access import Access, Permission
from heard.journeys.model.journey import Journey
from heard.records import keys
from heard.records.database.store import Store
from heard.records.scope import Scope
from heard.records.sealed_answers import CountedPart, OfForm, uncounted
from heard.vault.agent.client import LockedKey, ToOpen
from heard.vault.errors import CannotOpen
from heard.vault.identity import RecordIdentity
from heard.vault.parts import KIND_OF_PART


@dataclass(frozen=True)
class Counting:
    """What one person counts of a form, after the log has said so: what is `wanted`, how far they
    reach, their key, and the unit's keys as they are wrapped for them, by id."""

    store: Store
    scope: Scope
    council: str
    key: LockedKey
    keys: Mapping[str, bytes]
    wanted: OfForm

    def close(self, what_counts: Sequence[tuple[CountedPart, dict[str, Any]]]) -> dict[str, bytes]:
        """Close what counts of parts; by their ids."""
        closed = self.key.close_counted(
            [(self.keys[part.sealed.key_id], part.id, content) for part, content in what_counts]
        )
        return {part.id: each for (part, _), each in zip(what_counts, closed, strict=True)}

    def close_whole(self, name: str, content: dict[str, Any]) -> tuple[str, bytes]:
        """Close what was counted of all under this name, with the newest key; by the key's id."""
        key_id = list(self.keys)[-1]
        (closed,) = self.key.close_counted([(self.keys[key_id], name, content)])
        return key_id, closed

    def open(self, rows: Sequence[tuple[str, str, bytes]]) -> list[dict[str, Any] | None]:
        """Open it again, from (id, key id, closed); None for what does not open."""
        known = [
            (self.keys[key_id], id, closed) for id, key_id, closed in rows if key_id in self.keys
        ]
        opened = iter(self.key.open_counted(known))
        return [next(opened) if key_id in self.keys else None for _, key_id, _ in rows]


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
    wrapped = {key.key_id: key.wrapped for key in held.values() if key.kind == KIND_OF_PART["unit"]}
    today = now.astimezone(LONDON).date()
    wanted = OfForm("unit", form.name, form.version, days, today)
    return Counting(store, access.scope, council.name, reader.key, wrapped, wanted)


def open_answers(counting: Counting, most: int) -> Iterator[tuple[CountedPart, OpenedPart | None]]:
    """The oldest of the unit's parts that were not counted yet; None for one that does not open."""
    with counting.store.read() as conn:
        batch = uncounted(conn, counting.scope, counting.wanted, counting.keys, most)
    if not batch:
        return
    form = counting.wanted.form
    asked = [
        ToOpen(
            "unit",
            each.sealed,
            counting.keys[each.sealed.key_id],
            RecordIdentity(each.id, counting.council, form, each.form_version),
        )
        for each in batch
    ]
    for each, part in zip(batch, counting.key.open_parts(asked).parts, strict=True):
        try:
            yield each, sound_part(part.content.answers) if part.content else None
        except CannotOpen:
            yield each, None
