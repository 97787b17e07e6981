"""The code with which a family comes back to what it began: twenty digits, as a receipt number.

The database holds nothing that a code could be guessed with: what finds a draft and what opens it
are both made from the stretched code, and the salt is a secret of the public process. Whoever has
database and secret would need Argon2id for each of 10^20 guesses.
"""

import hashlib

from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, SALT_BYTES, Cost, stretch
from heard.vault.receipts import new_receipt, read_receipt

_NO_CODE = "0" * 20


def new_return_code() -> str:
    """Return twenty random digits."""
    return new_receipt()


def return_token(secret: bytes, typed: str, *, cost: Cost = DRAWN_AT_RANDOM) -> str:
    """Return the token that a typed code stands for; it finds and opens a draft's lock.

    `secret` is the public process's own (32 bytes). What is no code at all gives a token that opens
    nothing, after the same time.
    """
    salt = hashlib.blake2b(secret, digest_size=SALT_BYTES, person=b"heard return").digest()
    digits = read_receipt(typed) or _NO_CODE
    return stretch(digits.encode("ascii"), salt, cost).hex()
