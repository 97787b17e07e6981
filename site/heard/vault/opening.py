"""Opening a part of a submission, and its files. Only the desk imports this."""

from dataclasses import dataclass
from typing import Any

from heard.vault.errors import CannotOpen
from heard.vault.files import unpadded
from heard.vault.identity import RecordIdentity
from heard.vault.parts import SealedPart
from heard.vault.primitives.envelope import recipient_of, unseal
from heard.vault.primitives.padding import read_json


@dataclass(frozen=True)
class PartContent:
    """What stands inside a part: the answers, and what stood `outside` of it (`vault.outside`).

    `recipient` is the public half of the private key that opened it.
    """

    answers: dict[str, Any]
    outside: object
    recipient: str


def open_part(
    name: str, sealed: SealedPart, council_key: str, expected: RecordIdentity
) -> PartContent:
    """Return what stands in the part ("unit" or "chair") of the expected submission.

    `council_key` is the private key (AGE-SECRET-KEY-...) that the part names, or the recovery key.
    CannotOpen for another key, a changed byte, another version, or when what stands inside says
    that it belongs to another submission, council, form, form version, part or key.
    """
    private = open_part_key(sealed.sealed_key, council_key)
    content = read_json(unseal(sealed.body, private))
    answers, outside = content.pop("answers", None), content.pop("outside", None)
    if content != expected.labels(name, sealed.key_id) or not isinstance(answers, dict):
        raise CannotOpen("what stands inside belongs to another record")
    return PartContent(answers, outside, recipient_of(private))


def open_part_key(sealed_key: bytes, council_key: str) -> str:
    """Return the private key of a part, which also opens the messages for its readers. CannotOpen.

    `council_key` is as for `open_part`.
    """
    try:
        return unseal(sealed_key, council_key).decode("ascii")
    except UnicodeDecodeError:
        raise CannotOpen from None


def open_file(sealed: bytes, private: str) -> bytes:
    """Return the content of a picture or paper, or raise CannotOpen.

    `private` is the file's own key, as it stands inside the part that names the file.
    """
    return unpadded(unseal(sealed, private))
