"""The parts in which a submission is sealed, and which kind of key each is sealed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: By the name of the part: what the council's unit may read, and what only the chairs may read.
KIND_OF_PART: Mapping[str, str] = MappingProxyType({"unit": "unit", "chair": "chairs"})
PARTS = tuple(KIND_OF_PART)


@dataclass(frozen=True)
class SealedPart:
    """One part, with what opens it.

    `sealed_key` is the private half of the part's own key pair, sealed to the key `key_id` of the
    council and to the recovery key. `recipient` is its public half: what is added later is sealed
    to that, and dies with the part.
    """

    body: bytes
    recipient: str
    key_id: str
    sealed_key: bytes
