"""The council's colour: the contrast that WCAG defines, and nothing weaker than 7:1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.authority.colour import LEAST_CONTRAST, contrast

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#777777", 4.48), ("#595959", 7.0), ("#0000ff", 8.59)],
)
def test_contrast_with_white_is_as_wcag_reckons_it(colour, ratio):
    assert contrast(colour, "#ffffff") == pytest.approx(ratio, abs=0.01)


def test_the_least_contrast_is_that_of_level_triple_a():
    assert LEAST_CONTRAST == 7.0


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one, other):
    assert 1 <= contrast(one, other) <= 21
    assert contrast(one, other) == contrast(other, one)
    assert contrast(one.upper(), other) == contrast(one, other)


@pytest.mark.parametrize(
    "value", ["", "red", "#fff", "0d4f4c", "#0d4f4c ", "#0d4f4c\n", "#0d4f4cff"]
)
def test_a_colour_written_in_another_way_is_refused(value):
    with pytest.raises(ValueError, match="#0d4f4c"):
        contrast(value, "#ffffff")
