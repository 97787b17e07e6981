"""Days in the calendar, as people write them.

Three boxes are shown, and what stands in them is understood however it is written: in digits of any
script, with the month as a word, with stops, slashes or "3rd", a whole date in one box. What can be
read in two ways is not guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import ClassVar

from heard.journeys.model.asked import Answer, Asked, Telling
from heard.journeys.model.question import WHILE_FILLING_IN, Doubt, Problem, Question
from heard.languages.hidden_signs import without_hidden_signs
from heard.languages.marks import N_
from heard.languages.months import is_weekday, month_named
from heard.languages.numerals import western_digits

#: Letters that words around a date have at most ("the", "of", "dnia"), and those that are written
#: on to a number ("3rd", "21szego").
_BESIDE, _WRITTEN_ON = 4, 6
#: Signs of the longest way to write a date, and more.
_LONGEST, _LONGEST_PIECE = 100, 40
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?")


@dataclass(frozen=True)
class TypedDate:
    """A date as somebody typed it, in three boxes.

    `languages` are those that the month may be written in, the likeliest first, and `today` the day
    on which it is typed, by which a short year is understood.
    """

    day: str = ""
    month: str = ""
    year: str = ""
    languages: tuple[str, ...] = field(default=("en",), compare=False)
    today: date | None = field(default=None, compare=False)

    def __bool__(self) -> bool:
        return any(without_hidden_signs(box).strip() for box in self.boxes)

    @property
    def boxes(self) -> tuple[str, str, str]:
        """What stands in each box."""
        return self.day, self.month, self.year


@dataclass(frozen=True)
class Likely:
    """Which days can be meant by a question: so many months back from today, so many ahead."""

    back: int
    ahead: int = 0

    def holds(self, day: date, today: date) -> bool:
        """Whether it is one of them."""
        return -self.back <= _months_from(today, day) and not self.is_late(day, today)

    def is_late(self, day: date, today: date) -> bool:
        """Whether it is further ahead."""
        return day > today if not self.ahead else _months_from(today, day) > self.ahead


def _months_from(today: date, day: date) -> float:
    return (day.year - today.year) * 12 + day.month - today.month + (day.day - today.day) / 31


@dataclass(frozen=True, kw_only=True)
class DateOf(Question):
    """A day in the calendar.

    With `begins_today` the boxes hold the present day until somebody changes them. A day that is
    not `likely` is asked about once.
    """

    kind: ClassVar[str] = "date"
    years: range = field(default=range(1900, 2101))
    begins_today: bool = False
    likely: Likely | None = field(default=None, metadata=WHILE_FILLING_IN)

    @property
    def boxes(self) -> tuple[str, ...]:
        return tuple(f"{self.name}-{part}" for part in ("day", "month", "year"))

    def read(self, typed: object) -> str | None:
        if not isinstance(typed, TypedDate) or not typed:
            return None
        return self._found(typed).isoformat()

    def _found(self, typed: TypedDate) -> date:
        day, month, year = _in_order(typed)
        found = [each for each in self._years(year, typed.today) if _exists(each, month, day)]
        if not found:
            raise Problem(N_("There is no such day. Check the day and the month."))
        days = [date(each, month, day) for each in found]
        if len(year) == 2:
            days = [each for each in days if self._likely(each, typed.today)]
            if len(days) != 1:
                raise Problem(N_("Write the year with four numbers, like 2026."))
        if days[0].year not in self.years:
            raise Problem(N_("Check the year."))
        return days[0]

    def _years(self, year: str, today: date | None) -> list[int]:
        """The years that may be meant."""
        if len(year) == 4:
            return [int(year)]
        if len(year) != 2 or self.likely is None or today is None:
            raise Problem(N_("Write the year with four numbers, like 2026."))
        return [1900 + int(year), 2000 + int(year)]

    def _likely(self, day: date, today: date | None) -> bool:
        return self.likely is not None and today is not None and self.likely.holds(day, today)

    def doubt(
        self, answer: Answer | None, beside: Mapping[str, Answer], today: date
    ) -> Doubt | None:
        day = _day(answer)
        if day is None or self.likely is None or self.likely.holds(day, today):
            return super().doubt(answer, beside, today)
        if not self.likely.is_late(day, today):
            return Doubt(N_("You wrote %(day)s, and that is long ago. Is it right?"), {"day": day})
        if self.likely.ahead:
            return Doubt(N_("You wrote %(day)s, and that is far ahead. Is it right?"), {"day": day})
        return Doubt(N_("You wrote %(day)s, and that is still to come. Is it right?"), {"day": day})

    def fitting(self, kept: Answer) -> Answer | None:
        found = _day(kept)
        return kept if found and found.year in self.years else None

    @classmethod
    def _in_words(cls, asked: Asked, answer: Answer, telling: Telling) -> str:
        found = _day(answer)
        return telling.day(found) if found else str(answer)


def _day(kept: Answer | None) -> date | None:
    try:
        return date.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


@dataclass(frozen=True)
class _Pieces:
    """What a box holds of a date: numbers as they stand in it, and a month that was named."""

    numbers: tuple[str, ...] = ()
    month: int | None = None

    def __len__(self) -> int:
        return len(self.numbers) + (self.month is not None)


def _in_order(typed: TypedDate) -> tuple[int, int, str]:
    """Day and month as numbers, and the digits of the year. Raises Problem."""
    boxes = [_pieces(box, typed.languages) for box in typed.boxes]
    whole = next((each for each in boxes if len(each) == 3), None)
    if whole is not None and all(_belongs(each, whole) for each in boxes):
        return _of_three(whole, one_box=True)
    together = _joined(boxes)
    if len(together) > 3:
        raise Problem(N_("Here is more than one date. Write only one."))
    if len(together) < 3:
        raise Problem(N_("The date needs %(part)s too."), part=_missing(boxes, together))
    return _of_three(together, one_box=False)


def _belongs(piece: _Pieces, whole: _Pieces) -> bool:
    """Whether a box says nothing else than another that holds a whole date."""
    named = piece.month in (None, whole.month) or str(piece.month) in _bare(whole.numbers)
    return named and _bare(piece.numbers) <= _bare(whole.numbers) | {str(whole.month)}


def _bare(numbers: Iterable[str]) -> set[str]:
    return {each.lstrip("0") for each in numbers}


def _joined(boxes: list[_Pieces]) -> _Pieces:
    named = [each.month for each in boxes if each.month is not None]
    if len(named) > 1:
        raise Problem(N_("Here is more than one month. Write only one."))
    numbers = tuple(number for each in boxes for number in each.numbers)
    return _Pieces(numbers, named[0] if named else None)


def _missing(boxes: list[_Pieces], together: _Pieces) -> str:
    """The part that a date lacks: that of a box that is empty, or what one box leaves out."""
    parts = (N_("the day"), N_("the month"), N_("the year"))
    if max(map(len, boxes)) == 1:
        return next(part for part, each in zip(parts, boxes, strict=True) if not len(each))
    has_year = any(len(number) == 4 for number in together.numbers)
    return parts[0] if has_year else parts[2]


def _of_three(whole: _Pieces, *, one_box: bool) -> tuple[int, int, str]:
    """Three pieces by the order in which people write them: a year first where it is long."""
    numbers = whole.numbers
    if whole.month is not None:
        # Between the two, wherever it stands: it is told from them by being a word.
        numbers = (numbers[0], str(whole.month), numbers[1])
    day, month, year = reversed(numbers) if len(numbers[0]) > 2 else numbers
    if one_box and int(month) > 12 >= int(day) > 0 and int(month) <= 31:
        # As in America: there is no other way to read it.
        day, month = month, day
    return int(day[:4]), int(month[:4]), year


def _pieces(box: str, languages: tuple[str, ...]) -> _Pieces:
    """What stands in a box. Raises Problem for words that are no part of a date."""
    text = western_digits(without_hidden_signs(box)).strip()
    if len(text) > _LONGEST:
        raise Problem(N_("We cannot read this. Write the date like 27 3 2026."))
    tokens = list(_tokens(text))
    if sum(token.isdecimal() for token, _ in tokens) > 3:
        tokens = list(_tokens(_TIME.sub(" ", text)))
    numbers, months = [], []
    for token, written_on in tokens:
        if token.isdecimal():
            numbers += _parted(token) if len(tokens) == 1 else [token]
        elif month := month_named(token, languages):
            months.append(month)
        elif len(token) > (_WRITTEN_ON if written_on else _BESIDE) and not is_weekday(
            token, languages
        ):
            raise Problem(
                N_("We cannot read “%(typed)s” here. Write the date like 27 3 2026."),
                typed=f"\u2068{token}\u2069",
            )
    if len(months) > 1:
        raise Problem(N_("Here is more than one month. Write only one."))
    if text and not numbers and not months:
        raise Problem(N_("We cannot read this. Write the date like 27 3 2026."))
    return _Pieces(tuple(numbers), months[0] if months else None)


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """The numbers and words of a text, each with whether it is written on to a number."""

    def sort(sign: str) -> str:
        kind = unicodedata.category(sign)
        return "number" if kind == "Nd" else "word" if kind[0] in "LM" or sign in "'’" else ""

    before = ""
    for kind, signs in groupby(text, sort):
        if kind:
            yield "".join(signs)[:_LONGEST_PIECE].strip("'’"), kind == "word" and before == "number"
        before = kind


def _parted(number: str) -> list[str]:
    """Eight digits without anything between them, as the one date that they can be."""
    if len(number) != 8:
        return [number]
    ways = ((number[:2], number[2:4], number[4:]), (number[6:], number[4:6], number[:4]))
    fits = [
        [day, month, year]
        for day, month, year in ways
        if "1900" <= year <= "2100" and _exists(int(year), int(month), int(day))
    ]
    return fits[0] if len(fits) == 1 else [number]
