"""The mailbox of a submission: replies that open only for whoever holds the receipt number.

Staff seal a reply to the mailbox's public key (see `messages`). Its private half is stored, wrapped
by a key that is stretched from the receipt number, and the receipt number is stored nowhere.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import NoReturn

from heard.vault.errors import CannotOpen, CannotSeal, SealFault
from heard.vault.primitives.boxes import close, unclose
from heard.vault.primitives.envelope import recipient_of
from heard.vault.primitives.padding import padded_json, read_json
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, SALT_BYTES, Cost, new_salt, stretch
from heard.vault.receipts import hash_of_proof, read_receipt

_HEAD = Cost.BYTES + SALT_BYTES


@dataclass(frozen=True)
class Mailbox:
    """What is stored of a mailbox: `wrapped` is an OpenMailbox (cost, salt, closed box).

    `proof_hash` is by what a proof of the receipt number is known (see `prove_receipt`).
    """

    wrapped: bytes
    proof_hash: bytes


@dataclass(frozen=True)
class OpenMailbox:
    """What the receipt number opens: the key that opens replies, and what it belongs to.

    `parts` are the public keys of the submission's parts, by name, as they were when it was sent.
    The family's side opens no part, so it is by these that it sees whether what stands in the
    database is still what a family's words may be sealed to.
    """

    private: str = field(repr=False)
    submission: str
    parts: Mapping[str, str]


def close_mailbox(receipt: str, mailbox: OpenMailbox, *, cost: Cost = DRAWN_AT_RANDOM) -> Mailbox:
    """Close a mailbox for a receipt number; CannotSeal when it is not one."""
    digits = read_receipt(receipt)
    if digits is None:
        raise CannotSeal(SealFault.NOT_A_RECEIPT)
    salt = new_salt()
    key = stretch(digits.encode("ascii"), salt, cost)
    wrapped = cost.to_bytes() + salt + close(key, padded_json(asdict(mailbox)))
    return Mailbox(wrapped, hash_of_proof(_proof(key)))


def open_mailbox(receipt: str, wrapped: bytes) -> OpenMailbox:
    """Return what `close_mailbox` closed, or raise CannotOpen."""
    content = read_json(unclose(_key(receipt, wrapped), wrapped[_HEAD:]))
    try:
        opened = OpenMailbox(**content)
        recipient_of(opened.private)
    except TypeError:
        raise CannotOpen from None
    return opened


def prove_receipt(receipt: str, wrapped: bytes) -> bytes:
    """Return 32 bytes that only whoever knows the receipt number can make. CannotOpen.

    They open nothing. `receipts.hash_of_proof` of them was stored when it was sent, so that another
    process can see that a family wanted something, and not merely somebody who can add rows.
    """
    key = _key(receipt, wrapped)
    unclose(key, wrapped[_HEAD:])
    return _proof(key)


def _proof(key: bytes) -> bytes:
    return hashlib.blake2b(key, digest_size=32, person=b"heard prove").digest()


def _key(receipt: str, wrapped: bytes) -> bytes:
    digits = read_receipt(receipt)
    if digits is None:
        raise CannotOpen("a receipt number has twenty digits")
    cost = Cost.from_bytes(wrapped[: Cost.BYTES])
    return stretch(digits.encode("ascii"), wrapped[Cost.BYTES : _HEAD], cost)


def open_no_mailbox(receipt: str, *, cost: Cost = DRAWN_AT_RANDOM) -> NoReturn:
    """Do the work of `open_mailbox` where there is no mailbox, and raise CannotOpen.

    So that a number that was never given and one that has expired take the same time as a real one.
    """
    stretch(receipt.encode("utf-8", errors="replace"), new_salt(), cost)
    raise CannotOpen
