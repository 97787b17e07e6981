"""What a member of staff has written and not sent yet, sealed to their own key.

It can be sealed without them, as where their session has ended under their hands, and nobody but
they open it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from heard.vault.errors import CannotOpen
from heard.vault.primitives.envelope import seal, unseal
from heard.vault.primitives.padding import padded_json, read_json


@dataclass(frozen=True)
class DraftIdentity:
    """Stands inside and is compared on opening: whose words they are, and to what."""

    staff: str
    reference: str


def seal_reply_draft(
    recipient: str, identity: DraftIdentity, typed: Mapping[str, list[str]]
) -> bytes:
    """Seal what was typed, by the names of its fields, padded to a size bucket. CannotSeal."""
    return seal(padded_json({**asdict(identity), "typed": dict(typed)}), [recipient])


def open_reply_draft(private: str, sealed: bytes, expected: DraftIdentity) -> dict[str, list[str]]:
    """What was typed; CannotOpen for another key, or where it belongs elsewhere."""
    content = read_json(unseal(sealed, private))
    typed = content.pop("typed", None)
    if content != asdict(expected) or not _are_fields(typed):
        raise CannotOpen("what stands inside belongs to somebody or something else")
    return {name: list(values) for name, values in typed.items()}


def _are_fields(typed: Any) -> bool:
    return isinstance(typed, dict) and all(
        isinstance(values, list) and all(isinstance(each, str) for each in values)
        for values in typed.values()
    )
