"""Messages that follow a submission: what staff reply, and what the family adds.

Both processes import this. The family's can seal an addition to a part and open it no more; a
reply it opens only while somebody has typed the receipt number (see `mailbox`).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from heard.vault.envelope import seal, unseal
from heard.vault.errors import CannotOpen
from heard.vault.padding import padded_json, read_json

COUNCIL = "council"
FAMILY = "family"


@dataclass(frozen=True)
class MessageIdentity:
    """Stands inside each message and is compared when it is opened.

    `message` is the message's id, `submission` that of what it belongs to, `author` COUNCIL or
    FAMILY, `part` ("unit" or "chair") whose readers may see it at the desk. So nobody who can write
    in the database can pass an addition off as a reply, or one family's message as another's.
    """

    message: str
    submission: str
    author: str
    part: str


def seal_message(recipients: Sequence[str], identity: MessageIdentity, text: str) -> bytes:
    """Seal to age public keys, padded to a size bucket: the private half of any one opens it.

    CannotSeal when there is no key, or when one is malformed.
    """
    return seal(padded_json({**asdict(identity), "text": text}), recipients)


def open_message(private: str, sealed: bytes, expected: MessageIdentity) -> str:
    """Return the text of the expected message.

    CannotOpen for another key, a changed byte, another version, or when what stands inside says
    that it is another message, of another submission, author or part.
    """
    content = read_json(unseal(sealed, private))
    text = content.pop("text", None)
    if content != asdict(expected) or not isinstance(text, str):
        raise CannotOpen("what stands inside belongs to another message")
    return text
