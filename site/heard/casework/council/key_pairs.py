"""Making the council's key pairs, and getting their private halves back by the recovery key."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from heard.casework.errors import NotFounded, NotRecoveryKey
from heard.records import keys
from heard.records.database.store import Store
from heard.records.keys import StoredKey
from heard.vault.errors import CannotOpen
from heard.vault.recipients import RecipientKey
from heard.vault.staff.staff_keys import new_council_key, unwrap_council_key, wrap_council_key

KEY_YEARS = 2

_PRIVATE_MARK = "AGE-SECRET-KEY-"


@dataclass(frozen=True)
class KeyPair:
    """A new key of the council. `sealed_to_recovery` is None for the recovery key itself."""

    public: RecipientKey
    private: str = field(repr=False)
    sealed_to_recovery: bytes | None

    def as_stored(self) -> StoredKey:
        """The row of the database."""
        public = self.public
        return StoredKey(
            public.id,
            public.kind,
            public.generation,
            public.recipient,
            self.sealed_to_recovery,
            public.not_after,
        )


def new_key_pair(kind: str, generation: int, not_after: date, *, recovery: str) -> KeyPair:
    """Make a key pair whose private half is sealed to the public key `recovery`, if there is one.

    `not_after` is the last day on which something may be sealed to it.
    """
    private, recipient = new_council_key()
    public = RecipientKey(str(uuid.uuid4()), kind, generation, recipient, not_after)
    return KeyPair(public, private, wrap_council_key(private, recovery) if recovery else None)


def read_recovery_key(path: Path) -> str:
    """Return the private recovery key from its file. NotRecoveryKey when there is none in it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise NotRecoveryKey(f"{path} cannot be read") from None
    for line in lines:
        if line.strip().startswith(_PRIVATE_MARK):
            return line.strip()
    raise NotRecoveryKey(f"{path} holds no line that starts with {_PRIVATE_MARK}")


def council_keys_by_recovery(store: Store, recovery_key: str) -> Mapping[str, str]:
    """Return the council's private keys of every generation, by the key's id.

    NotRecoveryKey when this one opens nothing, NotFounded where there are no keys.
    """
    with store.read() as conn:
        stored = keys.of_the_council(conn)
    if not stored:
        raise NotFounded
    try:
        return {
            key.id: unwrap_council_key(key.sealed_to_recovery, recovery_key)
            for key in stored
            if key.sealed_to_recovery is not None
        }
    except CannotOpen:
        raise NotRecoveryKey("this recovery key is not the council's") from None


def years_later(day: date) -> date:
    """The last day of keys that are made on `day`."""
    try:
        return day.replace(year=day.year + KEY_YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year + KEY_YEARS, day=28)
