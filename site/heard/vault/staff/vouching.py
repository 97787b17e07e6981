"""Showing that the public half of a person's key was put into the database by the desk's commands.

What is wrapped for somebody while they are away is wrapped for what the database says. Whoever can
only write there must not be able to put a key of their own in a colleague's place.
"""

import hashlib
import hmac
import json

_KEY_BYTES = 32


def vouch(key: bytes, staff_id: str, recipient: str) -> bytes:
    """Return the 32 bytes that stand beside a person's public half; `key` has 32 bytes."""
    if len(key) != _KEY_BYTES:
        raise ValueError("the key that vouches has 32 bytes")
    named = json.dumps([staff_id, recipient]).encode()
    return hashlib.blake2b(named, digest_size=32, key=key, person=b"heard vouching").digest()


def is_vouched(key: bytes, staff_id: str, recipient: str, vouched: bytes) -> bool:
    """Say whether these bytes were made for this person and this public half."""
    return hmac.compare_digest(vouch(key, staff_id, recipient), vouched)
