"""Receipt numbers: twenty digits, impossible to guess, easy to type."""

import secrets
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.vault.receipts import digits_typed, hash_receipt, new_receipt, read_receipt, show_receipt

KEY = bytes(range(32))
RECEIPTS = st.text(alphabet="0123456789", min_size=20, max_size=20)
ZEROS = {"arabic": "٠", "persian and urdu": "۰", "bengali": "০", "gujarati": "૦", "wide": "0"}
ZEROS |= {"devanagari": "०", "gurmukhi": "੦", "tamil": "௦", "burmese": "၀", "nko": "߀"}


def test_a_receipt_has_twenty_western_digits():
    for _ in range(200):
        receipt = new_receipt()
        assert len(receipt) == 20
        assert set(receipt) <= set("0123456789")


def test_a_small_number_keeps_its_leading_zeros(monkeypatch):
    monkeypatch.setattr(secrets, "randbelow", lambda bound: 7)
    assert new_receipt() == "0" * 19 + "7"


def test_the_whole_range_is_asked_of_the_system_and_nothing_less(monkeypatch):
    asked = []
    monkeypatch.setattr(secrets, "randbelow", lambda bound: asked.append(bound) or bound - 1)
    assert new_receipt() == "9" * 20
    assert asked == [10**20]


def test_every_digit_is_as_likely_in_every_place():
    drawn = [new_receipt() for _ in range(4000)]
    assert len(set(drawn)) == len(drawn)
    for place in range(20):
        seen = Counter(receipt[place] for receipt in drawn)
        # 400 of each are expected, the deviation is 19: eight of them never happen by chance.
        assert all(abs(seen[digit] - 400) < 152 for digit in "0123456789"), place


def test_a_receipt_is_shown_in_groups_of_four():
    assert show_receipt("12345678901234567890") == "1234 5678 9012 3456 7890"


@given(RECEIPTS)
def test_what_is_shown_can_be_typed(receipt):
    assert read_receipt(show_receipt(receipt)) == receipt


@pytest.mark.parametrize("script", ZEROS)
def test_digits_of_any_script_can_be_typed(script):
    typed = "".join(chr(ord(ZEROS[script]) + int(d)) for d in "12345678901234567890")
    assert read_receipt(typed) == "12345678901234567890"


@given(RECEIPTS, st.lists(st.sampled_from(" -\u00a0\u2009\u2011–\t\n\u200f\u200e\u2066\u2069")))
def test_spaces_hyphens_and_marks_of_direction_do_not_matter(receipt, between):
    typed = "".join(a + b for a, b in zip(receipt, [*between, *[""] * 20], strict=False))
    assert read_receipt("\u2066" + typed + " ") == receipt


@pytest.mark.parametrize(
    "around",
    [
        *(
            "{}.",
            "{},",
            "{};",
            "“{}”",
            "'{}'",
            "«{}»",
            "({})",
            "[{}]",
            "<{}>",
            "#{}",
            "*{}*",
            "{}!",
        ),
        *(
            "Number: {}",
            "Nr {}",
            "No. {}",
            "Numer: {}.",
            "نمبر: {}",
            "نمبر {}۔",
            "رقم {}،",
            "号码:{}",
        ),
        *("Your number of 20 digits:\n{}", "My 2nd number is {}, sent on", "{}\r\n\r\n(3 pages)"),
    ],
)
@pytest.mark.parametrize(
    "between", [" ", "", "-", " - ", ".", ", ", "_", "/", "\n", "\u00ad", "·", ":"]
)
def test_words_and_signs_around_a_number_do_not_matter(around: str, between: str) -> None:
    groups = ["1234", "5678", "9012", "3456", "7890"]
    assert read_receipt(around.format(between.join(groups))) == "".join(groups)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "1" * 19, "1" * 21, "1" * 19 + "x", " " * 5000 + "1" * 20),
        "Number 12: " + "1" * 19,
        f"{'1' * 20} or {'2' * 20}",
        *(numeral * 20 for numeral in "①½²一"),
    ],
)
def test_what_is_not_a_receipt_is_none(typed):
    assert read_receipt(typed) is None


def test_the_digits_are_counted_that_somebody_typed() -> None:
    assert digits_typed("Nr. ۱۲ 3-4x٥") == "12345"


@given(st.text())
def test_nothing_that_can_be_typed_breaks_the_reading(typed):
    assert read_receipt(typed) is None or len(read_receipt(typed)) == 20


def test_the_hash_depends_on_the_key_and_holds_no_digits():
    receipt = "12345678901234567890"
    hashed = hash_receipt(KEY, receipt)
    assert len(hashed) == 32
    assert hashed == hash_receipt(KEY, show_receipt(receipt))
    assert hashed != hash_receipt(bytes(32), receipt)
    assert hashed != hash_receipt(KEY, "12345678901234567891")
    assert receipt.encode() not in hashed


@pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(64)])
def test_a_key_of_another_length_is_an_error_and_not_an_open_hash(key):
    with pytest.raises(ValueError, match="32 bytes"):
        hash_receipt(key, "12345678901234567890")


def test_only_a_receipt_number_is_hashed():
    with pytest.raises(ValueError, match="twenty"):
        hash_receipt(KEY, "1234")
