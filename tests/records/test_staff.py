"""Staff, how they unlock their key, their codes and their sign-ins at the desk."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from heard.records import desk_sessions, staff
from heard.records.staff import StaffMember, StoredUnlock

NOW = datetime(2030, 3, 1, 14, 37, 25, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CHAIR = StaffMember("s1", "a.chair", "A Chair", "chair", "age1chair")
CLERK = StaffMember("s2", "a.clerk", "A Clerk", "administrator", "age1clerk")


PASSWORD = StoredUnlock("password", b"salt", b"wrapped")


@pytest.fixture
def desk(store):
    with store.write() as conn:
        staff.add(conn, CLERK)
        staff.add(conn, CHAIR)
    return store


def at_once(store, act):
    """Do `act` in two threads at the same moment; what each was told."""
    told = []
    start = threading.Barrier(2)

    def run():
        start.wait()
        with store.write() as conn:
            told.append(act(conn))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def test_a_person_is_found_by_id_and_by_sign_in_name(desk):
    with desk.read() as conn:
        assert staff.find(conn, "s1") == CHAIR
        assert staff.find_by_name(conn, "a.chair") == CHAIR
        assert staff.find(conn, "s3") is None
        assert staff.find_by_name(conn, "nobody") is None
        assert staff.everyone(conn) == [CHAIR, CLERK]


def test_a_sign_in_name_belongs_to_one_person(desk):
    with pytest.raises(IntegrityError), desk.write() as conn:
        staff.add(conn, StaffMember("s3", "a.chair", "B", "chair", "age1"))


def test_a_person_can_have_several_ways_to_unlock_one_key(desk):
    passkey = StoredUnlock("passkey", b"salt 2", b"wrapped 2", b"credential")
    with desk.write() as conn:
        for unlock in (PASSWORD, passkey):
            staff.add_unlock(conn, "s1", unlock)
        assert staff.unlocks(conn, "s1", "password") == [PASSWORD]
        assert staff.unlocks(conn, "s1", "passkey") == [passkey]
        assert staff.unlocks(conn, "s2", "password") == []


def test_another_key_pair_ends_every_way_to_the_old_one_of_this_person_alone(desk):
    new = StoredUnlock("password", b"new salt", b"new")
    with desk.write() as conn:
        for person in ("s1", "s2"):
            staff.add_unlock(conn, person, PASSWORD)
        staff.replace_unlocks(conn, "s1", "age1new", b"vouched", [new])
        found = staff.find(conn, "s1")
        assert (found.recipient, found.vouched) == ("age1new", b"vouched")
        assert staff.unlocks(conn, "s1", "password") == [new]
        assert staff.find(conn, "s2") == CLERK
        assert staff.unlocks(conn, "s2", "password") == [PASSWORD]


def test_a_person_who_left_stays_known_and_is_not_active(desk):
    with desk.write() as conn:
        staff.set_active(conn, "s1", False)
        assert staff.find(conn, "s1").active is False
        assert len(staff.everyone(conn)) == 2


def test_the_code_of_a_time_step_is_good_once_and_never_for_an_earlier_step(desk):
    with desk.write() as conn:
        assert staff.accept_totp_step(conn, "s1", 100) is True
        assert staff.accept_totp_step(conn, "s1", 100) is False
        assert staff.accept_totp_step(conn, "s1", 99) is False
        assert staff.accept_totp_step(conn, "s1", 101) is True


def test_of_two_sign_ins_with_one_code_only_one_succeeds(desk):
    assert at_once(desk, lambda conn: staff.accept_totp_step(conn, "s1", 7)) == [False, True]


def test_failed_sign_ins_are_counted_and_forgotten_after_a_good_one(desk):
    with desk.write() as conn:
        assert [staff.count_failure(conn, "s1") for _ in range(3)] == [1, 2, 3]
        staff.set_wait(conn, "s1", NOW)
        assert staff.find(conn, "s1").wait_until == NOW.replace(second=0)
        staff.clear_failures(conn, "s1")
        assert staff.find(conn, "s1") == CHAIR


def test_failures_at_once_are_all_counted(desk):
    assert at_once(desk, lambda conn: staff.count_failure(conn, "s1")) == [1, 2]


def test_a_recovery_code_is_good_once(desk):
    with desk.write() as conn:
        staff.set_recovery_codes(conn, "s1", [b"one", b"two"])
        assert staff.use_recovery_code(conn, "s2", b"one") is False
        assert staff.use_recovery_code(conn, "s1", b"one") is True
        assert staff.use_recovery_code(conn, "s1", b"one") is False
        assert staff.unused_recovery_codes(conn, "s1") == [b"two"]


def test_of_two_uses_of_one_recovery_code_only_one_succeeds(desk):
    with desk.write() as conn:
        staff.set_recovery_codes(conn, "s1", [b"one"])
    assert at_once(desk, lambda conn: staff.use_recovery_code(conn, "s1", b"one")) == [False, True]


def test_new_recovery_codes_end_the_old_ones(desk):
    with desk.write() as conn:
        staff.set_recovery_codes(conn, "s1", [b"old"])
        staff.set_recovery_codes(conn, "s1", [b"new"])
        assert staff.unused_recovery_codes(conn, "s1") == [b"new"]
        staff.set_recovery_codes(conn, "s1", [])
        assert staff.unused_recovery_codes(conn, "s1") == []


def test_a_session_is_known_to_the_minute(desk):
    with desk.write() as conn:
        desk_sessions.add(conn, b"lookup", "s1", b"half", NOW)
        desk_sessions.touch(conn, b"lookup", NOW + 5 * MINUTE)
        found = desk_sessions.find(conn, b"lookup")
        assert (found.staff_id, found.stored_half) == ("s1", b"half")
        assert found.started == NOW.replace(second=0)
        assert found.last_seen == NOW.replace(second=0) + 5 * MINUTE
        assert desk_sessions.find(conn, b"other") is None


def test_signing_out_ends_this_session_only(desk):
    with desk.write() as conn:
        desk_sessions.add(conn, b"here", "s1", b"half", NOW)
        desk_sessions.add(conn, b"there", "s1", b"half", NOW)
        desk_sessions.end(conn, b"here")
        assert desk_sessions.find(conn, b"here") is None
        assert desk_sessions.find(conn, b"there") is not None


def test_a_person_can_be_signed_out_everywhere(desk):
    with desk.write() as conn:
        for lookup, who in ((b"1", "s1"), (b"2", "s1"), (b"3", "s2")):
            desk_sessions.add(conn, lookup, who, b"half", NOW)
        assert desk_sessions.end_all(conn, "s1") == 2
        assert desk_sessions.find(conn, b"3") is not None


def test_the_sweep_ends_sessions_idle_or_old_and_no_others(desk):
    with desk.write() as conn:
        for lookup, started, seen in ((b"idle", 40, 31), (b"old", 600, 1), (b"good", 40, 1)):
            desk_sessions.add(conn, lookup, "s1", b"half", NOW - started * MINUTE)
            desk_sessions.touch(conn, lookup, NOW - seen * MINUTE)
        swept = desk_sessions.delete_expired(
            conn, idle_since=NOW - 30 * MINUTE, started_before=NOW - 480 * MINUTE
        )
        assert swept == 2
        assert desk_sessions.find(conn, b"good") is not None
