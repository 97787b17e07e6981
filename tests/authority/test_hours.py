"""Opening hours in London: bank holidays, the two Sundays of the clock, teams for the rest."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.authority.hours import (
    DAYS,
    LONDON,
    Opening,
    WeeklyHours,
    is_bank_holiday,
    is_working_day,
    read_hours,
)

OFFICE = read_hours(
    [
        {"days": ["mon", "tue", "wed", "thu"], "from": "09:00", "to": "17:00"},
        {"days": ["fri"], "from": "09:00", "to": "16:30"},
    ]
)
DUTY = OFFICE.outside()


def london(text: str) -> datetime:
    """A moment as a clock in London shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
        "2027-03-29",
        "2027-12-27",
        "2027-12-28",
        "2028-01-03",
        "2022-06-02",
        "2022-06-03",
        "2022-09-19",
    ],
)
def test_a_bank_holiday_of_england_is_no_working_day(day):
    assert is_bank_holiday(date.fromisoformat(day))
    assert not is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "of"),
    [
        ("2026-01-02", "Scotland"),
        ("2026-03-17", "Northern Ireland"),
        ("2026-08-03", "Scotland"),
        ("2026-11-30", "Scotland"),
        ("2026-12-29", "nobody"),
        ("2022-05-30", "nobody: it was moved to June"),
    ],
)
def test_a_holiday_of_others_is_a_working_day_in_england(day, of):
    assert is_working_day(date.fromisoformat(day)), of


def test_a_weekend_is_no_working_day():
    assert not is_working_day(date(2026, 6, 6))
    assert not is_working_day(date(2026, 6, 7))
    assert is_working_day(date(2026, 6, 8))


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        ("2026-06-08T08:59:59", False),
        ("2026-06-08T09:00", True),
        ("2026-06-08T16:59:59", True),
        ("2026-06-08T17:00", False),
        ("2026-06-12T16:29", True),
        ("2026-06-12T16:30", False),
        ("2026-06-13T10:00", False),
        ("2026-04-06T10:00", False),
        ("2026-12-28T10:00", False),
        ("2026-12-29T10:00", True),
    ],
)
def test_somebody_is_there_from_the_first_minute_to_before_the_last(moment, there):
    assert OFFICE.open_at(london(moment)) is there
    assert DUTY.open_at(london(moment)) is not there


def test_a_moment_of_another_time_zone_is_read_in_london_time():
    # In June nine in London is eight by the world's clock, in January it is nine.
    assert OFFICE.open_at(datetime(2026, 6, 8, 8, 30, tzinfo=UTC))
    assert not OFFICE.open_at(datetime(2026, 1, 12, 8, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-06-08T08:00", "2026-06-08T08:00+00:00"),
        ("2026-06-08T18:00", "2026-06-09T08:00+00:00"),
        ("2026-06-12T17:00", "2026-06-15T08:00+00:00"),
        ("2026-04-02T17:00", "2026-04-07T08:00+00:00"),  # over Easter
        ("2026-12-24T17:00", "2026-12-29T09:00+00:00"),  # over Christmas with its substitute
        ("2027-12-24T17:00", "2027-12-29T09:00+00:00"),
        ("2026-03-27T17:00", "2026-03-30T08:00+00:00"),  # the clock goes forward on the Sunday
        ("2026-10-23T17:00", "2026-10-26T09:00+00:00"),  # and back
    ],
)
def test_the_next_opening_is_after_every_closed_day(moment, opens):
    found = OFFICE.next_opening(london(moment))
    assert found == datetime.fromisoformat(opens)
    assert found.astimezone(LONDON).time() == time(9)


def test_the_night_of_the_clock_is_told_as_long_as_it_is():
    weekend = read_hours([{"days": ["sat", "sun"], "from": "09:00", "to": "17:00"}])
    saturday_night = london("2026-03-28T17:00").astimezone(UTC)
    opens = weekend.next_opening(saturday_night).astimezone(UTC)
    assert opens - saturday_night == timedelta(hours=15)
    saturday_night = london("2026-10-24T17:00").astimezone(UTC)
    opens = weekend.next_opening(saturday_night).astimezone(UTC)
    assert opens - saturday_night == timedelta(hours=17)


def test_the_duty_team_begins_when_the_office_ends():
    assert DUTY.next_opening(london("2026-06-08T10:00")) == london("2026-06-08T17:00")
    assert DUTY.next_opening(london("2026-06-12T10:00")) == london("2026-06-12T16:30")


def test_the_duty_team_is_there_all_day_on_a_bank_holiday():
    assert all(DUTY.open_at(london(f"2026-04-06T{hour:02}:30")) for hour in range(24))
    assert DUTY.next_change(london("2026-04-03T12:00")) == london("2026-04-07T09:00")


