"""Unfinished forms, kept on the server under a key that only the family holds.

A draft is closed with a data key of its own. A lock holds that data key closed for one token: the
browser session has one lock, and whoever asks for a return code gets a second one on the same
draft. The database holds a hash of each token, never a token.
"""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from heard.vault.primitives.boxes import close, new_key, unclose
from heard.vault.primitives.padding import padded_json, read_json

_TOKEN_BYTES = 32
_MARK_BYTES = 9


def new_draft_key() -> bytes:
    """Return the data key of a new draft."""
    return new_key()


def seal_draft(key: bytes, draft: Mapping[str, Any]) -> bytes:
    """Close a draft, padded to its size bucket; CannotSeal for what JSON cannot hold."""
    return close(key, padded_json(draft))


def open_draft(key: bytes, blob: bytes) -> dict[str, Any]:
    """Return the draft, or raise CannotOpen."""
    return read_json(unclose(key, blob))


def new_token() -> str:
    """Return 32 random bytes as url-safe text: the whole secret of a browser session."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def new_mark() -> str:
    """Return a few random letters by which a page tells the draft that it was made of.

    It opens nothing.
    """
    return secrets.token_urlsafe(_MARK_BYTES)


def lock_lookup(token: str) -> bytes:
    """Return the 32 bytes under which the database finds a lock.

    A plain hash is enough because a token has 256 random bits.
    """
    return _derive(token, b"heard lock find")


def lock_draft_key(token: str, key: bytes) -> bytes:
    """Close a draft's data key for one token."""
    return close(_derive(token, b"heard lock open"), key)


def unlock_draft_key(token: str, locked: bytes) -> bytes:
    """Return the data key, or raise CannotOpen."""
    return unclose(_derive(token, b"heard lock open"), locked)


def _derive(token: str, purpose: bytes) -> bytes:
    secret = token.encode("utf-8", errors="surrogatepass")
    return hashlib.blake2b(secret, digest_size=32, person=purpose).digest()
