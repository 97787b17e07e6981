"""Sentences that a child can follow, and what one reply tells."""

from datetime import date

import pytest

from heard.casework.sending.child_reply import MOST_WORDS, Told, told_in, too_long
from heard.vault.messages import Words

FIFTEEN = " ".join(["word"] * MOST_WORDS)


def test_fifteen_words_are_a_sentence_for_a_child_and_sixteen_are_not():
    assert too_long(FIFTEEN + ".") == ""
    assert too_long(f"Short. {FIFTEEN} more. Short again.") == f"{FIFTEEN} more."


@pytest.mark.parametrize(
    "end", [". ", "! ", "? ", "… ", "۔ ", "؟ ", "। ", "\n", ".” ", ".) ", "。"]
)
def test_a_sentence_ends_in_every_script_and_with_the_line(end):
    assert too_long(FIFTEEN + end + FIFTEEN) == ""


def test_words_are_counted_in_any_script():
    urdu = " ".join(["لفظ"] * MOST_WORDS)
    assert too_long(f"{urdu}۔ {urdu}۔") == ""
    assert too_long(f"{urdu} لفظ۔") == f"{urdu} لفظ۔"


@pytest.mark.parametrize("text", ["", " \n ", "…", "10.30 is fine", f"{FIFTEEN} – –"])
def test_what_is_no_word_is_not_counted(text):
    assert too_long(text) == ""


def test_a_number_with_a_point_does_not_end_a_sentence():
    assert too_long(f"At 10.30 {FIFTEEN}.") == f"At 10.30 {FIFTEEN}."


@pytest.mark.parametrize(
    "told",
    [
        Told("to an adult"),
        Told("You said", "we did"),
        Told("You said", "because", could=False, passed_on=date(2026, 11, 24)),
    ],
)
def test_what_is_sealed_comes_back_whole(told):
    assert told_in(Words(told.text, told.more())) == told


def test_for_an_adult_nothing_is_sealed_beside_the_text():
    assert Told("to an adult").more() == {}


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-02-31"])
def test_a_day_that_is_none_breaks_no_page(day):
    assert told_in(Words("text", {"passed_on": day})).passed_on is None
