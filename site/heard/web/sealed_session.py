"""What the browser's session keeps for a quarter of an hour so that a file can be given again.

Some phones ask for a file twice: once as the page does, and once more by its address alone. What
the file is made of then comes from the session's cookie. It is closed there with a key that only
this site has, so nobody who looks at the phone reads it.
"""

import base64
import hashlib
import json
from datetime import datetime, timedelta

from flask import current_app, session

from heard.vault.errors import CannotOpen
from heard.vault.primitives.boxes import close, unclose

KEPT_FOR = timedelta(minutes=15)


def keep(name: str, content: object, now: datetime) -> None:
    """Keep JSON under a name, in place of what stood there."""
    plain = json.dumps([now.timestamp(), content]).encode()
    session[name] = base64.b85encode(close(_key(), plain)).decode()


def kept(name: str, now: datetime) -> object | None:
    """What is kept under the name; None where there is nothing, or its time is over."""
    try:
        plain = unclose(_key(), base64.b85decode(str(session.get(name, ""))))
    except (CannotOpen, ValueError):
        return None
    moment, content = json.loads(plain)
    return content if now.timestamp() - moment < KEPT_FOR.total_seconds() else None


def _key() -> bytes:
    return derived_key(b"heard session")


def derived_key(purpose: bytes) -> bytes:
    """A key of this site for one purpose, the same in every process and after every start."""
    secret = current_app.secret_key
    plain = secret.encode() if isinstance(secret, str) else secret or b""
    return hashlib.blake2b(plain, digest_size=32, person=purpose).digest()
