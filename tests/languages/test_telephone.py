"""Numbers to dial are found among words and made plain; all else stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.languages.telephone import around_numbers, plain_number, with_plain_numbers
from tests.journeys.typed import TEXTS

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe63\uff0d"
MARKS = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069\u061c\u2060\ufeff\u00ad"
SPACES = " \u00a0\u2007\u2009\u202f"


@given(
    st.sampled_from("0٠۰०০０"),
    st.lists(st.text(st.sampled_from(MARKS), max_size=2), min_size=11, max_size=11),
    st.sampled_from(SPACES + DASHES + "./"),
)
def test_a_number_is_plain_whatever_its_digits_marks_and_dashes(nought, marks, between) -> None:
    signs = [chr(ord(nought) + int(digit)) for digit in "07700900123"]
    typed = "".join(mark + sign for mark, sign in zip(marks, signs, strict=True))
    place = typed.index(signs[5], typed.index(signs[4])) if signs[5] in typed else 0
    typed = typed[:place] + between + typed[place:] if place else typed
    plain = with_plain_numbers(typed)
    assert "".join(filter(str.isdigit, plain)) == "07700900123"
    assert plain.isascii()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("٠٧٧٠٠\u200f ٩٠٠١٢٣", "07700 900123"),
        ("۰۷۷۰۰\u2011۹۰۰۱۲۳", "07700-900123"),
        ("\u202d+44 7700 900123\u202c", "+44 7700 900123"),
        ("＋۴۴ (۰) ۷۷۰۰ ۹۰۰ ۱۲۳", "+44 (0) 7700 900 123"),
        ("امی: ۰۷۷۰۰ ۹۰۰۱۲۳، رات کو نہیں", "امی: 07700 900123، رات کو نہیں"),
        ("07700–900–123 after 5", "07700-900-123 after 5"),
        ("(01632) 960 123", "(01632) 960 123"),
    ],
)
def test_a_number_is_found_with_and_without_words(typed: str, plain: str) -> None:
    assert with_plain_numbers(typed).strip(MARKS) == plain


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "zofia123456@example.org",
            "https://example.org/1234567",
            "۱۲ سے ۱۴ بجے",
            "10:00–14:00",
        ),
        *("Room 12345", "B12345678", "2.5", "9 – 5", "a@b.c?id=1234567", "۱۹۹۹ – میں"),
    ],
)
def test_what_is_no_number_to_dial_is_left_alone(text: str) -> None:
    assert with_plain_numbers(text) == text
    assert not any(is_number for _, is_number in around_numbers(text))


@given(TEXTS)
def test_nothing_is_lost_around_the_numbers(text: str) -> None:
    assert "".join(piece for piece, _ in around_numbers(text)) == text


def test_two_numbers_in_two_lines_are_two() -> None:
    pieces = list(around_numbers("07700 900123\n07700 900124"))
    assert [piece for piece, is_number in pieces if is_number] == ["07700 900123", "07700 900124"]
    assert plain_number("07700 900123") == "07700 900123"
