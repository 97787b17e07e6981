"""Working days and months, against a counter that was written another way."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.library.rules.working_days import (
    last_working_day,
    months_after,
    working_days_after,
    working_days_before,
)

#: Holidays that no rule gives, and the ordinary ones whose place they took.
EXTRA = {"2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"}
MOVED = {"2020-05-04", "2022-05-30"}

days = st.dates(date(2016, 1, 1), date(2060, 12, 31))
counts = st.integers(0, 60)


def easter(year: int) -> date:
    """Easter Sunday, by the rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def naive_holidays(year: int) -> set[date]:
    """The bank holidays of England, by the rules of the Act and without the program's library."""

    def monday(month: int, last: bool) -> date:
        mondays = [
            each
            for each in (date(year, month, n + 1) for n in range(monthrange(year, month)[1]))
            if each.weekday() == 0
        ]
        return mondays[-1] if last else mondays[0]

    found = {easter(year) - timedelta(2), easter(year) + timedelta(1)}
    found |= {monday(5, False), monday(5, True), monday(8, True)}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() > 4 or fixed in found:
            fixed += timedelta(1)
        found.add(fixed)
    found = {each for each in found if each.isoformat() not in MOVED}
    return found | {date.fromisoformat(each) for each in EXTRA if each.startswith(str(year))}


def naive_is_working(day: date) -> bool:
    return day.isoweekday() <= 5 and day not in naive_holidays(day.year)


def naive_between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and with `last`."""
    return sum(naive_is_working(first + timedelta(n)) for n in range(1, (last - first).days + 1))


@given(days, counts)
def test_so_many_working_days_lie_between_and_the_last_of_them_is_the_day(day, count):
    found = working_days_after(day, count)
    assert naive_between(day, found) == count
    assert naive_is_working(found) if count else found == day


@given(days, counts)
def test_counted_backwards_just_as_many_lie_between(day, count):
    found = working_days_before(day, count)
    assert naive_between(found - timedelta(1), day - timedelta(1)) == count
    assert naive_is_working(found) if count else found == day


@given(days)
def test_the_last_working_day_has_no_other_between_it_and_the_day(day):
    found = last_working_day(day)
    assert naive_is_working(found)
    assert naive_between(found, day) == 0


@given(days, st.integers(0, 36))
def test_months_lead_to_the_same_day_or_to_the_last_of_a_shorter_month(day, count):
    found = months_after(day, count)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == count
    assert found.day == day.day or (
        found.day < day.day and (found + timedelta(1)).month != found.month
    )


@given(days, days, st.integers(0, 36))
def test_a_later_start_never_ends_sooner(one, other, count):
    first, second = sorted((one, other))
    for rule in (working_days_after, working_days_before, months_after):
        assert rule(first, count) <= rule(second, count)


@pytest.mark.parametrize(
    ("day", "count", "end"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_month_ends(day, count, end):
    assert months_after(date.fromisoformat(day), count) == date.fromisoformat(end)
