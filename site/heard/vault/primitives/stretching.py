"""Making a key out of something a person knows: Argon2id (RFC 9106), by libsodium, one lane."""

import secrets
import struct
from dataclasses import dataclass
from typing import Self

from nacl.pwhash import argon2id

from heard.vault.errors import CannotOpen

SALT_BYTES = argon2id.SALTBYTES
_FORM = struct.Struct(">BI")
_MOST_PASSES = 16
_MOST_MEMORY_KIB = 1024 * 1024
_LEAST_MEMORY_KIB = argon2id.MEMLIMIT_MIN // 1024


@dataclass(frozen=True)
class Cost:
    """How much work one guess is: passes over `memory_kib` KiB of memory.

    It is stored beside what it protects, so that it can be raised later. The bounds are there
    because a changed row must not be able to ask for all the memory of the machine.
    """

    passes: int
    memory_kib: int

    BYTES = _FORM.size

    def __post_init__(self) -> None:
        if not 1 <= self.passes <= _MOST_PASSES:
            raise ValueError(f"passes must be between 1 and {_MOST_PASSES}")
        if not _LEAST_MEMORY_KIB <= self.memory_kib <= _MOST_MEMORY_KIB:
            raise ValueError(f"memory_kib: {_LEAST_MEMORY_KIB} to {_MOST_MEMORY_KIB}")

    def to_bytes(self) -> bytes:
        """Return the five bytes that stand in front of a blob."""
        return _FORM.pack(self.passes, self.memory_kib)

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Read `to_bytes`, or raise CannotOpen."""
        try:
            return cls(*_FORM.unpack(stored))
        except (struct.error, ValueError):
            raise CannotOpen("the stored cost makes no sense") from None


# For a password that a person chose: the memory-constrained recommendation of RFC 9106, section 4.
INTERACTIVE = Cost(passes=3, memory_kib=64 * 1024)

# For 60 random bits and more (a receipt number, a code) one guess need not cost much: 2**60 guesses
# of this are a hundred million years of one processor. It is small on purpose, because families
# wait for it and a flood of wrong numbers must not fill the processors.
DRAWN_AT_RANDOM = Cost(passes=1, memory_kib=8 * 1024)


def new_salt() -> bytes:
    """Return 16 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def stretch(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """Return the 32 bytes of Argon2id. CannotOpen when the salt is not 16 bytes long."""
    if len(salt) != SALT_BYTES:
        raise CannotOpen("the stored salt makes no sense")
    return argon2id.kdf(32, secret, salt, opslimit=cost.passes, memlimit=cost.memory_kib * 1024)
