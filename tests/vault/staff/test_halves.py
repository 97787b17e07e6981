"""An unlocked key in three pieces, of which no two are enough."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.vault.errors import CannotOpen
from heard.vault.staff.halves import belongs, handle_of, join, new_half, split

SECRET = b"AGE-SECRET-KEY-1EXAMPLE"
WHOSE = "7e3f"


def pieces(secret=SECRET, whose=WHOSE):
    cookie, share = new_half(), new_half()
    return cookie, split(secret, cookie, share, whose), share


@given(st.binary(max_size=5000))
def test_all_pieces_give_the_secret_back(secret):
    assert join(*pieces(secret)) == secret


def test_no_two_pieces_open():
    cookie, stored, share = pieces()
    for guess in (
        b"",
        bytes(32),
        b"\xff" * 32,
        stored[:32],
        stored[-32:],
        stored,
        handle_of(cookie),
    ):
        for tried in ((guess, stored, share), (cookie, stored, guess), (cookie, guess, share)):
            if tried != (cookie, stored, share):
                with pytest.raises(CannotOpen):
                    join(*tried)
    for cookie_half, key in permutations((cookie, share), 2):
        if cookie_half == share:
            with pytest.raises(CannotOpen):
                join(cookie_half, stored, key)


def test_no_piece_shows_the_secret():
    cookie, stored, share = pieces()
    assert SECRET not in cookie + stored + share
    assert SECRET[:10] not in stored


def test_pieces_of_two_sessions_do_not_fit():
    first, second = pieces(), pieces()
    for at in range(3):
        mixed = [*first[:at], second[at], *first[at + 1 :]]
        with pytest.raises(CannotOpen):
            join(*mixed)


def test_a_changed_piece_is_found():
    cookie, stored, share = pieces()
    for at in range(len(cookie)):
        with pytest.raises(CannotOpen):
            join(_flip(cookie, at), stored, share)
        with pytest.raises(CannotOpen):
            join(cookie, stored, _flip(share, at))
    for at in range(len(stored)):
        assert not belongs(_flip(stored, at), share, WHOSE)


def test_a_stored_half_belongs_to_one_person_and_one_share():
    _, stored, share = pieces()
    assert belongs(stored, share, WHOSE)
    assert not belongs(stored, share, "7e3")
    assert not belongs(stored, new_half(), WHOSE)
    assert not belongs(b"", share, WHOSE)


def _flip(blob, at):
    return blob[:at] + bytes([blob[at] ^ 0x01]) + blob[at + 1 :]
