"""Everything that the agent does with a key. What is not in OPERATIONS it does not do.

Each runs in a process of its own that ends with it. It is given a private key and what is sealed,
and returns words alone: no key leaves by its answer, those of files neither.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from heard.vault.counting import close_counted, open_counted
from heard.vault.errors import CannotOpen
from heard.vault.identity import RecordIdentity
from heard.vault.messages import MessageIdentity, open_message
from heard.vault.needs import needs_key
from heard.vault.opening import PartContent, open_file, open_part, open_part_key
from heard.vault.parts import SealedPart
from heard.vault.primitives.envelope import recipient_of
from heard.vault.primitives.stretching import Cost
from heard.vault.staff.halves import split
from heard.vault.staff.reply_drafts import DraftIdentity, open_reply_draft, seal_reply_draft
from heard.vault.staff.staff_keys import unwrap_council_key
from heard.vault.staff.unlocking import Attempt, unlocked

Head = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What goes back to the worker."""

    head: Head
    body: bytes = b""


def text(content: bytes) -> str:
    """Bytes as they stand in JSON."""
    return b64encode(content).decode("ascii")


def plain(text: str) -> bytes:
    """What `text` was given."""
    return b64decode(text, validate=True)


def begin_session(asked: Head, cookie_half: bytes, share: bytes) -> Head:
    """Unlock a key by password and second factor, and split it; nothing but `begun` where it fails.

    The only operation that knows a password.
    """
    found = unlocked(
        Attempt(
            password=asked["password"],
            code=asked["code"],
            locked=[(plain(salt), plain(wrapped)) for salt, wrapped in asked["locked"]],
            code_hashes=[plain(each) for each in asked["code_hashes"]],
            now=asked["now"],
            cost=Cost(*asked["cost"]),
            code_cost=Cost(*asked["code_cost"]),
        )
    )
    if found is None:
        return {"begun": False}
    private, proven = found
    return {
        "begun": True,
        "step": proven.totp_step,
        "code_hash": None if proven.code_hash is None else text(proven.code_hash),
        "cookie_half": text(cookie_half),
        "stored_half": text(split(private.encode("ascii"), cookie_half, share, asked["whose"])),
    }


def _open_parts(private: str, asked: Head, body: bytes) -> Answer:
    """Open parts, the messages to their readers, and one file that one of them names."""
    council_keys = _CouncilKeys(private)
    part_keys: dict[str, str] = {}
    opened: list[Head] = []
    file_key = None
    for each in asked["parts"]:
        content, key = _open_one(each, council_keys)
        if key is not None:
            part_keys[each["name"]] = key
        if content is not None:
            file_key = file_key or _file_key(content.answers, asked["file"])
            _leave_keys_out(content.answers)
        opened.append(
            {
                "content": content and vars(content),
                "needs_key": key and text(needs_key(key)),
            }
        )
    messages = [_message(each, part_keys) for each in asked["messages"]]
    file = None
    if file_key is not None:
        try:
            file = open_file(body, file_key)
        except CannotOpen:
            file = None
    head: Head = {"parts": opened, "messages": messages, "file": file is not None}
    return Answer(head, file or b"")


def _open_one(each: Head, council_keys: "_CouncilKeys") -> tuple[PartContent | None, str | None]:
    """What stands in a part, and its key; None for what does not open."""
    sealed = SealedPart(
        plain(each["body"]), each["recipient"], each["key_id"], plain(each["sealed_key"])
    )
    try:
        council_key = council_keys.unwrapped(each["wrapped"])
        key = open_part_key(sealed.sealed_key, council_key)
    except CannotOpen:
        return None, None
    try:
        return open_part(each["name"], sealed, council_key, RecordIdentity(**each["record"])), key
    except CannotOpen:
        return None, key


def _message(each: Head, part_keys: Mapping[str, str]) -> Head | None:
    identity = MessageIdentity(**each["identity"])
    key = part_keys.get(identity.part)
    if key is None:
        return None
    try:
        words = open_message(key, plain(each["body"]), identity)
    except CannotOpen:
        return None
    return {"text": words.text, "more": dict(words.more)}


def _open_draft(private: str, asked: Head, body: bytes) -> Answer:
    """Open what this person has written and not sent."""
    return Answer({"typed": open_reply_draft(private, body, DraftIdentity(**asked["identity"]))})


def _seal_draft(private: str, asked: Head, body: bytes) -> Answer:
    """Seal it to their own key."""
    identity = DraftIdentity(**asked["identity"])
    return Answer({}, seal_reply_draft(recipient_of(private), identity, asked["typed"]))


def _close_counted(private: str, asked: Head, body: bytes) -> Answer:
    """Close what counts of records, each with the key that opens it."""
    keys = _CouncilKeys(private)
    return Answer(
        {
            "closed": [
                text(close_counted(keys.unwrapped(wrapped), record, content))
                for wrapped, record, content in asked["records"]
            ]
        }
    )


def _open_counted(private: str, asked: Head, body: bytes) -> Answer:
    """Open what counts of records; None for one that does not open."""
    keys = _CouncilKeys(private)
    opened: list[Head | None] = []
    for wrapped, record, closed in asked["records"]:
        try:
            opened.append(open_counted(keys.unwrapped(wrapped), record, plain(closed)))
        except CannotOpen:
            opened.append(None)
    return Answer({"opened": opened})


class _CouncilKeys:
    """The council's keys that are wrapped for one person, each unwrapped once."""

    def __init__(self, private: str) -> None:
        self._private = private
        self._unwrapped: dict[str, str] = {}

    def unwrapped(self, wrapped: str) -> str:
        """The private key; CannotOpen where it is wrapped for somebody else."""
        if wrapped not in self._unwrapped:
            self._unwrapped[wrapped] = unwrap_council_key(plain(wrapped), self._private)
        return self._unwrapped[wrapped]


#: What is known of a file inside a part; `casework.files` makes it.
_OF_A_FILE = frozenset({"id", "name", "type", "size", "key", "less"})


def _file_key(inside: Any, file_id: str | None) -> str | None:
    """The key of this file, wherever in a part it is named."""
    if file_id is None:
        return None
    for each in _files_in(inside):
        if each["id"] == file_id and isinstance(each["key"], str):
            return each["key"]
    return None


def _leave_keys_out(inside: Any) -> None:
    for each in _files_in(inside):
        each["key"] = ""


def _files_in(inside: Any) -> Iterator[Head]:
    # Not by calling itself: whoever seals something decides how deep it is.
    left = [inside]
    while left:
        one = left.pop()
        if isinstance(one, dict) and one.keys() == _OF_A_FILE:
            yield one
        elif isinstance(one, dict | list):
            left.extend(one.values() if isinstance(one, dict) else one)


OPERATIONS: Mapping[str, Callable[[str, Head, bytes], Answer]] = {
    "open parts": _open_parts,
    "open draft": _open_draft,
    "seal draft": _seal_draft,
    "close counted": _close_counted,
    "open counted": _open_counted,
}
