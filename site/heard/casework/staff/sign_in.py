"""Signing in: password and second factor, with one answer for everything that does not fit."""

from datetime import datetime, timedelta

from heard.casework.council.logbook import UNKNOWN_NAME, Action, Logbook
from heard.casework.errors import SignInRefused
from heard.casework.staff import sessions
from heard.casework.staff.accounts import folded_name
from heard.casework.staff.second_factor import matching_recovery_code, matching_step
from heard.records import staff
from heard.records.database.store import Store
from heard.records.staff import StaffMember
from heard.records.times import whole_minute
from heard.vault.errors import CannotOpen
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, INTERACTIVE, Cost
from heard.vault.staff.staff_keys import UnlockedStaff, unlock, unlock_nobody, unwrap_council_key

_FREE_TRIES = 3
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)


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
    member, unlocked, hashes = _try(store, logbook, name, password, now, cost)
    step = matching_step(unlocked.totp_secret, code, now) if unlocked else None
    code_hash = matching_recovery_code(code, hashes, code_cost)
    if member is None or unlocked is None or (step is None and code_hash is None):
        raise SignInRefused
    with store.write() as conn:
        logbook.write(conn, member.name, Action.SIGNED_IN, member.name, now)
        if step is not None:
            fresh = staff.accept_totp_step(conn, member.id, step)
        else:
            fresh = staff.use_recovery_code(conn, member.id, code_hash)
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
    """Return the council's private keys that a colleague holds, for making another account.

    The same rules as for `sign_in`, which it does, and signs out again. Raises SignInRefused.
    """
    half = sign_in(store, logbook, name, password, code, now, cost=cost, code_cost=code_cost)
    try:
        colleague = sessions.resume(store, half, now)
        with store.read() as conn:
            wrapped = staff.keys(conn, colleague.staff_id)
    finally:
        sessions.sign_out(store, half)
    return {
        key_name: unwrap_council_key(sealed, colleague.identity)
        for key_name, sealed in wrapped.items()
    }


def wait_after(failures: int) -> timedelta:
    """How long the next try has to wait: not at all at first, then doubling up to 15 minutes.

    It ends, so that whoever knows a colleague's name can slow them down but not shut them out.
    """
    if failures <= _FREE_TRIES:
        return timedelta()
    return min(_FIRST_WAIT * 2 ** min(failures - _FREE_TRIES - 1, 10), _LONGEST_WAIT)


def _try(
    store: Store, logbook: Logbook, name: str, password: str, now: datetime, cost: Cost
) -> tuple[StaffMember | None, UnlockedStaff | None, list[bytes]]:
    member, hashes = _counted(store, logbook, name, now)
    try:
        if member is None:
            unlock_nobody(password, cost=cost)
        return member, unlock(password, member.salt, member.wrapped), hashes
    except CannotOpen:
        return None, None, hashes


def _counted(
    store: Store, logbook: Logbook, name: str, now: datetime
) -> tuple[StaffMember | None, list[bytes]]:
    """Count a try as failed before looking at it, so that a hundred at once are a hundred.

    Returns nobody for a name that does not exist, is stopped or has to wait. Each writes a row, so
    that the time of an answer says nothing about the name either.
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
            return None, []
        if member.wait_until is not None and now < member.wait_until:
            return None, []
        wait = wait_after(staff.count_failure(conn, member.id))
        if wait:
            # Kept to the minute, so rounded up: a wait is never shorter than it says.
            staff.set_wait(conn, member.id, whole_minute(now + wait) + _MINUTE)
        return member, staff.unused_recovery_codes(conn, member.id)
