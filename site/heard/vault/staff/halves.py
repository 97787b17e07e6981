"""A person's unlocked key in three pieces: with their browser, in the database, with the agent.

The browser's half and the agent's share are random keys; the stored half is what both close
together. So several processes can serve one session, neither piece nor any two of them open
anything, and once the agent has forgotten its share nothing ever does.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from heard.vault.errors import CannotOpen
from heard.vault.primitives.boxes import close, new_key, unclose

_TAG_BYTES = 32


@dataclass(frozen=True)
class Pieces:
    """Of a new session: the browser's half, and what is stored."""

    cookie_half: bytes = field(repr=False)
    stored_half: bytes = field(repr=False)


def new_half() -> bytes:
    """Return the 32 random bytes that a browser holds, or that the agent keeps as its share."""
    return new_key()


def handle_of(cookie_half: bytes) -> bytes:
    """Return the 32 bytes under which the agent keeps its share. They lead nowhere."""
    return hashlib.blake2b(cookie_half, digest_size=32, person=b"heard share").digest()


def split(secret: bytes, cookie_half: bytes, share: bytes, whose: str) -> bytes:
    """Return the stored half of a secret, marked as belonging to this person."""
    closed = close(share, close(cookie_half, secret))
    return _tag(share, whose, closed) + closed


def belongs(stored_half: bytes, share: bytes, whose: str) -> bool:
    """Say whether a stored half was made with this share and for this person. It opens nothing."""
    tag, closed = stored_half[:_TAG_BYTES], stored_half[_TAG_BYTES:]
    return hmac.compare_digest(_tag(share, whose, closed), tag)


def join(cookie_half: bytes, stored_half: bytes, share: bytes) -> bytes:
    """Return the secret, or raise CannotOpen where the pieces do not belong together."""
    if len(cookie_half) != len(share):
        raise CannotOpen
    return unclose(cookie_half, unclose(share, stored_half[_TAG_BYTES:]))


def _tag(share: bytes, whose: str, closed: bytes) -> bytes:
    named = len(whose).to_bytes(2, "big") + whose.encode("utf-8") + closed
    return hashlib.blake2b(named, digest_size=_TAG_BYTES, key=share, person=b"heard whose").digest()
