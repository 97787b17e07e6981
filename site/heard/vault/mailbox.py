"""The mailbox of a submission: replies that open only for whoever holds the receipt number.

Staff seal a reply to the mailbox's public key (see `messages`). Its private half is stored, wrapped
by a key that is stretched from the receipt number, and the receipt number is stored nowhere.
"""

import hashlib
from dataclasses import dataclass
from typing import NoReturn

from heard.vault.errors import CannotOpen, CannotSeal, SealFault
from heard.vault.primitives.boxes import close, unclose
from heard.vault.primitives.envelope import new_key_pair, recipient_of
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, SALT_BYTES, Cost, new_salt, stretch
from heard.vault.receipts import hash_of_proof, read_receipt

_HEAD = Cost.BYTES + SALT_BYTES


@dataclass(frozen=True)
class Mailbox:
    """`recipient` is an age public key; `wrapped` its private half (cost, salt, closed box).

    `proof_hash` is by what a proof of the receipt number is known (see `prove_receipt`).
    """

    recipient: str
    wrapped: bytes
    proof_hash: bytes


def new_mailbox(receipt: str, *, cost: Cost = DRAWN_AT_RANDOM) -> Mailbox:
    """Make a mailbox for a receipt number; CannotSeal when it is not one."""
    digits = read_receipt(receipt)
    if digits is None:
        raise CannotSeal(SealFault.NOT_A_RECEIPT)
    private, recipient = new_key_pair()
    salt = new_salt()
    key = stretch(digits.encode("ascii"), salt, cost)
    wrapped = cost.to_bytes() + salt + close(key, private.encode("ascii"))
    return Mailbox(recipient, wrapped, hash_of_proof(_proof(key)))


def open_mailbox(receipt: str, wrapped: bytes) -> str:
    """Return the mailbox's private key, or raise CannotOpen."""
    private = unclose(_key(receipt, wrapped), wrapped[_HEAD:]).decode("ascii")
    recipient_of(private)
    return private


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
