"""Messages that follow a submission: what staff reply, and what the family adds.

Both processes import this. The family's can seal an addition to a part and open it no more; a
reply it opens only while somebody has typed the receipt number (see `mailbox`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from heard.vault.errors import CannotOpen
from heard.vault.primitives.envelope import seal, unseal
from heard.vault.primitives.padding import padded_json, read_json

COUNCIL = "council"
FAMILY = "family"
#: Staff too, of one thing that was asked for. An author of its own, so that none of it can be
#: passed off as a reply.
NEED = "need"


@dataclass(frozen=True)
class MessageIdentity:
    """Stands inside each message and is compared when it is opened.

    `message` is the message's id, `submission` that of what it belongs to, `author` COUNCIL, FAMILY
    or NEED, `part` ("unit" or "chair") whose readers may see it at the desk. So nobody who can
    write in the database can pass an addition off as a reply, or one family's message as another's.
    """

    message: str
    submission: str
    author: str
    part: str


@dataclass(frozen=True)
class Words:
    """What a message says: its text, and where it has more to say, further texts by name."""

    text: str
    more: Mapping[str, str] = field(default_factory=dict)


def seal_message(
    recipients: Sequence[str],
    identity: MessageIdentity,
    text: str,
    more: Mapping[str, str] | None = None,
) -> bytes:
    """Seal to age public keys, padded to a size bucket: the private half of any one opens it.

    CannotSeal when there is no key, or when one is malformed.
    """
    content: dict[str, object] = {**asdict(identity), "text": text}
    if more:
        content["more"] = dict(more)
    return seal(padded_json(content), recipients)


def open_message(private: str, sealed: bytes, expected: MessageIdentity) -> Words:
    """Return what the expected message says; one that was sealed before has a text alone.

    CannotOpen for another key, a changed byte, another version, or when what stands inside says
    that it is another message, of another submission, author or part.
    """
    content = read_json(unseal(sealed, private))
    text, more = content.pop("text", None), content.pop("more", {})
    if content != asdict(expected) or not isinstance(text, str) or not _are_texts(more):
        raise CannotOpen("what stands inside belongs to another message")
    return Words(text, more)


def _are_texts(more: object) -> bool:
    return isinstance(more, dict) and all(isinstance(each, str) for each in more.values())
