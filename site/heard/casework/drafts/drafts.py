"""A form that is being filled in: found by the browser's token, encrypted, thrown away in time.

A draft that only a browser session opens dies an hour after it was last touched, because the phone
may lie on a shared table. One that has a return code lives seven days, but the session that began
it goes on opening it for no longer than an hour without use. After sending it is kept for a quarter
of an hour, so that the receipt can be written down, and no longer.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from heard.casework.drafts.carry_over import carry_over
from heard.casework.drafts.draft import Draft
from heard.journeys.model.journey import Journey
from heard.records import drafts
from heard.records.database.store import Store
from heard.vault.drafts import (
    lock_draft_key,
    lock_lookup,
    new_draft_key,
    new_mark,
    open_draft,
    seal_draft,
    unlock_draft_key,
)
from heard.vault.errors import CannotOpen

T = TypeVar("T")


@dataclass
class OpenDraft:
    """A draft that is being changed: its id, its key, and the body that it had in the database."""

    id: str
    key: bytes
    body: bytes
    draft: Draft


def begin(
    store: Store,
    token: str,
    journey: Journey,
    now: datetime,
    make: Callable[[Draft], None] = lambda draft: None,
) -> Draft:
    """A draft of `journey` for this browser, with what `make` puts into it.

    One that this browser has already stays as it is, and the new one is thrown away.
    """
    draft = _new(journey, now)
    make(draft)
    _add(store, token, journey, draft, now)
    return draft


def _new(journey: Journey, now: datetime) -> Draft:
    return Draft(journey.name, journey.version, touched=now.isoformat(), mark=new_mark())


def _add(store: Store, token: str, journey: Journey, draft: Draft, now: datetime) -> bool:
    """Whether the draft was stored: this browser may have one by now."""
    key, identity = new_draft_key(), str(uuid.uuid4())
    body, locked = seal_draft(key, vars(draft)), lock_draft_key(_own(token, journey), key)

    def add(conn: Connection) -> None:
        drafts.add(conn, identity, body, draft.ends())
        drafts.add_lock(conn, _lookup(token, journey), identity, "session", locked)

    with suppress(IntegrityError), store.write() as conn:
        add(conn)
        return True
    # The lock's place is taken: by another first post, or by a dead draft that is not swept yet.
    with suppress(IntegrityError), store.write() as conn:
        if opened(conn, token, journey, now) is None:
            drafts.release(conn, _lookup(token, journey))
            add(conn)
            return True
    return False


def read(store: Store, token: str | None, journey: Journey, now: datetime) -> Draft | None:
    """The draft of `journey` that this browser holds; None when there is none, or it is dead."""
    if not token:
        return None
    with store.read_once() as conn:
        found = opened(conn, token, journey, now)
    return found.draft if found else None


def asleep(store: Store, token: str | None, journey: Journey, now: datetime) -> Draft | None:
    """The draft that this browser held too long to open it, but whose return code still does."""
    if not token:
        return None
    with store.read() as conn:
        found = unlocked(conn, _own(token, journey), now)
    if found is None or found.draft.sent or now < found.draft.session_ends():
        return None
    return found.draft if found.draft.code else None


def holds_any(
    store: Store, token: str | None, journeys: tuple[Journey, ...], now: datetime
) -> bool:
    """Whether this browser has a living draft of any of the forms."""
    if not token:
        return False
    with store.read() as conn:
        return any(opened(conn, token, journey, now) for journey in journeys)


def change(
    store: Store,
    token: str,
    journey: Journey,
    now: datetime,
    make: Callable[[Draft], T],
    *,
    begins: bool = False,
) -> tuple[Draft, T] | None:
    """The draft after `make` has changed it, and what that returned. None where there is no draft.

    Where there is none and it `begins`, it is made. Nothing is held up meanwhile: if somebody else
    has saved the draft in between, `make` is called again, on what they have left.
    """
    while True:
        with store.read_once() as conn:
            found = opened(conn, token, journey, now)
        if found is not None:
            made = make(found.draft)
            with store.write_once() as conn:
                if save_unless_changed(conn, found, now):
                    return found.draft, made
            # Where it is gone, somebody has left: nothing begins anew behind them.
            begins = False
        elif begins:
            draft = _new(journey, now)
            made = make(draft)
            if _add(store, token, journey, draft, now):
                return draft, made
        else:
            return None


@contextmanager
def changing(
    store: Store, token: str, journey: Journey, now: datetime
) -> Iterator[tuple[Connection, OpenDraft | None]]:
    """The draft for a change that belongs to other rows too: yields the open connection as well.

    What is done to the draft inside is saved in the same transaction.
    """
    with store.write() as conn:
        found = opened(conn, token, journey, now)
        yield conn, found
        if found is not None:
            _save(conn, found, now)


def leave(store: Store, token: str | None, journeys: tuple[Journey, ...]) -> None:
    """Let this browser open nothing any more. A draft that has no return code is destroyed."""
    if not token:
        return
    lookups = [_lookup(token, journey) for journey in journeys]

    def release(conn: Connection) -> None:
        for lookup in lookups:
            drafts.release(conn, lookup)

    store.free(release)


def throw_away(store: Store, token: str | None, journey: Journey, now: datetime) -> None:
    """Destroy this browser's draft of `journey`, return code or not."""
    if not token:
        return
    lookup = _lookup(token, journey)

    def destroy(conn: Connection) -> None:
        found = drafts.find(conn, lookup, now)
        if found is not None:
            drafts.delete_draft(conn, found.id)

    store.free(destroy)


