"""Opening hours in London time: weekly hours, and bank holidays of England."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

#: Reaches past any run of holidays and of dates on which a council closes.
_LOOK_AHEAD_DAYS = 366


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    """Whether `day` is a bank holiday in England, by the package holidays."""
    return day in _bank_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday, bank holidays of England left out."""
    return day.weekday() < 5 and not is_bank_holiday(day)


@dataclass(frozen=True)
class Opening:
    """From when until when on which weekdays (0 is Monday)."""

    days: frozenset[int]
    start: time
    end: time


@dataclass(frozen=True)
class WeeklyHours:
    """When somebody answers. `always` is day and night; no openings at all means *not known*.

    `inverted` hours are all the time *outside* the openings: those of a duty team.
    """

    openings: tuple[Opening, ...] = ()
    always: bool = False
    closed_on_holidays: bool = True
    closed_dates: frozenset[date] = frozenset()
    inverted: bool = False

    def without(self, dates: frozenset[date]) -> "WeeklyHours":
        """These hours, with nobody there on `dates`."""
        return replace(self, closed_dates=self.closed_dates | dates)

    def outside(self) -> "WeeklyHours":
        """All the time that these hours leave out."""
        return replace(self, inverted=not self.inverted)

    @property
    def known(self) -> bool:
        """Whether anything is known of these hours."""
        return self.always or bool(self.openings)

    def open_at(self, moment: datetime) -> bool:
        """Whether somebody answers at `moment` (with a time zone)."""
        if self.always:
            return True
        local = moment.astimezone(LONDON)
        inside = any(start <= local < end for start, end in self._on(local.date()))
        return inside is not self.inverted

    def next_opening(self, moment: datetime) -> datetime | None:
        """The next moment after `moment` at which somebody starts to answer, in London time."""
        edge = 1 if self.inverted else 0
        found = self._next(moment, edge)
        while found and not self.open_at(found):  # where openings overlap, one ends in another
            found = self._next(found, edge)
        return found

    def next_change(self, moment: datetime) -> datetime | None:
        """The next moment at which `open_at` may change; None where it never does."""
        edges = [self._next(moment, edge=0), self._next(moment, edge=1)]
        return min((edge for edge in edges if edge), default=None)

    def _next(self, moment: datetime, edge: int) -> datetime | None:
        if self.always or not self.openings:
            return None
        local = moment.astimezone(LONDON)
        for ahead in range(_LOOK_AHEAD_DAYS):
            edges = [span[edge] for span in self._on(local.date() + timedelta(days=ahead))]
            later = [each for each in edges if each > local]
            if later:
                return min(later)
        return None

    def _on(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self.closed_dates or (self.closed_on_holidays and is_bank_holiday(day)):
            return []
        return [
            (
                datetime.combine(day, opening.start, LONDON),
                datetime.combine(day, opening.end, LONDON),
            )
            for opening in self.openings
            if day.weekday() in opening.days
        ]


def read_hours(value: object, closed_on_holidays: bool = True) -> WeeklyHours:
    """Hours as the settings write them: "always", "unknown", or a list of {days, from, to}.

    Raises ValueError with a sentence that says what is wrong.
    """
    if value == "always":
        return WeeklyHours(always=True, closed_on_holidays=False)
    if value == "unknown":
        return WeeklyHours()
    if not isinstance(value, list) or not value:
        raise ValueError('hours must be "always", "unknown" or a list of days, from and to')
    return WeeklyHours(tuple(_opening(row) for row in value), False, closed_on_holidays)


def _opening(row: dict[str, Any]) -> Opening:
    try:
        days = frozenset(DAYS.index(day) for day in row["days"])
        start, end = time.fromisoformat(row["from"]), time.fromisoformat(row["to"])
        if start.tzinfo or end.tzinfo:
            raise ValueError("opening hours are in London time")
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"hours {row!r} need days (mon...sun), from and to as 09:00") from error
    if not days or start >= end:
        raise ValueError(f"hours {row!r} name no day, or end before they start")
    return Opening(days, start, end)
