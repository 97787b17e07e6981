"""What stands in the clear about a submission and is relied on, as it stands sealed inside it too.

Whoever can write in the database can change what is in the clear: the key that a reply is sealed
to, the day on which it came, whether it is urgent. They cannot change it inside a part. So both are
compared before anything is sealed to such a key.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Outside:
    """What the row of a submission says, beside its identity.

    `answered` are the parts in which anything was answered, `mailbox` is the public key of its
    mailbox, and `parts` are those of its parts, by name.
    """

    language: str
    received: date
    expires: date
    urgent: bool
    answered: frozenset[str]
    mailbox: str
    parts: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as it stands inside a part."""
        return {
            **asdict(self),
            "received": self.received.isoformat(),
            "expires": self.expires.isoformat(),
            "answered": sorted(self.answered),
        }

    def differing(self, sealed: object) -> frozenset[str]:
        """Return the names of what is not the same in `sealed`, which `as_json` wrote.

        All of them where something else, or nothing, was sealed.
        """
        inside = sealed if isinstance(sealed, dict) else {}
        return frozenset(
            name
            for name, value in self.as_json().items()
            if name not in inside or inside[name] != value or type(inside[name]) is not type(value)
        )
