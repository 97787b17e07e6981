"""The page that answered a post, closed for the browser that posted it.

What opens it is the token in that browser's cookie; the database holds hashes of the token, never
the token.
"""

import base64
import hashlib
import zlib
from collections.abc import Mapping

from heard.vault.errors import CannotOpen
from heard.vault.primitives.boxes import close, unclose
from heard.vault.primitives.padding import padded_json, read_json


def owner_of(token: str) -> bytes:
    """Return the 32 bytes under which the database finds all pages of one browser."""
    return _derive(token, b"heard page owner")


def place_of(token: str, address: str) -> bytes:
    """Return the 32 bytes under which it finds the page of one address."""
    return _derive(f"{token} {address}", b"heard page find")


def mark_of_leaving(session: str) -> bytes:
    """Return the 32 bytes by which a session that was left is known again. They open nothing."""
    return _derive(session, b"heard left")


def seal_page(token: str, about: Mapping[str, object], body: bytes) -> bytes:
    """Close a page with what is said `about` it (JSON), made smaller, padded to its bucket."""
    small = base64.b85encode(zlib.compress(body)).decode()
    return close(_key(token), padded_json({**about, "body": small}))


def open_page(token: str, blob: bytes) -> tuple[dict[str, object], bytes]:
    """Return what is said about the page, and the page; or raise CannotOpen."""
    about = read_json(unclose(_key(token), blob))
    try:
        return about, zlib.decompress(base64.b85decode(about.pop("body")))
    except (KeyError, TypeError, ValueError, zlib.error):
        raise CannotOpen("what stands inside is no page") from None


def _key(token: str) -> bytes:
    return _derive(token, b"heard page open")


def _derive(secret: str, purpose: bytes) -> bytes:
    plain = secret.encode("utf-8", errors="surrogatepass")
    return hashlib.blake2b(plain, digest_size=32, person=purpose).digest()
