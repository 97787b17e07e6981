"""The parts in which a submission is sealed, and which kind of key each is sealed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: The part of what is kept from chairs and team: a complaint about a chair, where the council has
#: named who else reads it. It is then the only part.
APART = "complaints"
#: By the name of the part: what the council's unit may read, what only the chairs may read, and
#: what neither may.
KIND_OF_PART: Mapping[str, str] = MappingProxyType(
    {"unit": "unit", "chair": "chairs", APART: "complaints"}
)
PARTS = tuple(KIND_OF_PART)
#: Which parts one submission has.
SHARED = ("unit", "chair")
WHOLES = (frozenset(SHARED), frozenset({APART}))
#: Of these each submission has one: it says in whose list at the desk it stands.
LISTED = ("unit", APART)


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
