"""Accounts of staff: who may sign in, and which of the council's keys each may hold."""

import re
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pyotp
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from heard.casework.council.logbook import Action, Logbook
from heard.casework.errors import (
    BadName,
    MissingCouncilKey,
    NameTaken,
    NoSuchStaff,
    NotFounded,
    UnknownRole,
)
from heard.casework.staff.passwords import require_strong
from heard.records import desk_sessions, keys, reply_drafts, staff
from heard.records.database.store import Store
from heard.records.staff import StaffMember, StoredUnlock
from heard.vault.errors import CannotOpen
from heard.vault.primitives.envelope import recipient_of
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, INTERACTIVE, Cost
from heard.vault.staff.recovery_codes import hash_code, new_recovery_codes
from heard.vault.staff.second_factor import RECOVERY_CODES
from heard.vault.staff.staff_keys import StaffKey, new_staff_key, wrap_council_key
from heard.vault.staff.vouching import vouch

#: The kinds of the council's keys that each role holds. A role without keys opens nothing, whatever
#: the code.
ROLE_KEYS: dict[str, tuple[str, ...]] = {
    "administrator": ("unit",),
    "chair": ("unit", "chairs"),
    "complaints-manager": ("complaints",),
    "translator": (),
    "auditor": (),
    "operator": (),
}

#: The kind of unlock that a password is.
BY_PASSWORD = "password"  # noqa: S105

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
_LONGEST_FULL_NAME = 200


@dataclass(frozen=True)
class Credentials:
    """What a person is shown once: the second factor, and codes for the day the phone is gone."""

    name: str
    provisioning_uri: str = field(repr=False)
    totp_secret: str = field(repr=False)
    recovery_codes: tuple[str, ...] = field(repr=False)


def folded_name(typed: str) -> str | None:
    """Return a sign-in name as it is stored, however it was typed; None when it cannot be one."""
    name = unicodedata.normalize("NFKC", typed).strip().casefold()
    return name if _NAME.fullmatch(name) else None


def by_password(key: StaffKey) -> StoredUnlock:
    """A person's own key as a row: unlocked by their password."""
    return StoredUnlock(BY_PASSWORD, key.salt, key.wrapped)


def add_staff(
    store: Store,
    logbook: Logbook,
    name: str,
    full_name: str,
    role: str,
    password: str,
    council_keys: Mapping[str, str],
    *,
    by: str,
    service_name: str,
    now: datetime,
    cost: Cost = INTERACTIVE,
    code_cost: Cost = DRAWN_AT_RANDOM,
) -> Credentials:
    """Make an account that can open what its role allows.

    `council_keys` are the council's private keys by id, from the recovery key or from a
    colleague; those of a kind that the role needs are wrapped for the new person, others are left
    alone. The newest of each kind must be there, older ones may be missing.
    `by` is who does it: a sign-in name or a command. `service_name` is what an authenticator shows.
    Raises BadName, NameTaken, UnknownRole, WeakPassword, MissingCouncilKey or NotFounded.
    """
    folded, full_name = folded_name(name), full_name.strip()
    if folded is None:
        raise BadName("A sign-in name has 2 to 40 of: a to z, 0 to 9, dot, hyphen, underscore.")
    if not 0 < len(full_name) <= _LONGEST_FULL_NAME:
        raise BadName(f"The full name has 1 to {_LONGEST_FULL_NAME} letters.")
    name = folded
    wanted = _wanted_keys(role)
    require_strong(password, name, full_name, _council(store))
    key, credentials, hashes = _new_sign_in(name, password, service_name, cost, code_cost)
    staff_id = str(uuid.uuid4())
    member = StaffMember(
        id=staff_id,
        name=name,
        full_name=full_name,
        role=role,
        recipient=key.recipient,
        vouched=vouch(logbook.key, staff_id, key.recipient),
    )
    try:
        with store.write() as conn:
            logbook.write(conn, by, Action.STAFF_ADDED, name, now)
            staff.add(conn, member)
            staff.add_unlock(conn, member.id, by_password(key))
            staff.set_recovery_codes(conn, member.id, hashes)
            _give_keys(conn, member.id, key.recipient, wanted, council_keys)
    except IntegrityError:
        raise NameTaken(f"the sign-in name {name} is taken") from None
    return credentials


