"""The code with which a family comes back."""

import pytest

from heard.vault.primitives.stretching import Cost
from heard.vault.receipts import show_receipt
from heard.vault.return_codes import new_return_code, return_token

LIGHT = Cost(passes=1, memory_kib=8)
SECRET = bytes(range(32))


def test_a_code_has_twenty_digits_and_is_never_the_same():
    codes = {new_return_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == 20 and code.isdecimal() for code in codes)


def test_one_code_stands_for_one_token_however_it_is_typed():
    code = "12345678901234567890"
    token = return_token(SECRET, code, cost=LIGHT)
    assert return_token(SECRET, show_receipt(code), cost=LIGHT) == token
    assert return_token(SECRET, "۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶۷۸۹۰", cost=LIGHT) == token


def test_another_code_and_another_secret_give_another_token():
    token = return_token(SECRET, "1" * 20, cost=LIGHT)
    assert return_token(SECRET, "1" * 19 + "2", cost=LIGHT) != token
    assert return_token(bytes(32), "1" * 20, cost=LIGHT) != token


@pytest.mark.parametrize("typed", ["", "1", "words", "1" * 21, "\x00"])
def test_what_is_no_code_gives_a_token_too_so_that_the_time_says_nothing(typed):
    assert len(return_token(SECRET, typed, cost=LIGHT)) == 64
