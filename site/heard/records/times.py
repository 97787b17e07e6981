"""Times in the clear, no finer than they may be.

Families' rows know the hour at most. The columns hold whole hours (or, for staff sessions only,
whole minutes) counted from 1970-01-01 00:00 UTC, so a finer time has no room in the database,
whatever the program does. In Python they are aware datetimes in UTC.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Dialect, Integer
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


def whole_hour(moment: datetime) -> datetime:
    """The hour in which an aware `moment` lies, in UTC. ValueError for a naive one."""
    return _floor(moment, _HOUR)


def next_whole_hour(moment: datetime) -> datetime:
    """The first whole hour at or after an aware `moment`, in UTC: for ends, none of them early."""
    hour = whole_hour(moment)
    return hour if hour == moment else hour + _HOUR


def whole_minute(moment: datetime) -> datetime:
    """The minute in which an aware `moment` lies, in UTC. ValueError for a naive one."""
    return _floor(moment, _MINUTE)


def _floor(moment: datetime, unit: timedelta) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a time zone")
    return _EPOCH + (moment - _EPOCH) // unit * unit


class _Whole(TypeDecorator[datetime]):
    impl = Integer
    unit: timedelta

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a time zone")
        count, rest = divmod(value - _EPOCH, self.unit)
        if rest:
            raise ValueError(f"a time finer than {self.unit}")
        return count

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * self.unit


class Hour(_Whole):
    """Whole hours since 1970-01-01 00:00 UTC."""

    cache_ok = True
    unit = _HOUR


class Minute(_Whole):
    """Whole minutes since 1970-01-01 00:00 UTC. Only for what staff do, never for families."""

    cache_ok = True
    unit = _MINUTE
