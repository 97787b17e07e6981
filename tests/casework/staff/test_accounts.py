"""Accounts: who may sign in, and which keys they hold."""

import pytest

from heard.casework.errors import (
    BadName,
    HoldsNoKey,
    MissingCouncilKey,
    NameTaken,
    NoSuchStaff,
    SessionEnded,
    SignInRefused,
    UnknownRole,
    WeakPassword,
)
from heard.casework.reading.opening import open_submission
from heard.casework.staff.access import Permission, require
from heard.casework.staff.accounts import (
    BY_PASSWORD,
    ROLE_KEYS,
    all_staff,
    find_staff,
    reset_sign_in,
    stop_staff,
)
from heard.casework.staff.sessions import resume
from heard.casework.staff.sign_in import unlocked_council_keys
from heard.records import keys, log, staff
from heard.vault.errors import CannotOpen
from heard.vault.primitives.envelope import unseal
from heard.vault.staff.staff_keys import new_council_key
from tests.casework.founded import LIGHT_COSTS, MORNING, PASSWORD, code_at
from tests.support.agents import agent


def wrapped(council, name):
    with council.store.read() as conn:
        held = keys.held_by(conn, staff.find_by_name(conn, name).id)
    return {key.kind: key.wrapped for key in held.values()}


@pytest.mark.parametrize(("role", "names"), ROLE_KEYS.items())
def test_a_role_decides_which_keys_are_wrapped(council, role, names):
    person = council.add("sam", role)
    assert council.signed_in(person).holds == set(names)


def test_translators_auditors_and_operators_hold_no_key():
    assert not ROLE_KEYS["translator"] + ROLE_KEYS["auditor"] + ROLE_KEYS["operator"]


def test_the_database_alone_does_not_unwrap_a_key(council):
    council.add("sam", "chair")
    member = find_staff(council.store, "sam")
    for sealed in wrapped(council, "sam").values():
        with pytest.raises(CannotOpen):
            unseal(sealed, member.recipient)
    with council.store.read() as conn:
        (unlock,) = staff.unlocks(conn, member.id, BY_PASSWORD)
    assert b"AGE-SECRET-KEY" not in unlock.wrapped


def test_a_sign_in_name_is_the_same_however_it_is_typed(council):
    council.add("Sam.Lee", "chair")
    assert find_staff(council.store, " SAM.lee ").name == "sam.lee"


def test_a_name_is_taken_once(council):
    council.add("sam", "chair")
    with pytest.raises(NameTaken):
        council.add("SAM", "administrator")
    assert len(all_staff(council.store)) == 1


@pytest.mark.parametrize("name", ["", "s", "two words", "sam@example.org", "зоя", "x" * 41])
def test_a_name_that_cannot_be_typed_everywhere_is_refused(council, name):
    with pytest.raises(BadName):
        council.add(name, "chair")


def test_an_unknown_role_is_refused(council):
    with pytest.raises(UnknownRole):
        council.add("sam", "superuser")


@pytest.mark.parametrize("password", ["Sam.Example2026", "fernshire council", "fernshire sam"])
def test_no_account_is_made_with_a_password_that_is_easy_to_guess(council, password):
    with pytest.raises(WeakPassword):
        council.add("sam", "chair", password=password)
    assert not all_staff(council.store)


def test_no_sign_in_is_reset_to_a_password_that_is_easy_to_guess(council):
    person = council.add("sam", "chair")
    given = {"by": "heard staff reset", "service_name": "Heard", "now": MORNING, **LIGHT_COSTS}
    with pytest.raises(WeakPassword):
        reset_sign_in(council.store, council.logbook, "sam", "Password1234", **given)
    assert council.signed_in(person).holds


def test_a_key_that_is_missing_or_not_the_councils_makes_no_account(council):
    ours = council.keys()
    recipients = council.recipients.load(MORNING.date())
    needed = [recipients.key(kind).id for kind in ROLE_KEYS["chair"]]
    some_missing = [{id: key for id, key in ours.items() if id != left_out} for left_out in needed]
    for given in (
        *some_missing,
        {id: new_council_key()[0] for id in ours},
        dict.fromkeys(ours, "x"),
    ):
        with pytest.raises(MissingCouncilKey):
            council.add("sam", "chair", council_keys=given)
    assert not all_staff(council.store)


def test_a_colleague_passes_on_only_what_they_hold(council):
    administrator = council.add("ada", "administrator")
    theirs = unlocked_council_keys(
        council.store,
        council.logbook,
        "ada",
        PASSWORD,
        code_at(administrator, MORNING),
        MORNING,
        **LIGHT_COSTS,
    )
    council.add("bo", "administrator", council_keys=theirs, by="ada")
    assert set(wrapped(council, "bo")) == {"unit"}
    with pytest.raises(MissingCouncilKey):
        council.add("cy", "chair", council_keys=theirs, by="ada")


def test_a_stopped_account_signs_in_no_more_and_its_session_is_forgotten(council):
    person = council.add("sam", "chair")
    half = council.half(person)
    stop_staff(council.store, council.logbook, "sam", by="heard staff stop", now=MORNING)
    with pytest.raises(SessionEnded):
        resume(council.store, agent(), half, MORNING)
    with pytest.raises(SignInRefused):
        council.half(person, MORNING.replace(hour=12))
    assert wrapped(council, "sam") == {}


def test_nobody_is_stopped_by_a_wrong_name(council):
    with pytest.raises(NoSuchStaff):
        stop_staff(council.store, council.logbook, "nobody", by="heard staff stop", now=MORNING)


def test_a_reset_by_itself_opens_nothing(council):
    council.add("sam", "chair")
    reference = council.send()
    person = reset_sign_in(
        council.store,
        council.logbook,
        "sam",
        PASSWORD,
        by="heard staff reset",
        service_name="Heard",
        now=MORNING,
        **LIGHT_COSTS,
    )
    reader = council.signed_in(person)
    assert reader.holds == frozenset()
    with pytest.raises(HoldsNoKey):
        open_submission(
            council.store, council.logbook, require(reader, Permission.OPEN), reference, MORNING
        )


def test_a_reset_with_the_councils_keys_opens_again(council):
    old = council.add("sam", "chair")
    old_half = council.half(old)
    reference = council.send()
    person = reset_sign_in(
        council.store,
        council.logbook,
        "sam",
        PASSWORD,
        council.keys(),
        by="heard staff reset",
        service_name="Heard",
        now=MORNING,
        **LIGHT_COSTS,
    )
    with pytest.raises(SessionEnded):
        resume(council.store, agent(), old_half, MORNING)
    later = MORNING.replace(hour=10)
    with pytest.raises(SignInRefused):
        council.half(old, later)
    reader = council.signed_in(person, later)
    assert open_submission(
        council.store, council.logbook, require(reader, Permission.OPEN), reference, later
    )


def test_every_change_of_accounts_is_in_the_log(council):
    council.add("sam", "chair")
    stop_staff(council.store, council.logbook, "sam", by="heard staff stop", now=MORNING)
    with council.store.read() as conn:
        rows = [(row.actor, row.action, row.subject) for row in log.page(conn, None, 10)]
    assert rows == [
        ("heard staff stop", "account stopped", "sam"),
        ("heard staff add", "account added", "sam"),
    ]
