"""What answers a post is kept for a quarter of an hour, so that the browser asks for it by address.

A page that answers a post itself stays in the browser's history with all that was posted, and comes
back with it, also to whoever has the phone next. Here it lies encrypted with a key that only the
browser's token opens, and leaving destroys it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from heard.records import kept_pages
from heard.records.database.store import Store
from heard.vault.errors import CannotOpen
from heard.vault.kept_pages import mark_of_leaving, open_page, owner_of, place_of, seal_page

#: How long a page is shown again to the browser that it was made for.
KEPT_FOR = timedelta(minutes=15)

#: How long it is remembered that a session was left. A page that is older and whose session has
#: ended brings nothing back, since nobody knows any more why it ended.
LEFT_FOR = timedelta(hours=2)

#: Bytes, as they are stored. A page of ours is far smaller, unless somebody pasted very much.
LARGEST = 100_000


class TooLarge(Exception):
    """A page is larger than what is kept."""


@dataclass(frozen=True)
class KeptPage:
    """An answer: its status, those of its headers that are its own, its bytes."""

    status: int
    headers: dict[str, str]
    body: bytes


def keep(store: Store, token: str, address: str, page: KeptPage, now: datetime) -> None:
    """Keep what answered a post to `address`, in place of what answered the one before."""
    until = now + KEPT_FOR
    about = {"until": until.timestamp(), "status": page.status, "headers": page.headers}
    sealed = seal_page(token, about, page.body)
    if len(sealed) > LARGEST:
        raise TooLarge
    with store.write() as conn:
        kept_pages.keep(conn, owner_of(token), place_of(token, address), sealed, until)


def kept(store: Store, token: str | None, address: str, now: datetime) -> KeptPage | None:
    """What this browser's post to `address` was answered; None when it is gone or its time over."""
    if not token:
        return None
    with store.read_once() as conn:
        sealed = kept_pages.find(conn, owner_of(token), place_of(token, address))
    try:
        about, body = open_page(token, sealed or b"")
    except CannotOpen:
        return None
    status, headers, until = about["status"], about["headers"], about["until"]
    if not (isinstance(status, int) and isinstance(headers, dict) and isinstance(until, float)):
        return None
    return KeptPage(status, headers, body) if now.timestamp() < until else None


def throw_away(store: Store, token: str | None, address: str) -> None:
    """Destroy what one address was answered: something newer stands there now."""
    if token:
        with store.write_once() as conn:
            kept_pages.throw_away(conn, owner_of(token), place_of(token, address))


def leave(store: Store, token: str | None, session: str | None, now: datetime) -> None:
    """Destroy all pages of a browser. Where a session of it is named, remember that it was left."""
    if not (token or session):
        return

    def end(conn: Connection) -> None:
        if token:
            kept_pages.throw_all_away(conn, owner_of(token))
        if session:
            mark = mark_of_leaving(session)
            kept_pages.keep(conn, mark, mark, b"", now + LEFT_FOR)

    store.free(end)


def was_left(store: Store, session: str) -> bool:
    """Whether the browser with this token has left."""
    mark = mark_of_leaving(session)
    with store.read_once() as conn:
        return kept_pages.find(conn, mark, mark) is not None
