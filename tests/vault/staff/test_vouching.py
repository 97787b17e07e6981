"""A public half in the database counts for whom it was put there by the desk, and nobody else."""

import pytest

from heard.vault.staff.vouching import is_vouched, vouch

KEY = b"k" * 32


def test_what_was_vouched_for_counts_for_this_person_and_this_key_alone():
    vouched = vouch(KEY, "ada", "age1ada")
    assert is_vouched(KEY, "ada", "age1ada", vouched)
    assert not is_vouched(KEY, "bo", "age1ada", vouched)
    assert not is_vouched(KEY, "ada", "age1another", vouched)
    assert not is_vouched(b"o" * 32, "ada", "age1ada", vouched)
    assert not is_vouched(KEY, "ada", "age1ada", b"")


def test_a_short_key_vouches_for_nobody():
    with pytest.raises(ValueError, match="32 bytes"):
        vouch(b"short", "ada", "age1ada")
