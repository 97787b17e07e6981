"""Keys that an application makes of the one that signs its cookies."""

import hashlib

from flask import current_app


def derived_key(purpose: bytes) -> bytes:
    """A key of this site for one purpose, the same in every process and after every start."""
    secret = current_app.secret_key
    plain = secret.encode() if isinstance(secret, str) else secret or b""
    return hashlib.blake2b(plain, digest_size=32, person=purpose).digest()
