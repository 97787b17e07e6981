"""A secret in two halves: one in the browser's cookie, one in the database.

The cookie holds a random key, the database what that key closes, so that several desk processes
can serve one session and neither the cookie nor the database is enough to open anything.
"""

from heard.vault.primitives.boxes import close, new_key, unclose


def split(secret: bytes) -> tuple[bytes, bytes]:
    """Return (cookie_half, stored_half): 32 random bytes, and the secret closed with them."""
    cookie_half = new_key()
    return cookie_half, close(cookie_half, secret)


def join(cookie_half: bytes, stored_half: bytes) -> bytes:
    """Return the secret, or raise CannotOpen when the halves do not belong together."""
    return unclose(cookie_half, stored_half)
