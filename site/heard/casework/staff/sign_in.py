"""Signing in, in three steps: who is it, do they unlock their key, and a session begins.

There is one answer for everything that does not fit, and it takes the same time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from heard.casework.council.logbook import UNKNOWN_NAME, Action, Logbook
from heard.casework.errors import SignInRefused
from heard.casework.staff import sessions
from heard.casework.staff.accounts import BY_PASSWORD, folded_name
from heard.casework.staff.second_factor import matching_recovery_code, matching_step
from heard.records import keys, staff
from heard.records.database.store import Store
from heard.records.staff import StaffMember, StoredUnlock
from heard.records.times import whole_minute
from heard.vault.errors import CannotOpen
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, INTERACTIVE, Cost
from heard.vault.staff.staff_keys import UnlockedStaff, unlock_nobody, unwrap_council_key
from heard.vault.staff.staff_keys import unlock as unlock_key

_FREE_TRIES = 3
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Identified:
    """Who wants to sign in, before anything is proven; `member` is None where nobody may.

    `passwords` are the ways in which their key can be unlocked by a password, `code_hashes` those
    of their recovery codes.
    """

    member: StaffMember | None = None
    passwords: Sequence[StoredUnlock] = ()
    code_hashes: Sequence[bytes] = ()


@dataclass(frozen=True)
class Unlocked:
    """Somebody whose key is open. What they typed as a second factor still has to be used up."""

    member: StaffMember
    identity: str = field(repr=False)
    totp_step: int | None
    code_hash: bytes | None


def sign_in(
    store: Store,
    logbook: Logbook,
    name: str,
    password: str,
    code: str,
    now: datetime,
    *,
    cost: Cost = INTERACTIVE,
    code_cost: Cost = DRAWN_AT_RANDOM,
) -> bytes:
    """Start a session; return the half of the key that goes into the cookie.

    `code` is six digits of the authenticator or a recovery code. Raises SignInRefused for an
    unknown name, a wrong password, a wrong or used code, a stopped account, and while the account
    has to wait; the same work is done for each.
    """
    found = identify(store, logbook, name, now)
    unlocked = unlock(found, password, code, now, cost=cost, code_cost=code_cost)
    return begin(store, logbook, unlocked, now)


def identify(store: Store, logbook: Logbook, name: str, now: datetime) -> Identified:
    """Find out who it is. The try counts as failed before it is looked at.

    So a hundred tries at once are a hundred. Nobody is found under a name that does not exist, is
    stopped or has to wait. Each writes a row, so that the time of an answer says nothing about the
    name either.
    """
    # What cannot be a name is looked up too, as one that nobody has.
    name = folded_name(name) or ""
    with store.read() as conn:
        known = staff.find_by_name(conn, name) is not None
    with store.write() as conn:
        actor = name if known else UNKNOWN_NAME
        logbook.write(conn, actor, Action.SIGN_IN_TRIED, actor, now)
        member = staff.find_by_name(conn, name)
        if member is None or not member.active:
            return Identified()
        if member.wait_until is not None and now < member.wait_until:
            return Identified()
        wait = wait_after(staff.count_failure(conn, member.id))
        if wait:
            # Kept to the minute, so rounded up: a wait is never shorter than it says.
            staff.set_wait(conn, member.id, whole_minute(now + wait) + _MINUTE)
        return Identified(
            member,
            staff.unlocks(conn, member.id, BY_PASSWORD),
            staff.unused_recovery_codes(conn, member.id),
        )


def unlock(
    found: Identified,
    password: str,
    code: str,
    now: datetime,
    *,
    cost: Cost = INTERACTIVE,
    code_cost: Cost = DRAWN_AT_RANDOM,
) -> Unlocked:
    """Open their key by password and second factor. Nothing is changed. Raises SignInRefused.

    The same work is done for nobody, for a wrong password and for a wrong code.
    """
    key = _open_key(found, password, cost)
    step = matching_step(key.totp_secret, code, now) if key else None
    code_hash = matching_recovery_code(code, found.code_hashes, code_cost)
    if found.member is None or key is None or (step is None and code_hash is None):
        raise SignInRefused
    return Unlocked(found.member, key.identity, step, code_hash)


def begin(store: Store, logbook: Logbook, unlocked: Unlocked, now: datetime) -> bytes:
    """Use the second factor up and begin a session; return the half for the cookie.

    Raises SignInRefused where the code was used meanwhile, or the account stopped.
    """
    member = unlocked.member
    with store.write() as conn:
        logbook.write(conn, member.name, Action.SIGNED_IN, member.name, now)
        if unlocked.totp_step is not None:
            fresh = staff.accept_totp_step(conn, member.id, unlocked.totp_step)
        elif unlocked.code_hash is not None:
            fresh = staff.use_recovery_code(conn, member.id, unlocked.code_hash)
        else:
            raise SignInRefused
        current = staff.find(conn, member.id)
        if not fresh or current is None or not current.active:
            raise SignInRefused
        staff.clear_failures(conn, member.id)
        return sessions.begin(conn, member.id, unlocked.identity, now)


def unlocked_council_keys(
    store: Store,
    logbook: Logbook,
    name: str,
    password: str,
    code: str,
    now: datetime,
    *,
    cost: Cost = INTERACTIVE,
    code_cost: Cost = DRAWN_AT_RANDOM,
) -> dict[str, str]:
    """Return the council's private keys that a colleague holds, by id, for another account.

    The same rules as for `sign_in`, which it does, and signs out again. Raises SignInRefused.
    """
    half = sign_in(store, logbook, name, password, code, now, cost=cost, code_cost=code_cost)
    try:
        colleague = sessions.resume(store, half, now)
        with store.read() as conn:
            held = keys.held_by(conn, colleague.staff_id)
    finally:
        sessions.sign_out(store, half)
    return {
        key_id: unwrap_council_key(key.wrapped, colleague.identity) for key_id, key in held.items()
    }


def wait_after(failures: int) -> timedelta:
    """How long the next try has to wait: not at all at first, then doubling up to 15 minutes.

    It ends, so that whoever knows a colleague's name can slow them down but not shut them out.
    """
    if failures <= _FREE_TRIES:
        return timedelta()
    wait: timedelta = _FIRST_WAIT * 2 ** min(failures - _FREE_TRIES - 1, 10)
    return min(wait, _LONGEST_WAIT)


def _open_key(found: Identified, password: str, cost: Cost) -> UnlockedStaff | None:
    """What the password opens, or None. One password is stretched, whoever it is."""
    try:
        if not found.passwords:
            unlock_nobody(password, cost=cost)
        stored = found.passwords[0]
        return unlock_key(password, stored.salt, stored.wrapped)
    except CannotOpen:
        return None
