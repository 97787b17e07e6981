"""The second factor: six digits from an authenticator (RFC 6238), or a recovery code."""

import hmac
from collections.abc import Sequence

import pyotp

from heard.vault.primitives.stretching import Cost
from heard.vault.staff.recovery_codes import check_code, hash_code, new_recovery_codes, read_code

#: How many recovery codes somebody is given.
RECOVERY_CODES = 8
STEP_SECONDS = 30
#: Steps by which a phone's clock may be wrong (RFC 6238, section 5.2, recommends one).
DRIFT = 1

_DIGITS = 6


def matching_step(secret: str, typed: str, now: int) -> int | None:
    """Return the time step whose code this is, or None. `now` is in seconds, digits are Western.

    The caller uses the step up: a code is good once (RFC 6238, section 5.2).
    """
    code = "".join(sign for sign in typed if sign.isdigit())
    if len(code) != _DIGITS or not code.isascii():
        return None
    totp = pyotp.TOTP(secret)
    current = now // STEP_SECONDS
    found = None
    for step in range(current - DRIFT, current + DRIFT + 1):
        if hmac.compare_digest(totp.generate_otp(step), code):
            found = step
    return found


def matching_recovery_code(typed: str, hashes: Sequence[bytes], cost: Cost) -> bytes | None:
    """Return the stored hash of which `typed` is the code, or None.

    Whatever is stored, the same number of codes is compared, so that the time of an answer does
    not say whether the password was right.
    """
    if read_code(typed) is None:
        return None
    nobodys = hash_code(new_recovery_codes(1)[0], cost=cost)
    found = None
    for hashed in [*hashes, *[nobodys] * (RECOVERY_CODES - len(hashes))]:
        if check_code(typed, hashed) and hashed in hashes:
            found = hashed
    return found
