"""Staff keys: the password opens them, and a new password leaves everything else as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.vault.errors import CannotOpen, CannotSeal
from heard.vault.primitives.envelope import recipient_of
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, INTERACTIVE, Cost
from heard.vault.staff.staff_keys import (
    UnlockedStaff,
    lock,
    new_council_key,
    new_staff_key,
    unlock,
    unlock_nobody,
    unwrap_council_key,
    wrap_council_key,
)

LOW = Cost(passes=1, memory_kib=8)
TOTP = "JBSWY3DPEHPK3PXP"


@pytest.fixture(scope="module")
def staff():
    return new_staff_key("seven green kettles", TOTP, cost=LOW)


def test_the_password_opens_the_key_and_the_secret_of_the_second_factor(staff):
    unlocked = unlock("seven green kettles", staff.salt, staff.wrapped)
    assert unlocked.totp_secret == TOTP
    assert recipient_of(unlocked.identity) == staff.recipient


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_any_password_opens_what_it_locked_and_a_longer_one_does_not(password):
    staff = new_staff_key(password, TOTP, cost=LOW)
    assert unlock(password, staff.salt, staff.wrapped).totp_secret == TOTP
    with pytest.raises(CannotOpen):
        unlock(password + "x", staff.salt, staff.wrapped)


def test_a_password_typed_as_other_code_points_is_the_same_password():
    staff = new_staff_key("Siân", TOTP, cost=LOW)
    assert unlock("Sia\u0302n", staff.salt, staff.wrapped).totp_secret == TOTP


@pytest.mark.parametrize("password", ["", "Seven green kettles", "seven green kettles "])
def test_another_password_opens_nothing(staff, password):
    with pytest.raises(CannotOpen):
        unlock(password, staff.salt, staff.wrapped)


def test_a_change_of_any_single_byte_is_found(staff):
    for at in [0, *range(5, len(staff.wrapped))]:
        changed = bytearray(staff.wrapped)
        changed[at] ^= 0x01
        with pytest.raises(CannotOpen):
            unlock("seven green kettles", staff.salt, bytes(changed))


def test_the_salt_of_somebody_else_opens_nothing(staff):
    for salt in (new_staff_key("x", TOTP, cost=LOW).salt, b"", staff.salt[:-1]):
        with pytest.raises(CannotOpen):
            unlock("seven green kettles", salt, staff.wrapped)


def test_a_new_password_keeps_the_key_and_ends_the_old_password(staff):
    private, _ = new_council_key()
    wrapped_for_staff = wrap_council_key(private, staff.recipient)
    own = unlock("seven green kettles", staff.salt, staff.wrapped)
    changed = lock("nine blue boats", own, cost=LOW)
    assert changed.recipient == staff.recipient
    assert changed.salt != staff.salt
    unlocked = unlock("nine blue boats", changed.salt, changed.wrapped)
    assert unlocked == unlock("seven green kettles", staff.salt, staff.wrapped)
    assert unwrap_council_key(wrapped_for_staff, unlocked.identity) == private
    with pytest.raises(CannotOpen):
        unlock("seven green kettles", changed.salt, changed.wrapped)


def test_a_new_second_factor_keeps_the_key(staff):
    before = unlock("seven green kettles", staff.salt, staff.wrapped)
    again = lock("seven green kettles", UnlockedStaff(before.identity, "NEWSECRET"), cost=LOW)
    assert again.recipient == staff.recipient
    assert unlock("seven green kettles", again.salt, again.wrapped).totp_secret == "NEWSECRET"


def test_a_council_key_opens_only_for_the_member_of_staff_it_was_wrapped_for(staff):
    private, recipient = new_council_key()
    other = new_staff_key("x", TOTP, cost=LOW)
    wrapped = wrap_council_key(private, staff.recipient)
    mine = unlock("seven green kettles", staff.salt, staff.wrapped).identity
    theirs = unlock("x", other.salt, other.wrapped).identity
    assert unwrap_council_key(wrapped, mine) == private
    assert recipient_of(private) == recipient
    with pytest.raises(CannotOpen):
        unwrap_council_key(wrapped, theirs)
    with pytest.raises(CannotOpen):
        unwrap_council_key(wrapped[:-1], mine)


def test_a_council_key_is_not_wrapped_for_a_malformed_recipient():
    with pytest.raises(CannotSeal):
        wrap_council_key(new_council_key()[0], "age1broken")


def test_secrets_do_not_show_where_an_unlocked_key_is_printed(staff):
    unlocked = unlock("seven green kettles", staff.salt, staff.wrapped)
    assert "SECRET" not in repr(unlocked)
    assert TOTP not in repr(unlocked)
    assert b"SECRET" not in staff.wrapped
    assert TOTP.encode() not in staff.wrapped


def test_a_name_that_does_not_exist_fails_as_a_wrong_password_does(staff):
    with pytest.raises(CannotOpen) as nobody:
        unlock_nobody("wrong", cost=LOW)
    with pytest.raises(CannotOpen) as wrong:
        unlock("wrong", staff.salt, staff.wrapped)
    assert str(nobody.value) == str(wrong.value)


def test_a_chosen_password_costs_at_least_three_passes_over_64_mib():
    assert INTERACTIVE.passes >= 3
    assert INTERACTIVE.memory_kib >= 64 * 1024
    unlocked = UnlockedStaff(new_council_key()[0], TOTP)
    assert Cost.from_bytes(lock("x", unlocked).wrapped[: Cost.BYTES]) == INTERACTIVE
    assert INTERACTIVE.memory_kib > DRAWN_AT_RANDOM.memory_kib


@pytest.mark.parametrize(("passes", "memory"), [(0, 8), (17, 8), (1, 7), (1, 1024 * 1024 + 1)])
def test_a_cost_out_of_bounds_is_refused(passes, memory):
    with pytest.raises(ValueError, match=r"passes|memory"):
        Cost(passes, memory)
