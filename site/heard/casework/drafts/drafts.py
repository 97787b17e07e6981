"""A form that is being filled in: found by the browser's token, encrypted, thrown away in time.

A draft that only a browser session opens dies an hour after it was last touched, because the phone
may lie on a shared table. One that has a return code lives seven days, but the session that began
it goes on opening it for no longer than an hour without use. After sending it is kept for a quarter
of an hour, so that the receipt can be written down, and no longer.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from heard.journeys.model.asked import Answer
from heard.journeys.model.audience import Audience
from heard.journeys.model.journey import Journey, Page, Way, copy_of
from heard.records import drafts
from heard.records.database.store import Store
from heard.vault.drafts import (
    lock_draft_key,
    lock_lookup,
    new_draft_key,
    open_draft,
    seal_draft,
    unlock_draft_key,
)
from heard.vault.errors import CannotOpen

T = TypeVar("T")

#: How long an untouched draft opens for the browser session that holds it.
IDLE = timedelta(hours=1)

#: How long it opens for whoever holds its return code.
WITH_CODE = timedelta(days=7)

#: How long the receipt stays on the screen after sending.
AFTER_SENDING = timedelta(minutes=15)


@dataclass
class Draft:
    """What was answered so far. `typed` holds, page by page, what was typed but cannot be kept.

    `counts` says how often a page that repeats was asked for, `seen` which pages were saved, `at`
    which of them last. `code` is the return code once there is one.
    """

    journey: str
    version: int
    answers: dict[str, Answer] = field(default_factory=dict)
    readers: dict[str, str] = field(default_factory=dict)
    typed: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    urgent: bool = False
    code: str | None = None
    at: str = ""
    receipt: str | None = None
    sent: str | None = None
    touched: str = ""

    @property
    def audiences(self) -> dict[str, Audience]:
        """Who may see each page, as chosen."""
        return {slug: Audience(reader) for slug, reader in self.readers.items()}

    def way(self, journey: Journey) -> Way:
        """The pages that are asked, as answered so far."""
        return journey.way(self.answers, self.counts)

    def keep(
        self, page: Page, kept: dict[str, Answer], reader: str | None, typed: dict[str, list[str]]
    ) -> None:
        """Take a page's answers in place of those that were there.

        `typed` is what the form held where something on it could not be kept, else empty.
        """
        for question in page.questions:
            # Files are taken and dropped one by one.
            if question.kind != "files":
                self.answers.pop(question.name, None)
        self.answers.update(kept)
        if page.asks_readers and reader in set(Audience):
            self.readers[page.slug] = reader
        self.typed.pop(page.slug, None)
        if typed:
            self.typed[page.slug] = typed

    def visit(self, journey: Journey, page: Page) -> None:
        """Remember that this page was saved, and that it was asked for if it is a copy."""
        self.at = page.slug
        if page.slug not in self.seen:
            self.seen.append(page.slug)
        for slug, count in journey.counts_in((page.slug,)).items():
            self.counts[slug] = max(self.counts.get(slug, 1), count)

    def copies(self, journey: Journey, page: Page) -> int:
        """How many copies there are of a page that repeats."""
        return self.counts.get(journey.repeated(page).slug, 1)

    def add_copy(self, journey: Journey, page: Page) -> Page:
        """Ask for a page that repeats once more, up to its limit; the newest copy."""
        base = journey.repeated(page)
        count = min(self.copies(journey, page) + 1, base.repeats.most)
        self.counts[base.slug] = count
        return copy_of(base, count)

    def remove_copy(self, journey: Journey, page: Page) -> None:
        """Forget a copy; those after it move up. Where it was the only one, its answers go."""
        base, count = journey.repeated(page), self.copies(journey, page)
        for number in range(page.copy, count):
            self._move(copy_of(base, number + 1), copy_of(base, number))
        self._forget(copy_of(base, count))
        self.counts[base.slug] = max(count - 1, 1)

    def _move(self, source: Page, target: Page) -> None:
        names = zip(source.questions, target.questions, strict=True)
        kept = {to.name: self.answers[of.name] for of, to in names if of.name in self.answers}
        reader, typed = self.readers.get(source.slug), self.typed.get(source.slug, {})
        # What was typed bears the names of its own copy's fields.
        renamed = {
            f"{to.name}{name.removeprefix(of.name)}": values
            for of, to in zip(source.questions, target.questions, strict=True)
            for name, values in typed.items()
            if name == of.name or name.startswith(f"{of.name}-")
        }
        self._forget(target)
        self.keep(target, kept, reader, renamed)

    def _forget(self, page: Page) -> None:
        self.keep(page, {}, None, {})
        self.readers.pop(page.slug, None)

    def unseen(self, journey: Journey) -> Page | None:
        """The first page that is asked and was never saved: a change may have brought it."""
        return next((page for page in self.way(journey).pages if page.slug not in self.seen), None)

    def unfinished(self, journey: Journey) -> list[Page]:
        """The pages that cannot be sent as they are: something needed is missing or unclear."""
        asked = self.way(journey).pages
        return [page for page in asked if page.slug in self.typed or self._lacks(page)]

    def dropped(self, journey: Journey) -> list[Page]:
        """Pages that were answered and are not asked any more; what stands there is not sent."""
        asked = {page.slug for page in self.way(journey).pages}
        return [
            page
            for page in journey.pages
            if page.slug not in asked and any(q.name in self.answers for q in page.questions)
        ]

    def _lacks(self, page: Page) -> bool:
        return any(
            question.required and question.name not in self.answers for question in page.questions
        )

    def ends(self) -> datetime:
        """The moment from which the draft is dead."""
        if self.sent:
            return datetime.fromisoformat(self.sent) + AFTER_SENDING
        return self._touched() + (WITH_CODE if self.code else IDLE)

    def session_ends(self) -> datetime:
        """The moment from which the browser session does not open it any more."""
        return min(self.ends(), self._touched() + IDLE)

    def _touched(self) -> datetime:
        return datetime.fromisoformat(self.touched)


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
    answers: dict[str, Answer] | None = None,
) -> None:
    """Make a draft of `journey` for this browser, unless it has one; it begins with `answers`."""
    _add(store, token, journey, _new(journey, now, answers or {}), now)


def _new(journey: Journey, now: datetime, answers: dict[str, Answer]) -> Draft:
    return Draft(journey.name, journey.version, answers=answers, touched=now.isoformat())


def _add(store: Store, token: str, journey: Journey, draft: Draft, now: datetime) -> bool:
    """Whether the draft was stored: this browser may have one by now."""
    key, identity = new_draft_key(), str(uuid.uuid4())
    body, locked = seal_draft(key, vars(draft)), lock_draft_key(_own(token, journey), key)
    # Two first posts at once: the second finds the place taken.
    with suppress(IntegrityError), store.write() as conn:
        if _open(conn, token, journey, now) is None:
            # A dead draft whose hour is not over may still hold the lock's place.
            drafts.release(conn, _lookup(token, journey))
            drafts.add(conn, identity, body, draft.ends())
            drafts.add_lock(conn, _lookup(token, journey), identity, "session", locked)
            return True
    return False


def read(store: Store, token: str | None, journey: Journey, now: datetime) -> Draft | None:
    """The draft of `journey` that this browser holds; None when there is none, or it is dead."""
    if not token:
        return None
    with store.read_once() as conn:
        found = _open(conn, token, journey, now)
    return found.draft if found else None


def holds_any(
    store: Store, token: str | None, journeys: tuple[Journey, ...], now: datetime
) -> bool:
    """Whether this browser has a living draft of any of the forms."""
    if not token:
        return False
    with store.read() as conn:
        return any(_open(conn, token, journey, now) for journey in journeys)


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
            found = _open(conn, token, journey, now)
        if found is not None:
            made = make(found.draft)
            with store.write_once() as conn:
                if _save(conn, found, now, unchanged=True):
                    return found.draft, made
            # Where it is gone, somebody has left: nothing begins anew behind them.
            begins = False
        elif begins:
            draft = _new(journey, now, {})
            made = make(draft)
            if _add(store, token, journey, draft, now):
                return draft, made
        else:
            return None


@contextmanager
def changing(
    store: Store, token: str, journey: Journey, now: datetime
) -> Iterator[tuple[Connection, OpenDraft | None]]:
    """The draft for a change that belongs to other rows too, all in one transaction.

    Yields the open connection, so that sending stores the submission and marks the draft as sent in
    one step.
    """
    with store.write() as conn:
        found = _open(conn, token, journey, now)
        yield conn, found
        if found is not None:
            _save(conn, found, now)


def leave(store: Store, token: str | None, journeys: tuple[Journey, ...]) -> None:
    """Let this browser open nothing any more. A draft that has no return code is destroyed."""
    if token:
        with store.write() as conn:
            for journey in journeys:
                drafts.release(conn, _lookup(token, journey))


def throw_away(store: Store, token: str | None, journey: Journey, now: datetime) -> None:
    """Destroy this browser's draft of `journey`, return code or not."""
    if token:
        with store.write() as conn:
            found = drafts.find(conn, _lookup(token, journey), now)
            if found is not None:
                drafts.delete_draft(conn, found.id)


def _open(conn: Connection, token: str, journey: Journey, now: datetime) -> OpenDraft | None:
    found = unlocked(conn, _own(token, journey), now)
    if found is None or found.draft.version != journey.version:
        return None
    return found if now < found.draft.session_ends() else None


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
    drafts.release(conn, _lookup(token, journey))
    locked = lock_draft_key(_own(token, journey), found.key)
    drafts.add_lock(conn, _lookup(token, journey), found.id, "session", locked)
    _save(conn, found, now)


def _save(conn: Connection, found: OpenDraft, now: datetime, *, unchanged: bool = False) -> bool:
    """Whether it was saved: where it has to be `unchanged`, only if nobody else has saved it."""
    draft = found.draft
    draft.touched = now.isoformat()
    body, instead_of = seal_draft(found.key, vars(draft)), found.body if unchanged else None
    return drafts.save(conn, found.id, body, draft.ends(), instead_of)


def _own(token: str, journey: Journey) -> str:
    """One session can fill in several forms; each has a lock of its own."""
    return f"{token}:{journey.name}"


def _lookup(token: str, journey: Journey) -> bytes:
    return lock_lookup(_own(token, journey))
