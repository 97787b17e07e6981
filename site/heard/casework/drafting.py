"""A form that is being filled in: found by the browser's token, encrypted, thrown away in time.

A draft that only a browser session opens dies an hour after it was last touched, because the phone
may lie on a shared table; one that has a return code will live seven days. After sending it is
kept for a quarter of an hour, so that the receipt can be written down, and no longer.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from heard.journeys.audience import Audience
from heard.journeys.journey import Journey, Page
from heard.journeys.questions import Answer
from heard.records import drafts
from heard.records.store import Store
from heard.vault.drafts import (
    lock_draft_key,
    lock_lookup,
    new_draft_key,
    open_draft,
    seal_draft,
    unlock_draft_key,
)
from heard.vault.errors import CannotOpen

#: How long an untouched draft lives that only a browser session opens.
IDLE = timedelta(hours=1)

#: How long the receipt stays on the screen after sending.
AFTER_SENDING = timedelta(minutes=15)


@dataclass
class Draft:
    """What was answered so far. `typed` holds, page by page, what was typed but cannot be kept."""

    journey: str
    version: int
    answers: dict[str, Answer] = field(default_factory=dict)
    readers: dict[str, str] = field(default_factory=dict)
    typed: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    urgent: bool = False
    receipt: str | None = None
    sent: str | None = None
    touched: str = ""

    @property
    def audiences(self) -> dict[str, Audience]:
        """Who may see each page, as chosen."""
        return {slug: Audience(reader) for slug, reader in self.readers.items()}

    def keep(
        self, page: Page, kept: dict[str, Answer], reader: str | None, typed: dict[str, list[str]]
    ) -> None:
        """Take a page's answers in place of those that were there.

        `typed` is what the form held where something on it could not be kept, else empty.
        """
        for question in page.questions:
            self.answers.pop(question.name, None)
        self.answers.update(kept)
        if page.asks_readers and reader in set(Audience):
            self.readers[page.slug] = reader
        self.typed.pop(page.slug, None)
        if typed:
            self.typed[page.slug] = typed

    def unfinished(self, journey: Journey) -> list[Page]:
        """The pages that cannot be sent as they are: something needed is missing or unclear."""
        return [page for page in journey.pages if page.slug in self.typed or self._lacks(page)]

    def _lacks(self, page: Page) -> bool:
        return any(
            question.required and question.name not in self.answers for question in page.questions
        )

    def ends(self) -> datetime:
        """The moment from which the draft is dead."""
        if self.sent:
            return datetime.fromisoformat(self.sent) + AFTER_SENDING
        return datetime.fromisoformat(self.touched) + IDLE


def begin(store: Store, token: str, journey: Journey, now: datetime) -> None:
    """Make an empty draft of `journey` for this browser, unless it has one."""
    # Two first posts at once: the second finds the place taken, and that is as good as its own.
    with suppress(IntegrityError), store.write() as conn:
        if _open(conn, token, journey, now) is None:
            # A dead draft whose hour is not over may still hold the lock's place.
            drafts.release(conn, _lookup(token, journey))
            draft = Draft(journey.name, journey.version, touched=now.isoformat())
            key, identity = new_draft_key(), str(uuid.uuid4())
            drafts.add(conn, identity, seal_draft(key, asdict(draft)), draft.ends())
            locked = lock_draft_key(_own(token, journey), key)
            drafts.add_lock(conn, _lookup(token, journey), identity, "session", locked)


def read(store: Store, token: str | None, journey: Journey, now: datetime) -> Draft | None:
    """The draft of `journey` that this browser holds; None when there is none, or it is dead."""
    if not token:
        return None
    with store.read() as conn:
        found = _open(conn, token, journey, now)
    return found[2] if found else None


@contextmanager
def changing(
    store: Store, token: str, journey: Journey, now: datetime
) -> Iterator[tuple[Connection, Draft | None]]:
    """The draft for a change; what is done to it inside is saved in the same transaction.

    Yields the open connection too, so that sending stores the submission and marks the draft as
    sent in one step.
    """
    with store.write() as conn:
        found = _open(conn, token, journey, now)
        if found is None:
            yield conn, None
            return
        identity, key, draft = found
        yield conn, draft
        draft.touched = now.isoformat()
        drafts.save(conn, identity, seal_draft(key, asdict(draft)), draft.ends())


def throw_away(store: Store, token: str | None, journeys: tuple[Journey, ...]) -> None:
    """Destroy this browser's drafts of these journeys."""
    if token:
        with store.write() as conn:
            for journey in journeys:
                drafts.release(conn, _lookup(token, journey))


def _open(
    conn: Connection, token: str, journey: Journey, now: datetime
) -> tuple[str, bytes, Draft] | None:
    found = drafts.find(conn, _lookup(token, journey), now)
    if found is None:
        return None
    try:
        key = unlock_draft_key(_own(token, journey), found.locked_key)
        draft = Draft(**open_draft(key, found.body))
    except (CannotOpen, TypeError):
        return None
    if draft.version != journey.version or now >= draft.ends():
        return None
    return found.id, key, draft


def _own(token: str, journey: Journey) -> str:
    """One session can fill in several forms; each has a lock of its own."""
    return f"{token}:{journey.name}"


def _lookup(token: str, journey: Journey) -> bytes:
    return lock_lookup(_own(token, journey))
