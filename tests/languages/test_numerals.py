"""Digits of every script become Western ones, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.languages.numerals import western_digits


@pytest.mark.parametrize(
    "typed",
    [
        "0123456789",
        "٠١٢٣٤٥٦٧٨٩",
        "۰۱۲۳۴۵۶۷۸۹",
        "০১২৩৪৫৬৭৮৯",
        "੦੧੨੩੪੫੬੭੮੯",
        "０１２３４５６７８９",
        "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    ],
    ids=["western", "arabic", "persian", "bengali", "gurmukhi", "wide", "mathematical"],
)
def test_digits_of_every_script_are_understood(typed):
    assert western_digits(typed) == "0123456789"


@pytest.mark.parametrize("typed", ["½", "²", "Ⅳ", "四", "①", "", "−", "پیر"])
def test_signs_that_only_look_like_numbers_stay_as_they_are(typed):
    assert western_digits(typed) == typed


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Z", "Cc", "Cf", "Cs"))))
def test_nothing_but_digits_changes(typed):
    shown = western_digits(typed)
    assert len(shown) == len(typed)
    for before, after in zip(typed, shown, strict=True):
        assert before == after or (after in "0123456789" and before.isdecimal())
    assert western_digits(shown) == shown
