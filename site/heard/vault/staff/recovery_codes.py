"""Codes that staff write down: each works once in place of the second factor.

Twelve characters of Crockford's alphabet (https://www.crockford.com/base32.html), which has no
letters that look like digits: 60 random bits.
"""

import hmac
import secrets
import unicodedata

from heard.vault.errors import CannotOpen
from heard.vault.primitives.envelope import VERSION
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, SALT_BYTES, Cost, new_salt, stretch

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 12
_GROUP = 4
_LONGEST_TYPED = 100
_LOOK_ALIKE = str.maketrans("OIL", "011")
_IGNORED = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
_HEAD = len(VERSION) + Cost.BYTES + SALT_BYTES


def new_recovery_codes(n: int = 8) -> list[str]:
    """Return n different recovery codes, each for one use in place of the second factor."""
    codes: set[str] = set()
    while len(codes) < n:
        codes.add(_new_code())
    return list(codes)


def hash_code(code: str, *, cost: Cost = DRAWN_AT_RANDOM) -> bytes:
    """Return what the database holds of a recovery code; ValueError when it is not one."""
    plain = read_code(code)
    if plain is None:
        raise ValueError("a code has twelve characters")
    salt = new_salt()
    return VERSION + cost.to_bytes() + salt + stretch(plain.encode("ascii"), salt, cost)


def check_code(code: str, hashed: bytes) -> bool:
    """Say whether this is the code that was hashed, whatever is stored or typed."""
    plain = read_code(code)
    if plain is None or hashed[:1] != VERSION:
        return False
    try:
        cost = Cost.from_bytes(hashed[1 : 1 + Cost.BYTES])
        digest = stretch(plain.encode("ascii"), hashed[1 + Cost.BYTES : _HEAD], cost)
    except CannotOpen:
        return False
    return hmac.compare_digest(digest, hashed[_HEAD:])


def read_code(text: str) -> str | None:
    """Return the twelve characters of a code from what was typed, or None.

    Small letters, O for 0, I or L for 1, digits of other scripts, spaces and hyphens are all fine.
    """
    if len(text) > _LONGEST_TYPED:
        return None
    plain = []
    for character in unicodedata.normalize("NFKC", text).upper():
        value = unicodedata.decimal(character, None)
        if value is not None:
            plain.append(str(value))
        elif unicodedata.category(character) not in _IGNORED:
            plain.append(character)
    code = "".join(plain).translate(_LOOK_ALIKE)
    return code if len(code) == _LENGTH and set(code) <= set(_ALPHABET) else None


def _new_code() -> str:
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))
