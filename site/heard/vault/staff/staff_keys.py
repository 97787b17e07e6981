"""The key pair of a member of staff, and the council's keys wrapped for it.

Only the desk and the operator's commands import this.

The private half lies in the database under a key stretched from the password, together with the
secret of the second factor: without the password neither can be read.
"""

import json
import unicodedata
from dataclasses import dataclass, field
from typing import NoReturn

from heard.vault.errors import CannotOpen
from heard.vault.primitives.boxes import close, unclose
from heard.vault.primitives.envelope import new_key_pair, recipient_of, seal, unseal
from heard.vault.primitives.padding import read_json
from heard.vault.primitives.stretching import INTERACTIVE, Cost, new_salt, stretch


@dataclass(frozen=True)
class StaffKey:
    """What the database holds of a member of staff: public key, salt, wrapped private half."""

    recipient: str
    salt: bytes
    wrapped: bytes


@dataclass(frozen=True)
class UnlockedStaff:
    """The private key (AGE-SECRET-KEY-...) and the base32 secret of the second factor."""

    identity: str = field(repr=False)
    totp_secret: str = field(repr=False)


def new_staff_key(password: str, totp_secret: str, *, cost: Cost = INTERACTIVE) -> StaffKey:
    """Make a key pair for a new member of staff."""
    private, _ = new_key_pair()
    return lock(password, UnlockedStaff(private, totp_secret), cost=cost)


def lock(password: str, unlocked: UnlockedStaff, *, cost: Cost = INTERACTIVE) -> StaffKey:
    """Wrap an unlocked key under a password, with a new salt.

    The public key stays the same, so that everything wrapped for it goes on opening. This is also
    how a member of staff gets a new second factor: lock again with another `totp_secret`.
    """
    salt = new_salt()
    inside = json.dumps({"identity": unlocked.identity, "totp": unlocked.totp_secret})
    box = close(stretch(_password_bytes(password), salt, cost), inside.encode())
    return StaffKey(recipient_of(unlocked.identity), salt, cost.to_bytes() + box)


def unlock(password: str, salt: bytes, wrapped: bytes) -> UnlockedStaff:
    """Return what the password protects, or raise CannotOpen."""
    cost = Cost.from_bytes(wrapped[: Cost.BYTES])
    key = stretch(_password_bytes(password), salt, cost)
    inside = read_json(unclose(key, wrapped[Cost.BYTES :]))
    return UnlockedStaff(identity=inside["identity"], totp_secret=inside["totp"])


def unlock_nobody(password: str, *, cost: Cost = INTERACTIVE) -> NoReturn:
    """Do the work of `unlock` for a name that does not exist, and raise CannotOpen.

    So that the time of an answer does not say which sign-in names there are.
    """
    stretch(_password_bytes(password), new_salt(), cost)
    raise CannotOpen


def new_council_key() -> tuple[str, str]:
    """Return (private, recipient) for a key of the council, of whatever kind."""
    return new_key_pair()


def wrap_council_key(private: str, staff_recipient: str) -> bytes:
    """Wrap a private key of the council for one member of staff (or for the recovery key)."""
    recipient_of(private)
    return seal(private.encode("ascii"), [staff_recipient])


def unwrap_council_key(wrapped: bytes, staff_identity: str) -> str:
    """Return the council's private key, or raise CannotOpen."""
    try:
        private = unseal(wrapped, staff_identity).decode("ascii")
    except UnicodeDecodeError:
        raise CannotOpen from None
    recipient_of(private)
    return private


def _password_bytes(password: str) -> bytes:
    # One password can be typed as different code points on different keyboards (RFC 8265, 4.2).
    return unicodedata.normalize("NFC", password).encode("utf-8", errors="surrogatepass")
