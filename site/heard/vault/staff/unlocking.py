"""Unlocking a person's key by what they typed. It takes as long whatever of it is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from heard.vault.errors import CannotOpen
from heard.vault.primitives.stretching import Cost
from heard.vault.staff.second_factor import matching_recovery_code, matching_step
from heard.vault.staff.staff_keys import UnlockedStaff, unlock, unlock_nobody


@dataclass(frozen=True)
class Attempt:
    """What somebody typed, and what the database holds of who they say they are.

    `locked` is (salt, wrapped) of each password that is theirs, nothing for nobody; `code_hashes`
    those of their recovery codes. `code` has Western digits. `now` is in whole seconds.
    """

    password: str = field(repr=False)
    code: str = field(repr=False)
    locked: Sequence[tuple[bytes, bytes]]
    code_hashes: Sequence[bytes]
    now: int
    cost: Cost
    code_cost: Cost


@dataclass(frozen=True)
class Proven:
    """By what the second factor was proven, one of the two: the caller uses it up."""

    totp_step: int | None
    code_hash: bytes | None


def unlocked(attempt: Attempt) -> tuple[str, Proven] | None:
    """Return the private key and the proof, or None. Nothing is changed.

    The same work is done for nobody, for a wrong password and for a wrong code.
    """
    key = _open_key(attempt)
    step = matching_step(key.totp_secret, attempt.code, attempt.now) if key else None
    code_hash = matching_recovery_code(attempt.code, attempt.code_hashes, attempt.code_cost)
    if key is None or (step is None and code_hash is None):
        return None
    return key.identity, Proven(step, code_hash)


def _open_key(attempt: Attempt) -> UnlockedStaff | None:
    """What the password opens, or None. One password is stretched, whoever it is."""
    try:
        if not attempt.locked:
            unlock_nobody(attempt.password, cost=attempt.cost)
        salt, wrapped = attempt.locked[0]
        return unlock(attempt.password, salt, wrapped)
    except CannotOpen:
        return None