def throw_away_untouched(
    store: Store, token: str | None, journeys: tuple[Journey, ...], now: datetime
) -> None:
    """Destroy what was begun with words told before and never touched since."""
    for journey in journeys:
        draft = read(store, token, journey, now)
        if draft is not None and draft.is_untouched():
            throw_away(store, token, journey, now)


def opened(conn: Connection, token: str, journey: Journey, now: datetime) -> OpenDraft | None:
    """The living draft of `journey` that this browser holds; None when there is none."""
    found = unlocked(conn, _own(token, journey), now)
    if found is None or now >= found.draft.session_ends():
        return None
    carry_over(found.draft, journey)
    return found


def unlocked(conn: Connection, token: str, now: datetime) -> OpenDraft | None:
    """The living draft whose lock this token opens, of whichever form; None when there is none."""
    found = drafts.find(conn, lock_lookup(token), now)
    if found is None:
        return None
    try:
        key = unlock_draft_key(token, found.locked_key)
        draft = Draft(**open_draft(key, found.body))
    except (CannotOpen, TypeError):
        return None
    return OpenDraft(found.id, key, found.body, draft) if now < draft.ends() else None


def open_for_session(
    conn: Connection, token: str, journey: Journey, found: OpenDraft, now: datetime
) -> None:
    """Let this browser open a draft from now on, in place of the one of that form that it had."""
    carry_over(found.draft, journey)
    drafts.release(conn, _lookup(token, journey))
    locked = lock_draft_key(_own(token, journey), found.key)
    drafts.add_lock(conn, _lookup(token, journey), found.id, "session", locked)
    _save(conn, found, now)


def _save(conn: Connection, found: OpenDraft, now: datetime) -> None:
    drafts.save(conn, found.id, _sealed(found, now), found.draft.ends())


def save_unless_changed(conn: Connection, found: OpenDraft, now: datetime) -> bool:
    """Whether it was saved: not if somebody else has saved it, or left, since it was opened."""
    body = _sealed(found, now)
    return drafts.save(conn, found.id, body, found.draft.ends(), instead_of=found.body)


def _sealed(found: OpenDraft, now: datetime) -> bytes:
    found.draft.touched = now.isoformat()
    return seal_draft(found.key, vars(found.draft))


def _own(token: str, journey: Journey) -> str:
    """One session can fill in several forms; each has a lock of its own."""
    return f"{token}:{journey.name}"


def _lookup(token: str, journey: Journey) -> bytes:
    return lock_lookup(_own(token, journey))
