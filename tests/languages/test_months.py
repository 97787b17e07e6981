"""Months are known by their names, in every language that Babel has words for."""

from itertools import product

import pytest
from babel import Locale

from heard.languages.months import is_weekday, month_named

#: Languages of families in England, and those whose writing is of another kind.
LANGUAGES = (
    *("en", "en_GB", "pl", "ur", "cy", "ro", "lt", "lv", "sk", "cs", "hu", "bg", "uk", "ru", "sq"),
    *(
        "pt",
        "es",
        "fr",
        "it",
        "de",
        "nl",
        "tr",
        "ku",
        "so",
        "ar",
        "fa",
        "ps",
        "pa",
        "gu",
        "hi",
        "bn",
    ),
    *(
        "ta",
        "te",
        "ml",
        "si",
        "ne",
        "am",
        "ti",
        "sw",
        "yo",
        "ig",
        "vi",
        "th",
        "zh",
        "ja",
        "ko",
        "el",
    ),
)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_month_is_known_by_its_name_in_full_and_cut_short(code: str) -> None:
    months = Locale.parse(code).months
    for place, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
        names = months[place][width]
        for month, name in names.items():
            assert month_named(name, (code,)) == month, name
            assert month_named(f"\u200f{name.upper()}.", (code,)) == month, name


@pytest.mark.parametrize(
    ("word", "month"),
    [
        *(("styczniu", 1), ("lutym", 2), ("lut", 2), ("kwietniem", 4), ("maju", 5), ("czerwcu", 6)),
        *(("lipca", 7), ("sierpniu", 8), ("wrześniu", 9), ("wrzesnia", 9), ("wrz", 9), ("paz", 10)),
        *(("październiku", 10), ("pazdziernika", 10), ("listopadzie", 11), ("GRUDNIEM", 12)),
        *(
            ("Sept", 9),
            ("septemb", 9),
            ("Febuary", 2),
            ("feburary", 2),
            ("Setember", 9),
            ("augst", 8),
        ),
        *(
            ("novmber", 11),
            ("Decembre", 12),
            ("جولائى", 7),
            ("اگست", 8),
            ("ستمبر", 9),
            ("January's", 1),
        ),
    ],
)
@pytest.mark.parametrize("first", ["en", "pl", "ur"])
def test_endings_and_slips_do_not_matter_whatever_the_language_of_the_page(
    word: str, month: int, first: str
) -> None:
    assert month_named(word, (first, "en", "pl", "ur")) == month


@pytest.mark.parametrize(
    "word", ["", "x", "ma", "ju", "spring", "Easter", "monday", "wtorek", "x" * 40]
)
def test_what_is_no_month_or_could_be_two_is_none(word: str) -> None:
    assert month_named(word, ("en", "pl", "ur")) is None


def test_the_language_of_the_page_decides_where_two_differ() -> None:
    """ "Listopad" is November in Polish and October in Croatian."""
    assert month_named("listopad", ("pl", "hr")) == 11
    assert month_named("listopad", ("hr", "pl")) == 10


def test_days_of_the_week_are_known() -> None:
    for word in ("Friday", "fri", "piątek", "جمعہ"):
        assert is_weekday(word, ("en", "pl", "ur")), word
    assert not is_weekday("March", ("en", "pl", "ur"))
