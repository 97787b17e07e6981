"""Sealing a picture or a paper. The public process imports this, and can only seal.

Each file has a key pair of its own. The public half is thrown away, so that nothing can take the
file's place; the private half lies in the family's draft and then in the sealed part.
"""

import hashlib
import secrets
import uuid

from heard.vault.errors import CannotOpen
from heard.vault.primitives.envelope import new_key_pair, seal

#: Bodies are multiples of this; those that are smaller, of the small step.
STEP = 256 * 1024
SMALL_STEP = 64 * 1024

_LENGTH_BYTES = 8
_HALF_AN_ID = 8


def seal_file(content: bytes) -> tuple[bytes, str]:
    """Seal to a new key pair: the sealed body, and the private key (AGE-SECRET-KEY-...)."""
    private, public = new_key_pair()
    return seal(padded(content), [public]), private


def padded(content: bytes) -> bytes:
    """Fill up to a whole number of steps, so that the size says little. `unpadded` undoes it.

    The length stands at the end: what the stock `age` program gives begins as the picture does,
    and programs that show pictures do not mind what follows.
    """
    least = len(content) + _LENGTH_BYTES
    step = SMALL_STEP if least <= STEP else STEP
    filling = bytes(-least % step)
    return b"".join((content, filling, len(content).to_bytes(_LENGTH_BYTES, "big")))


def unpadded(whole: bytes) -> bytes:
    """Return what `padded` was given, or raise CannotOpen."""
    length = int.from_bytes(whole[-_LENGTH_BYTES:], "big")
    if length + _LENGTH_BYTES > len(whole):
        raise CannotOpen
    return whole[:length]


def digest(content: bytes) -> bytes:
    """Return 32 bytes that stand for this content and no other. They tell what it is: see below."""
    return hashlib.blake2b(content, digest_size=32).digest()


def new_file_id(key: bytes, name: str, digest: bytes) -> str:
    """Draw the id of a file, a UUID, of which `is_same_file` can tell which file it belongs to.

    Without the 32 bytes of `key`, which is the draft's own, it tells nothing.
    """
    named = digest + name.encode("utf-8", errors="surrogatepass")
    half = hashlib.blake2b(named, key=key, digest_size=_HALF_AN_ID).digest()
    return str(uuid.UUID(bytes=half + secrets.token_bytes(_HALF_AN_ID)))


def is_same_file(one: str, other: str) -> bool:
    """Say whether two ids that were drawn with one key belong to the same name and content."""
    return uuid.UUID(one).bytes[:_HALF_AN_ID] == uuid.UUID(other).bytes[:_HALF_AN_ID]
