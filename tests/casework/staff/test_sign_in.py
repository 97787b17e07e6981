"""Signing in: one answer and one amount of work for everything that does not fit."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from heard.casework.errors import SignInRefused
from heard.casework.staff.sign_in import (
    identify,
    log_nameless_tries,
    sign_in,
    unlocked_council_keys,
    wait_after,
)
from heard.records import keys, log, staff
from heard.records.staff import StoredUnlock
from heard.records.tables import desk_sessions, nameless_tries
from heard.vault.agent.client import UnlockingTurn
from heard.vault.primitives import stretching
from heard.vault.staff.recovery_codes import new_recovery_codes
from heard.vault.staff.second_factor import RECOVERY_CODES
from heard.vault.staff.staff_keys import unwrap_council_key
from tests.casework.founded import LIGHT_COSTS, MORNING, PASSWORD, code_at
from tests.support.agents import agent

STEP = timedelta(seconds=30)


@pytest.fixture
def person(council):
    return council.add("sam", "administrator")


def try_in(council, name, password, code, now=MORNING):
    return sign_in(
        council.store, council.logbook, agent(), name, password, code, now, **LIGHT_COSTS
    )


def refused(council, name, password, code, now=MORNING):
    with pytest.raises(SignInRefused) as caught:
        try_in(council, name, password, code, now)
    return str(caught.value), caught.value.args, caught.value.__cause__


def test_a_code_works_once(council, person):
    council.half(person)
    refused(council, "sam", PASSWORD, code_at(person, MORNING), MORNING + timedelta(seconds=5))
    assert council.half(person, MORNING + STEP)


def test_an_older_code_does_not_work_after_a_newer_one(council, person):
    council.half(person)
    refused(council, "sam", PASSWORD, code_at(person, MORNING - STEP))


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_phone_may_be_half_a_minute_wrong(council, person, steps):
    assert try_in(council, "sam", PASSWORD, code_at(person, MORNING + steps * STEP))


@pytest.mark.parametrize("steps", [-2, 2])
def test_a_phone_may_not_be_a_minute_wrong(council, person, steps):
    refused(council, "sam", PASSWORD, code_at(person, MORNING + steps * STEP))


def test_a_code_may_be_typed_with_spaces_and_in_other_digits(council, person):
    code = code_at(person, MORNING)
    eastern = "".join(chr(ord("۰") + int(digit)) for digit in code)
    assert try_in(council, "SAM", PASSWORD, f" {eastern[:3]} {eastern[3:]} ")


def test_a_recovery_code_works_once(council, person):
    code = person.recovery_codes[3]
    assert try_in(council, "sam", PASSWORD, code.lower().replace("-", " "))
    refused(council, "sam", PASSWORD, code)
    assert try_in(council, "sam", PASSWORD, person.recovery_codes[4])


def test_of_two_sign_ins_with_one_code_at_once_only_one_succeeds(council, person):
    code = code_at(person, MORNING)

    def attempt(_):
        try:
            return try_in(council, "sam", PASSWORD, code)
        except SignInRefused:
            return None

    with ThreadPoolExecutor(3) as pool:
        assert len([half for half in pool.map(attempt, range(3)) if half]) == 1


def test_every_refusal_answers_alike(council, person):
    stopped = council.add("gone", "chair")
    with council.store.write() as conn:
        staff.set_active(conn, staff.find_by_name(conn, "gone").id, False)
    good = code_at(person, MORNING)
    wrong = "000000" if good != "000000" else "111111"
    answers = {
        refused(council, "nobody", PASSWORD, good),
        refused(council, "sam", "another password", good),
        refused(council, "sam", PASSWORD, wrong),
        refused(council, "gone", PASSWORD, code_at(stopped, MORNING)),
        refused(council, "sam", PASSWORD, ""),
        refused(council, "s\0m", PASSWORD, good),
        refused(council, "", PASSWORD, "\0"),
    }
    assert len(answers) == 1


def written(council):
    """Rows of the log, and tries that were only counted."""
    with council.store.read() as conn:
        counted = conn.scalar(select(func.sum(nameless_tries.c.number))) or 0
        return log.head(conn).sequence + counted


@pytest.mark.parametrize("code", ["123456", "ABCD-EFGH-JKMN"])
def test_every_refusal_does_the_same_work(council, person, monkeypatch, code):
    stretched = []
    real = stretching.argon2id.kdf

    def counted(size, secret, salt, **costs):
        stretched.append(costs)
        return real(size, secret, salt, **costs)

    monkeypatch.setattr(stretching.argon2id, "kdf", counted)
    # One of the eight codes is used up already.
    try_in(council, "sam", PASSWORD, person.recovery_codes[0])

    def work(name, password):
        stretched.clear()
        before = written(council)
        with pytest.raises(SignInRefused):
            unlocked_council_keys(
                council.store, council.logbook, name, password, code, MORNING, **LIGHT_COSTS
            )
        return list(stretched), written(council) - before

    unknown = work("nobody", PASSWORD)
    assert unknown == work("sam", "a wrong password") == work("sam", PASSWORD)
    assert len(unknown[0]) == (1 if code.isdigit() else 2 + RECOVERY_CODES)


def test_a_wait_also_answers_alike_and_does_the_same_work(council, person):
    for _ in range(6):
        answer = refused(council, "sam", "a wrong password", "123456")
    assert answer == refused(council, "nobody", "a wrong password", "123456")
    assert answer == refused(council, "sam", PASSWORD, code_at(person, MORNING))


def test_the_wait_ends_and_a_good_sign_in_forgets_it(council, person):
    for _ in range(4):
        refused(council, "sam", "a wrong password", "123456")
    refused(council, "sam", PASSWORD, code_at(person, MORNING))
    later = MORNING + timedelta(minutes=2)
    assert council.half(person, later)
    with council.store.read() as conn:
        member = staff.find_by_name(conn, "sam")
    assert (member.failures, member.wait_until) == (0, None)


def test_a_try_while_waiting_makes_the_wait_no_longer(council, person):
    for _ in range(4):
        refused(council, "sam", "a wrong password", "123456")
    with council.store.read() as conn:
        until = staff.find_by_name(conn, "sam").wait_until
    for _ in range(20):
        refused(council, "sam", "a wrong password", "123456")
    with council.store.read() as conn:
        assert staff.find_by_name(conn, "sam").wait_until == until


def test_waits_grow_to_a_quarter_of_an_hour_and_no_further():
    minutes = [wait_after(failures).total_seconds() / 60 for failures in (1, 3, 4, 5, 6, 7, 8, 900)]
    assert minutes == [0, 0, 1, 2, 4, 8, 15, 15]


def test_many_tries_at_once_are_counted_one_by_one(council, person, monkeypatch):
    looked = []
    real = UnlockingTurn.begin_session

    def watched(turn, attempt, whose):
        looked.extend(attempt.locked)
        return real(turn, attempt, whose)

    monkeypatch.setattr(UnlockingTurn, "begin_session", watched)

    def attempt(_):
        refused(council, "sam", "a wrong password", "123456")

    # No more than this may wait for the agent at once.
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(attempt, range(24)))
    assert len(looked) <= 4


def rows(council):
    with council.store.read() as conn:
        return [(row.actor, row.action, row.subject) for row in log.page(conn, None, 99)]


def test_what_was_typed_as_a_name_is_not_logged_and_many_tries_leave_one_row_an_hour(
    council, person
):
    before = rows(council)
    for _ in range(5):
        refused(council, PASSWORD, "sam", "123456")
    assert log_nameless_tries(council.store, council.logbook, MORNING) == 0
    assert rows(council) == before
    later = MORNING + timedelta(hours=1)
    assert log_nameless_tries(council.store, council.logbook, later) == 1
    assert log_nameless_tries(council.store, council.logbook, later) == 0
    assert rows(council) == [("unknown name", "sign-in tried", "unknown name 5"), *before]
    with council.store.read() as conn:
        assert council.logbook.faults(conn) == []


def test_tries_while_somebody_has_to_wait_leave_no_row_each(council, person):
    for _ in range(4):
        refused(council, "sam", "a wrong password", "123456")
    before = rows(council)
    assert before[:4] == [("sam", "sign-in tried", "sam")] * 4
    for _ in range(20):
        refused(council, "sam", "a wrong password", "123456")
    assert rows(council) == before


def test_a_code_of_the_right_shape_that_nobody_has_is_refused(council, person):
    refused(council, "sam", PASSWORD, new_recovery_codes(1)[0])


def test_who_it_is_opens_nothing(council, person):
    found = identify(council.store, council.logbook, "sam", MORNING)
    assert found.member.name == "sam"
    with council.store.read() as conn:
        assert conn.execute(select(desk_sessions)).all() == []


def test_a_command_unlocks_the_same_keys_without_a_session(council, person):
    code = code_at(person, MORNING)
    given = council.store, council.logbook, "sam", PASSWORD, code, MORNING
    private = council.private_key(person)
    with council.store.read() as conn:
        held = keys.held_by(conn, staff.find_by_name(conn, "sam").id)
        expected = {id: unwrap_council_key(key.wrapped, private) for id, key in held.items()}
    assert unlocked_council_keys(*given, **LIGHT_COSTS) == expected
    with pytest.raises(SignInRefused):
        unlocked_council_keys(*given, **LIGHT_COSTS)
    with council.store.read() as conn:
        assert conn.execute(select(desk_sessions)).all() == []


def test_a_person_without_a_way_to_unlock_by_password_is_refused_like_nobody(council, person):
    with council.store.write() as conn:
        member = staff.find_by_name(conn, "sam")
        passkey = StoredUnlock("passkey", b"salt", b"wrapped", b"credential")
        staff.replace_unlocks(conn, member.id, member.recipient, b"", [passkey])
    refused(council, "sam", PASSWORD, code_at(person, MORNING))