def test_a_closed_date_closes_the_office_and_calls_the_duty_team():
    closed = frozenset({date(2026, 6, 9)})
    assert not OFFICE.without(closed).open_at(london("2026-06-09T10:00"))
    assert OFFICE.without(closed).outside().open_at(london("2026-06-09T10:00"))
    assert OFFICE.without(closed).next_opening(london("2026-06-08T18:00")) == london(
        "2026-06-10T09:00"
    )
    assert OFFICE.open_at(london("2026-06-09T10:00")), "the hours themselves have not changed"


def test_an_office_of_one_day_a_week_opens_again_after_two_holidays_in_a_row():
    mondays = read_hours([{"days": ["mon"], "from": "09:00", "to": "17:00"}])
    assert mondays.next_opening(london("2027-12-20T18:00")) == london("2028-01-10T09:00")


def test_an_office_closed_for_weeks_still_says_when_it_opens():
    away = frozenset(date(2026, 8, 1) + timedelta(days=each) for each in range(31))
    assert OFFICE.without(away).next_opening(london("2026-07-31T17:00")) == london(
        "2026-09-01T09:00"
    )


def test_where_openings_overlap_the_duty_team_begins_after_the_last():
    late_on_thursday = read_hours(
        [
            {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00"},
            {"days": ["thu"], "from": "12:00", "to": "20:00"},
        ]
    )
    duty = late_on_thursday.outside()
    assert duty.next_opening(london("2026-06-11T10:00")) == london("2026-06-11T20:00")


def test_hours_day_and_night_never_change():
    always = read_hours("always")
    assert always.known
    assert always.open_at(london("2026-12-25T03:00"))
    assert always.next_change(london("2026-12-25T03:00")) is None
    assert always.next_opening(london("2026-12-25T03:00")) is None


def test_hours_that_nobody_knows_never_say_that_somebody_is_there():
    unknown = read_hours("unknown")
    assert not unknown.known
    assert not unknown.open_at(london("2026-06-08T10:00"))
    assert unknown.next_opening(london("2026-06-08T10:00")) is None
    assert unknown.next_change(london("2026-06-08T10:00")) is None


def test_holidays_close_only_those_who_close_on_them():
    weekly = [{"days": ["mon"], "from": "09:00", "to": "17:00"}]
    easter_monday = london("2026-04-06T10:00")
    assert not read_hours(weekly).open_at(easter_monday)
    assert read_hours(weekly, closed_on_holidays=False).open_at(easter_monday)


def test_between_two_changes_the_answer_stays_the_same():
    moment, edges = london("2026-03-20T00:00"), []
    while moment < london("2026-04-10T00:00"):
        edges.append(moment)
        moment = OFFICE.next_change(moment)
    assert len(edges) > 20
    for start, end in pairwise(edges):
        held = OFFICE.open_at(start)
        minutes = int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60)
        for passed in (1, minutes // 2, minutes - 1):
            within = start.astimezone(UTC) + timedelta(minutes=passed)
            assert OFFICE.open_at(within) is held


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))
SPANS = st.tuples(st.times(), st.times()).filter(lambda span: span[0] < span[1])
WEEKS = st.builds(
    lambda days, span, inverted: WeeklyHours((Opening(days, *span),), inverted=inverted),
    st.frozensets(st.integers(0, 6), min_size=1),
    SPANS,
    st.booleans(),
)


@settings(deadline=None, max_examples=60)
@given(WEEKS, MOMENTS)
def test_a_next_change_is_always_later_and_in_london_time(hours, moment):
    change = hours.next_change(moment)
    assert change.astimezone(UTC) > moment - timedelta(hours=1)
    assert change.tzinfo is LONDON


@settings(deadline=None, max_examples=60)
@given(WEEKS, MOMENTS)
def test_whoever_is_not_there_now_is_there_at_the_next_opening(hours, moment):
    if not hours.open_at(moment):
        opens = hours.next_opening(moment)
        # A span inside the hour that the clock leaves out does not exist on that day.
        assert opens is not None
        assert hours.open_at(opens)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "often",
        [],
        {},
        5,
        [None],
        ["mon"],
        [{}],
        [{"days": [], "from": "09:00", "to": "10:00"}],
        [{"days": ["mon"], "from": "10:00", "to": "10:00"}],
        [{"days": ["mon"], "from": "22:00", "to": "06:00"}],
        [{"days": ["mon"], "from": "25:00", "to": "26:00"}],
        [{"days": "mon", "from": "09:00", "to": "10:00"}],
        [{"days": ["mon"], "from": 9, "to": 17}],
        [{"days": ["mon"], "from": "09:00+01:00", "to": "17:00"}],
        [{"days": ["mon"], "from": "09:00Z", "to": "17:00Z"}],
    ],
)
def test_hours_that_make_no_sense_are_refused(value):
    with pytest.raises(ValueError, match="hours"):
        read_hours(value)


def test_the_days_begin_with_monday():
    assert [DAYS[date(2026, 6, 8 + each).weekday()] for each in range(7)] == list(DAYS)
