"""Counting days as the rules about conferences do: working days, and months of the calendar."""

from calendar import monthrange
from datetime import date, timedelta

from heard.authority.hours import is_working_day

_ONE_DAY = timedelta(days=1)


def working_days_after(day: date, count: int) -> date:
    """The last of `count` working days after `day`. The day after is day 1.

    Source: national guidance, as published local procedures agree. Working days are Monday to
    Friday without the bank holidays of England, for the council's own settings too.
    """
    return _walk(day, count, _ONE_DAY)


def working_days_before(day: date, count: int) -> date:
    """The day that lies `count` working days before `day`. The day before is day 1.

    Source: published local procedures, which give the time for a report in working days before
    the conference; counted as forwards.
    """
    return _walk(day, count, -_ONE_DAY)


def months_after(day: date, count: int) -> date:
    """The same day of the month, `count` months on; in a shorter month its last day.

    Source: national guidance, as published local procedures agree: months of the calendar.
    """
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_working_day(day: date) -> date:
    """`day` itself, or the last working day before it."""
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def _walk(day: date, count: int, step: timedelta) -> date:
    while count > 0:
        day += step
        count -= is_working_day(day)
    return day