def reset_sign_in(
    store: Store,
    logbook: Logbook,
    name: str,
    password: str,
    council_keys: Mapping[str, str] | None = None,
    *,
    by: str,
    service_name: str,
    now: datetime,
    cost: Cost = INTERACTIVE,
    code_cost: Cost = DRAWN_AT_RANDOM,
) -> Credentials:
    """Give a person who forgot it a new password and a new second factor.

    What was wrapped for them stays under the forgotten password, so it is thrown away: without
    `council_keys` the account signs in and opens nothing until somebody gives it keys by this same
    function. Raises NoSuchStaff, WeakPassword, MissingCouncilKey.
    """
    member = find_staff(store, name)
    require_strong(password, member.name, member.full_name, _council(store))
    key, credentials, hashes = _new_sign_in(member.name, password, service_name, cost, code_cost)
    wanted = _wanted_keys(member.role) if council_keys is not None else ()
    with store.write() as conn:
        logbook.write(conn, by, Action.SIGN_IN_RESET, member.name, now)
        desk_sessions.end_all(conn, member.id)
        vouched = vouch(logbook.key, member.id, key.recipient)
        staff.replace_unlocks(conn, member.id, key.recipient, vouched, [by_password(key)])
        staff.set_recovery_codes(conn, member.id, hashes)
        staff.clear_failures(conn, member.id)
        reply_drafts.delete_of(conn, member.id)
        keys.take_all(conn, member.id)
        _give_keys(conn, member.id, key.recipient, wanted, council_keys or {})
    return credentials


def stop_staff(store: Store, logbook: Logbook, name: str, *, by: str, now: datetime) -> None:
    """End an account: no sign-in, no session, no key. Its rows in the log stay. NoSuchStaff."""
    member = find_staff(store, name)
    with store.write() as conn:
        logbook.write(conn, by, Action.STAFF_STOPPED, member.name, now)
        staff.set_active(conn, member.id, False)
        desk_sessions.end_all(conn, member.id)
        reply_drafts.delete_of(conn, member.id)
        keys.take_all(conn, member.id)


def all_staff(store: Store) -> list[StaffMember]:
    """Everybody who has, or had, an account, by sign-in name."""
    with store.read() as conn:
        return staff.everyone(conn)


def find_staff(store: Store, name: str) -> StaffMember:
    """The account with this sign-in name, or NoSuchStaff."""
    folded = folded_name(name)
    with store.read() as conn:
        member = staff.find_by_name(conn, folded) if folded else None
    if member is None:
        raise NoSuchStaff(f"nobody signs in as {name}")
    return member


def _council(store: Store) -> str:
    """The council's short name, or nothing before there is a council."""
    with store.read() as conn:
        found = keys.find_council(conn)
    return found.name if found else ""


def _wanted_keys(role: str) -> tuple[str, ...]:
    try:
        return ROLE_KEYS[role]
    except KeyError:
        raise UnknownRole(f"the roles are {', '.join(ROLE_KEYS)}") from None


def _new_sign_in(
    name: str, password: str, service_name: str, cost: Cost, code_cost: Cost
) -> tuple[StaffKey, Credentials, list[bytes]]:
    secret = pyotp.random_base32()
    codes = new_recovery_codes(RECOVERY_CODES)
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=service_name)
    hashes = [hash_code(code, cost=code_cost) for code in codes]
    key = new_staff_key(password, secret, cost=cost)
    return key, Credentials(name, uri, secret, tuple(codes)), hashes


def _give_keys(
    conn: Connection,
    staff_id: str,
    recipient: str,
    kinds: tuple[str, ...],
    council_keys: Mapping[str, str],
) -> None:
    stored = keys.of_the_council(conn)
    for kind in kinds:
        generations = [key for key in stored if key.kind == kind]
        if not generations:
            raise NotFounded
        if generations[-1].id not in council_keys:
            raise MissingCouncilKey(f"this role needs the {kind} key, which was not given")
        for key in generations:
            private = council_keys.get(key.id)
            if private is None:
                continue
            if not _belongs(private, key.recipient):
                raise MissingCouncilKey(f"the {kind} key that was given is not the council's")
            keys.give(conn, staff_id, key.id, wrap_council_key(private, recipient))


def _belongs(private: str, recipient: str) -> bool:
    try:
        return recipient_of(private) == recipient
    except CannotOpen:
        return False
