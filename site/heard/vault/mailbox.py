"""The mailbox of a submission: replies that open only for whoever holds the receipt number.

Staff seal a reply to the mailbox's public key. Its private half is stored, wrapped by a key that
is stretched from the receipt number, and the receipt number is stored nowhere.
"""

from dataclasses import dataclass
from typing import NoReturn

from heard.vault.boxes import close, unclose
from heard.vault.envelope import new_key_pair, recipient_of, seal, unseal
from heard.vault.errors import CannotOpen, CannotSeal, SealFault
from heard.vault.padding import frame, unframe
from heard.vault.receipts import read_receipt
from heard.vault.stretching import DRAWN_AT_RANDOM, SALT_BYTES, Cost, new_salt, stretch

_HEAD = Cost.BYTES + SALT_BYTES


@dataclass(frozen=True)
class Mailbox:
    """`recipient` is an age public key; `wrapped` its private half (cost, salt, closed box)."""

    recipient: str
    wrapped: bytes


def new_mailbox(receipt: str, *, cost: Cost = DRAWN_AT_RANDOM) -> Mailbox:
    """Make a mailbox for a receipt number; CannotSeal when it is not one."""
    digits = read_receipt(receipt)
    if digits is None:
        raise CannotSeal(SealFault.NOT_A_RECEIPT)
    private, recipient = new_key_pair()
    salt = new_salt()
    key = stretch(digits.encode("ascii"), salt, cost)
    wrapped = cost.to_bytes() + salt + close(key, private.encode("ascii"))
    return Mailbox(recipient=recipient, wrapped=wrapped)


def open_mailbox(receipt: str, wrapped: bytes) -> str:
    """Return the mailbox's private key, or raise CannotOpen."""
    digits = read_receipt(receipt)
    if digits is None:
        raise CannotOpen("a receipt number has twenty digits")
    cost = Cost.from_bytes(wrapped[: Cost.BYTES])
    key = stretch(digits.encode("ascii"), wrapped[Cost.BYTES : _HEAD], cost)
    private = unclose(key, wrapped[_HEAD:]).decode("ascii")
    recipient_of(private)
    return private


def open_no_mailbox(receipt: str, *, cost: Cost = DRAWN_AT_RANDOM) -> NoReturn:
    """Do the work of `open_mailbox` where there is no mailbox, and raise CannotOpen.

    So that a number that was never given and one that has expired take the same time as a real one.
    """
    stretch(receipt.encode("utf-8", errors="replace"), new_salt(), cost)
    raise CannotOpen


def seal_reply(recipient: str, reply: bytes) -> bytes:
    """Seal a reply, padded to its size bucket; CannotSeal when the mailbox's key is malformed."""
    return seal(frame(reply), [recipient])


def open_reply(private: str, sealed: bytes) -> bytes:
    """Return the reply, or raise CannotOpen."""
    return unframe(unseal(sealed, private))
