"""Signing in, in three steps: who is it, do they unlock their key, and a session begins.

There is one answer for everything that does not fit, and it takes the same time. At the desk the
key is unlocked by the agent, who does this for few at a time; a command does it itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from heard.casework.council.logbook import UNKNOWN_NAME, Action, Logbook
from heard.casework.errors import SignInRefused
from heard.casework.staff import sessions
from heard.casework.staff.accounts import BY_PASSWORD, folded_name
from heard.languages.numerals import western_digits
from heard.records import keys, nameless_tries, staff
from heard.records.database.store import Store
from heard.records.staff import StaffMember, StoredUnlock
from heard.records.times import whole_minute
from heard.vault.agent.client import Agent
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, INTERACTIVE, Cost
from heard.vault.staff.staff_keys import unwrap_council_key
from heard.vault.staff.unlocking import Attempt, Proven, unlocked

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


def sign_in(
    store: Store,
    logbook: Logbook,
    agent: Agent,
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
    has to wait; the same work is done for each. Raises AgentBusy where too many sign in at once:
    then nothing was looked at and nothing noted.
    """
    with agent.turn_to_unlock() as turn:
        found = identify(store, logbook, name, now)
        whose = found.member.id if found.member else ""
        begun = turn.begin_session(_attempt(found, password, code, now, cost, code_cost), whose)
    if begun is None or found.member is None:
        raise SignInRefused
    pieces, proven = begun
    try:
        with store.write() as conn:
            _use_up(conn, logbook, found.member, proven, now)
            sessions.begin(conn, found.member.id, pieces, now)
    except BaseException:
        agent.forget(pieces.cookie_half)
        raise
    return pieces.cookie_half


def identify(store: Store, logbook: Logbook, name: str, now: datetime) -> Identified:
    """Find out who it is. The try counts as failed before it is looked at.

    So a hundred tries at once are a hundred. Nobody is found under a name that does not exist, is
    stopped or has to wait: such tries are only counted. Of a name that somebody has each leaves a
    row in the log, and the waits allow few. Something is written in both cases, so that the time of
    an answer says nothing about the name.
    """
    # What cannot be a name is looked up too, as one that nobody has.
    name = folded_name(name) or ""
    with store.write() as conn:
        if _who_may_try(conn, name, now) is None:
            nameless_tries.count(conn, now)
            return Identified()
        logbook.write(conn, name, Action.SIGN_IN_TRIED, name, now)
        # Once more: tries at once have waited for one another in the log.
        member = _who_may_try(conn, name, now)
        if member is None:
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

    The same rules as for `sign_in`, but for the session. Raises SignInRefused.
    """
    found = identify(store, logbook, name, now)
    opened = unlocked(_attempt(found, password, code, now, cost, code_cost))
    if opened is None or found.member is None:
        raise SignInRefused
    private, proven = opened
    with store.write() as conn:
        _use_up(conn, logbook, found.member, proven, now)
        held = keys.held_by(conn, found.member.id)
    return {key_id: unwrap_council_key(key.wrapped, private) for key_id, key in held.items()}


def log_nameless_tries(store: Store, logbook: Logbook, now: datetime) -> int:
    """Log of each hour that is over how many tries found nobody; how many rows that were."""
    with store.write() as conn:
        ended = nameless_tries.take_ended(conn, now)
        for _, number in ended:
            subject = f"{UNKNOWN_NAME} {number}"
            logbook.write(conn, UNKNOWN_NAME, Action.SIGN_IN_TRIED, subject, now)
    return len(ended)


def _who_may_try(conn: Connection, name: str, now: datetime) -> StaffMember | None:
    """Who has this name, may sign in, and does not have to wait."""
    member = staff.find_by_name(conn, name)
    if member is None or not member.active:
        return None
    return None if member.wait_until is not None and now < member.wait_until else member


def wait_after(failures: int) -> timedelta:
    """How long the next try has to wait: not at all at first, then doubling up to 15 minutes.

    It ends, so that whoever knows a colleague's name can slow them down but not shut them out.
    """
    if failures <= _FREE_TRIES:
        return timedelta()
    wait: timedelta = _FIRST_WAIT * 2 ** min(failures - _FREE_TRIES - 1, 10)
    return min(wait, _LONGEST_WAIT)


def _attempt(
    found: Identified, password: str, code: str, now: datetime, cost: Cost, code_cost: Cost
) -> Attempt:
    return Attempt(
        password=password,
        code=western_digits(code),
        locked=[(each.salt, each.wrapped) for each in found.passwords],
        code_hashes=found.code_hashes,
        now=int(now.timestamp()),
        cost=cost,
        code_cost=code_cost,
    )


def _use_up(
    conn: Connection, logbook: Logbook, member: StaffMember, proven: Proven, now: datetime
) -> None:
    """Log the sign-in and use the second factor up.

    SignInRefused where the code was used meanwhile, or the account stopped.
    """
    logbook.write(conn, member.name, Action.SIGNED_IN, member.name, now)
    if proven.totp_step is not None:
        fresh = staff.accept_totp_step(conn, member.id, proven.totp_step)
    elif proven.code_hash is not None:
        fresh = staff.use_recovery_code(conn, member.id, proven.code_hash)
    else:
        raise SignInRefused
    current = staff.find(conn, member.id)
    if not fresh or current is None or not current.active:
        raise SignInRefused
    staff.clear_failures(conn, member.id)
