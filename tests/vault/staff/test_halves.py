"""An unlocked key in two halves, of which neither is enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.vault.errors import CannotOpen
from heard.vault.staff.halves import join, split

SECRET = b"AGE-SECRET-KEY-1EXAMPLE"


@given(st.binary(max_size=5000))
def test_both_halves_give_the_secret_back(secret):
    assert join(*split(secret)) == secret


def test_neither_half_alone_opens():
    cookie, stored = split(SECRET)
    for guess in (b"", bytes(32), b"\xff" * 32, stored[:32], stored[1:33], stored):
        with pytest.raises(CannotOpen):
            join(guess, stored)
    for guess in (b"", b"\x01", cookie, b"\x01" + cookie, b"\x01" + bytes(80)):
        with pytest.raises(CannotOpen):
            join(cookie, guess)


def test_neither_half_shows_the_secret():
    cookie, stored = split(SECRET)
    assert SECRET not in cookie + stored
    assert SECRET[:10] not in stored


def test_halves_of_two_sessions_do_not_fit():
    first, second = split(SECRET), split(SECRET)
    with pytest.raises(CannotOpen):
        join(first[0], second[1])
    assert first[0] != second[0]


def test_a_changed_half_is_found():
    cookie, stored = split(SECRET)
    for at in range(len(cookie)):
        with pytest.raises(CannotOpen):
            join(_flip(cookie, at), stored)
    for at in range(len(stored)):
        with pytest.raises(CannotOpen):
            join(cookie, _flip(stored, at))


def _flip(blob, at):
    return blob[:at] + bytes([blob[at] ^ 0x01]) + blob[at + 1 :]
