"""Closing bytes with one secret key (XSalsa20-Poly1305, libsodium's secretbox).

For what one secret opens: a draft, a session, a mailbox, a member of staff's key. What is sealed
to somebody's public key is in `envelope`.
"""

import secrets

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from heard.vault.errors import CannotOpen
from heard.vault.primitives.envelope import VERSION

KEY_BYTES = SecretBox.KEY_SIZE


def new_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def close(key: bytes, plain: bytes) -> bytes:
    """Encrypt and authenticate. A key that is not 32 bytes long is an error of the program."""
    return VERSION + bytes(SecretBox(key).encrypt(plain))


def unclose(key: bytes, blob: bytes) -> bytes:
    """Open what `close` made. CannotOpen for another key, another version or a changed byte."""
    if blob[:1] != VERSION:
        raise CannotOpen("closed in a way that this version does not know")
    if len(key) != KEY_BYTES:
        raise CannotOpen
    try:
        return SecretBox(key).decrypt(blob[1:])
    except (CryptoError, ValueError):
        raise CannotOpen from None
