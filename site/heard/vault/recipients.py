"""The public keys of the council, as the public process holds them: to these it seals words."""

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date

from heard.vault.errors import CannotSeal, SealFault
from heard.vault.parts import KIND_OF_PART
from heard.vault.primitives.envelope import is_recipient

#: The kind of the key that lies offline and opens everything.
RECOVERY = "recovery"
#: Every kind of key that recipients hold, one key of each.
KINDS = (*KIND_OF_PART.values(), RECOVERY)


@dataclass(frozen=True)
class RecipientKey:
    """One public key (age1...). `not_after` is the last day on which it may be used.

    `id` is a UUID that stands inside everything sealed to the key; `generation` counts the keys of
    this kind, the first is 1.
    """

    id: str
    kind: str
    generation: int
    recipient: str
    not_after: date

    def as_json(self) -> dict[str, str | int]:
        """Return the key as it is written in a file."""
        return {**asdict(self), "not_after": self.not_after.isoformat()}


@dataclass(frozen=True)
class Recipients:
    """The keys of one council that are in use now."""

    council: str
    keys: tuple[RecipientKey, ...]

    def key(self, kind: str) -> RecipientKey:
        """Return the key of a kind, or raise CannotSeal."""
        for each in self.keys:
            if each.kind == kind:
                return each
        raise CannotSeal(SealFault.MALFORMED)

    @property
    def expires(self) -> date:
        """The last day on which all of them may be used."""
        return min(each.not_after for each in self.keys)

    def fingerprint(self) -> str:
        """Return 16 hex digits over the council and the sorted list of its keys.

        The database holds the same value: neither the file nor the database alone can redirect
        what families send, go back to older keys, or keep keys in use for longer.
        """
        listed = sorted(json.dumps(each.as_json(), sort_keys=True) for each in self.keys)
        return hashlib.sha256(json.dumps([self.council, *listed]).encode()).hexdigest()[:16]

    def require_sound(self) -> None:
        """Raise CannotSeal unless there is one well-formed key of each kind, all of them different.

        Were the unit's key and the chairs' key the same, the unit would read what was written for
        the chairs alone.
        """
        if not self.council or not isinstance(self.council, str):
            raise CannotSeal(SealFault.MALFORMED)
        if Counter(each.kind for each in self.keys) != Counter(KINDS):
            raise CannotSeal(SealFault.MALFORMED)
        if not all(is_recipient(each.recipient) for each in self.keys):
            raise CannotSeal(SealFault.MALFORMED)
        for different in ({each.recipient for each in self.keys}, {each.id for each in self.keys}):
            if len(different) != len(self.keys):
                raise CannotSeal(SealFault.NOT_DISTINCT)

    def require_current(self, today: date) -> None:
        """Raise CannotSeal after the last day, for processes that keep the recipients loaded."""
        if today > self.expires:
            raise CannotSeal(SealFault.EXPIRED)
