"""Months by their names, as people write them: in full, cut short, with the endings of a case."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import takewhile

from babel import Locale

from heard.languages.alphabets import bare

#: Letters of the stem that two forms of one name share, and that either may have behind it.
_STEM, _ENDING = 3, 3

#: How like a name a long word must be that is misspelt ("Febuary").
_LIKE, _LONG = 0.8, 5


def month_named(word: str, codes: Iterable[str]) -> int | None:
    """The month from 1 to 12 that a word names; None where it names none, or it is not clear.

    `codes` are the languages that it may be written in, the likeliest first. English is always one.
    """
    plain = bare(word).strip(" .")
    found = (_in_language(plain, code) for code in dict.fromkeys((*codes, "en")))
    return next((month for month in found if month), None)


def is_weekday(word: str, codes: Iterable[str]) -> bool:
    """Whether a word is the name of a day of the week, in full or cut short."""
    plain = bare(word).strip(" .")
    return any(plain in _weekdays(code) for code in (*codes, "en"))


def _in_language(word: str, code: str) -> int | None:
    names = _months(code)
    for fits in (_same, _same_stem, _misspelt):
        months = {month for month, name in names if fits(word, name)}
        if len(months) == 1:
            return months.pop()
    return None


def _same(word: str, name: str) -> bool:
    return word == name


def _same_stem(word: str, name: str) -> bool:
    pairs = zip(word, name, strict=False)
    stem = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if stem < _STEM:
        return False
    return stem == len(word) or max(len(word), len(name)) - stem <= _ENDING


def _misspelt(word: str, name: str) -> bool:
    long_enough = min(len(word), len(name)) >= _LONG
    return long_enough and SequenceMatcher(None, word, name).ratio() >= _LIKE


@cache
def _months(code: str) -> tuple[tuple[int, str], ...]:
    return tuple((month, bare(name).strip(" .")) for month, name in _named(code, "months"))


@cache
def _weekdays(code: str) -> frozenset[str]:
    return frozenset(bare(name).strip(" .") for _, name in _named(code, "days"))


def _named(code: str, what: str) -> Iterator[tuple[int, str]]:
    """The names of months or days, alone and within a date, in full and cut short."""
    names = getattr(Locale.parse(code), what)
    for place in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield from names[place][width].items()
