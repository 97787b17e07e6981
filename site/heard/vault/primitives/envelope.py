"""Sealing bytes to age public keys, and opening them with one private key.

Every sealed blob is one version byte and then an age file (https://age-encryption.org/v1), so
that `tail -c +2 blob | age --decrypt` opens it without any part of this program.

age says nothing of who sealed: whoever knows a public key can seal to it. That is why what stands
inside names the record it belongs to, and why the desk shows "identity not checked".
"""

from collections.abc import Sequence

import pyrage
from pyrage import x25519

from heard.vault.errors import CannotOpen, CannotSeal, SealFault

VERSION = b"\x01"


def new_key_pair() -> tuple[str, str]:
    """Return a new (private, public) pair as age writes them: AGE-SECRET-KEY-1... and age1..."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(private: str) -> str:
    """Return the public key that belongs to a private one, or raise CannotOpen."""
    return str(_identity(private).to_public())


def is_recipient(text: object) -> bool:
    """Say whether this is an age X25519 public key, in the one spelling that age itself writes.

    age also reads the same key in capitals; two spellings would let one key pass for two.
    """
    if not isinstance(text, str):
        return False
    try:
        return str(x25519.Recipient.from_str(text)) == text
    except pyrage.RecipientError:
        return False


def seal(plain: bytes, recipients: Sequence[str]) -> bytes:
    """Seal to public keys: the private half of any one opens it. CannotSeal if one is malformed."""
    if not recipients:
        raise CannotSeal(SealFault.MALFORMED)
    try:
        keys = [x25519.Recipient.from_str(text) for text in recipients]
        sealed: bytes = pyrage.encrypt(plain, keys)
    except (pyrage.RecipientError, pyrage.EncryptError, TypeError):
        raise CannotSeal(SealFault.MALFORMED) from None
    return VERSION + sealed


def unseal(blob: bytes, private: str) -> bytes:
    """Open what `seal` made. CannotOpen for another key, another version or a changed byte."""
    if blob[:1] != VERSION:
        raise CannotOpen("sealed in a way that this version does not know")
    identity = _identity(private)
    try:
        plain: bytes = pyrage.decrypt(blob[1:], [identity])
    except pyrage.DecryptError:
        raise CannotOpen from None
    return plain


def _identity(private: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(private)
    except (pyrage.IdentityError, TypeError):
        raise CannotOpen("not a private key") from None
