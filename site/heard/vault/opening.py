"""Opening a part of a submission. Only the desk imports this."""

from typing import Any

from heard.vault.envelope import unseal
from heard.vault.errors import CannotOpen
from heard.vault.identity import RecordIdentity
from heard.vault.padding import read_json


def open_part(
    part: str, sealed: bytes, sealed_key: bytes, council_key: str, expected: RecordIdentity
) -> dict[str, Any]:
    """Return the answers of the part ("unit" or "chair") of the expected submission.

    `council_key` is the private key (AGE-SECRET-KEY-...) of the unit, the chairs or the recovery.
    CannotOpen for another key, a changed byte, another version, or when what stands inside says
    that it belongs to another submission, council, form, form version or part.
    """
    try:
        part_key = unseal(sealed_key, council_key).decode("ascii")
    except UnicodeDecodeError:
        raise CannotOpen from None
    content = read_json(unseal(sealed, part_key))
    answers = content.pop("answers", None)
    if content != expected.labels(part) or not isinstance(answers, dict):
        raise CannotOpen("what stands inside belongs to another record")
    return answers
