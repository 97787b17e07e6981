"""Receipt numbers: twenty digits, drawn at random, shown in groups of four."""

import hashlib
import re
import secrets
import unicodedata

DIGITS = 20
_GROUP = 4
_LONGEST_TYPED = 2000
_KEY_BYTES = 32
#: Twenty digits with little between them, from each place where such a row can begin.
_ROW = re.compile(rf"(?=((?<!\d)\d(?:\D{{0,3}}\d){{{DIGITS - 1}}}(?!\d)))")


def new_receipt() -> str:
    """Return twenty Western digits, each number as likely as any other (66 bits)."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def show_receipt(receipt: str) -> str:
    """Return the number as people read it: "1234 5678 9012 3456 7890"."""
    return " ".join(receipt[at : at + _GROUP] for at in range(0, len(receipt), _GROUP))


def read_receipt(text: str) -> str | None:
    """Return twenty Western digits from what was typed, or None.

    Digits of every script count. All else does not matter, as people copy a number with the words,
    quotes and stops around it. Where those hold digits too ("my 2nd number: ..."), it is the one
    row of twenty that stands by itself.
    """
    typed = digits_typed(text)
    if len(typed) == DIGITS:
        return typed
    rows = [digits_typed(found[1]) for found in _ROW.finditer(text[:_LONGEST_TYPED])]
    return rows[0] if len(rows) == 1 else None


def digits_typed(text: str) -> str:
    """Every digit of what was typed, of whichever script, as Western ones."""
    values = (unicodedata.decimal(sign, None) for sign in text[:_LONGEST_TYPED])
    return "".join(str(value) for value in values if value is not None)


def hash_receipt(key: bytes, receipt: str) -> bytes:
    """Return the keyed BLAKE2b (32 bytes) under which a submission is found.

    ValueError for a key that is not 32 bytes long (an empty one would make a hash that anyone can
    compute) and for what is not a receipt number.
    """
    if len(key) != _KEY_BYTES:
        raise ValueError("the receipt key has 32 bytes")
    digits = read_receipt(receipt)
    if digits is None:
        raise ValueError("a receipt number has twenty digits")
    return hashlib.blake2b(
        digits.encode("ascii"), digest_size=32, key=key, person=b"heard receipt"
    ).digest()


def hash_of_proof(proof: bytes) -> bytes:
    """Return the 32 bytes by which a proof of a receipt number is known (see `mailbox`).

    It has 256 bits, so a plain hash is enough.
    """
    return hashlib.blake2b(proof, digest_size=32, person=b"heard proven").digest()
