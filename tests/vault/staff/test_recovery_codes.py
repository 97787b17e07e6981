"""Codes that people write down: recovery codes and return codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.vault.primitives.stretching import Cost
from heard.vault.staff.recovery_codes import (
    check_code,
    hash_code,
    new_recovery_codes,
    read_code,
)

LOW = Cost(passes=1, memory_kib=8)


def test_eight_different_codes_in_groups_of_four():
    codes = new_recovery_codes()
    assert len(set(codes)) == 8
    for code in codes:
        assert [len(group) for group in code.split("-")] == [4, 4, 4]
        assert not set(code) & set("OILU")


def test_a_code_is_checked_however_it_is_typed():
    hashed = hash_code("K7PM-3QXD-0F1T", cost=LOW)
    for typed in ("K7PM-3QXD-0F1T", "k7pm3qxdofit", " k7pm 3qxd ofLt ", "K۷PM-٣QXD-०F۱T"):
        assert check_code(typed, hashed)


@pytest.mark.parametrize("typed", ["", "K7PM-3QXD-0F1V", "K7PM-3QXD", "K7PM-3QXD-0F1TT", "؟" * 12])
def test_another_code_is_refused(typed):
    assert not check_code(typed, hash_code("K7PM-3QXD-0F1T", cost=LOW))


def test_the_same_code_is_stored_differently_each_time_and_never_in_the_clear():
    first, second = (hash_code("K7PM-3QXD-0F1T", cost=LOW) for _ in range(2))
    assert first != second
    assert b"K7PM" not in first


@pytest.mark.parametrize("stored", [b"", b"\x01", b"\x02" + bytes(60), b"\x01" + bytes(60)])
def test_a_broken_stored_code_fits_nothing(stored):
    assert not check_code("K7PM-3QXD-0F1T", stored)


def test_a_stored_code_cut_short_fits_nothing():
    hashed = hash_code("K7PM-3QXD-0F1T", cost=LOW)
    for size in range(len(hashed)):
        assert not check_code("K7PM-3QXD-0F1T", hashed[:size])


def test_only_a_code_is_hashed():
    with pytest.raises(ValueError, match="twelve"):
        hash_code("short")


@given(st.text())
def test_nothing_that_can_be_typed_breaks_the_reading(typed):
    assert read_code(typed) is None or len(read_code(typed)) == 12
