"""Which quarters are offered, and that none of them overlaps another."""

from datetime import date, timedelta
from itertools import pairwise

from heard.casework.figures.quarters import quarters


def test_only_months_of_which_nothing_has_expired_are_offered():
    names = [each.name for each in quarters(date(2026, 11, 24), 365)]
    assert names == ["2026-4", "2026-3", "2026-2", "2026-1"]
    assert [each.name for each in quarters(date(2027, 1, 1), 365)] == [
        "2027-1",
        "2026-4",
        "2026-3",
        "2026-2",
    ]
    assert [each.name for each in quarters(date(2026, 11, 24), 30)] == ["2026-4"]


def test_quarters_meet_without_gap_or_overlap():
    day = date(2023, 12, 1)
    for _ in range(900):
        found = quarters(day, 800)
        assert found[0].first <= day <= found[0].last
        for newer, older in pairwise(found):
            assert older.last + timedelta(days=1) == newer.first
        day += timedelta(days=1)
