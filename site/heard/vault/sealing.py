"""Sealing a submission. The public process imports this, and can only seal.

Answers are sealed in two parts, what the council's unit may read and what only the chairs may read,
or in one that is kept from both. Each part has a key pair of its own; its private half is sealed to
one key of the council and to the recovery key. Deleting that small sealed key is what makes a part
gone for good.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from heard.vault.errors import CannotSeal, SealFault
from heard.vault.identity import RecordIdentity
from heard.vault.outside import Outside
from heard.vault.parts import KIND_OF_PART, WHOLES, SealedPart
from heard.vault.primitives.envelope import new_key_pair, seal
from heard.vault.primitives.padding import padded_json
from heard.vault.recipients import RECOVERY, Recipients


def seal_submission(
    recipients: Recipients,
    identity: RecordIdentity,
    answers: Mapping[str, Mapping[str, Any]],
    outside: Outside,
) -> dict[str, SealedPart]:
    """Seal every part, by name, or raise CannotSeal; there is no way on without sealing.

    `answers` has what stands in each of the parts that a submission has (`parts.WHOLES`). A part is
    there even when it holds nothing: that it is there says nothing about whether somebody wrote in
    it. What stands in the clear `outside` goes into each part as well, with the public keys of all
    parts, which are drawn here.
    """
    recipients.require_sound()
    if identity.council != recipients.council:
        raise CannotSeal(SealFault.WRONG_COUNCIL)
    if frozenset(answers) not in WHOLES:
        raise CannotSeal(SealFault.MALFORMED)
    recovery = recipients.key(RECOVERY).recipient
    pairs = {part: new_key_pair() for part in answers}
    known = replace(outside, parts={part: public for part, (_, public) in pairs.items()}).as_json()
    sealed: dict[str, SealedPart] = {}
    for part, said in answers.items():
        reader = recipients.key(KIND_OF_PART[part])
        private, public = pairs[part]
        labels = identity.labels(part, reader.id)
        content = {**labels, "outside": known, "answers": dict(said)}
        sealed[part] = SealedPart(
            body=seal(padded_json(content), [public]),
            recipient=public,
            key_id=reader.id,
            sealed_key=seal(private.encode("ascii"), [reader.recipient, recovery]),
        )
    return sealed
