"""Sealing a submission. The public process imports this, and can only seal.

Answers are sealed in two parts: what the council's unit may read, and what only the chair may
read. Each part has a key pair of its own; its private half is sealed to one key of the council and
to the recovery key. Deleting that small sealed key is what makes a part gone for good.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from heard.vault.errors import CannotSeal, SealFault
from heard.vault.identity import RecordIdentity
from heard.vault.primitives.envelope import new_key_pair, seal
from heard.vault.primitives.padding import padded_json
from heard.vault.recipients import Recipients

PARTS = ("unit", "chair")


@dataclass(frozen=True)
class SealedSubmission:
    """`parts`, `keys` and `recipients` by the name of the part; all hold every part.

    That a chair-only part is there therefore says nothing about whether somebody wrote in it.
    `recipients` are the public halves of the parts' own key pairs: what is added later is sealed to
    them, and dies with the parts.
    """

    parts: dict[str, bytes]
    keys: dict[str, bytes]
    recipients: dict[str, str]


def seal_submission(
    recipients: Recipients,
    identity: RecordIdentity,
    unit: Mapping[str, Any],
    chair: Mapping[str, Any],
) -> SealedSubmission:
    """Seal both parts, or raise CannotSeal; there is no way on without sealing."""
    recipients.require_sound()
    if identity.council != recipients.council:
        raise CannotSeal(SealFault.WRONG_COUNCIL)
    answers = {"unit": unit, "chair": chair}
    reader = {"unit": recipients.unit, "chair": recipients.chairs}
    parts: dict[str, bytes] = {}
    keys: dict[str, bytes] = {}
    public_halves: dict[str, str] = {}
    for part in PARTS:
        private, public = new_key_pair()
        body = padded_json({**identity.labels(part), "answers": dict(answers[part])})
        parts[part] = seal(body, [public])
        keys[part] = seal(private.encode("ascii"), [reader[part], recipients.recovery])
        public_halves[part] = public
    return SealedSubmission(parts=parts, keys=keys, recipients=public_halves)
