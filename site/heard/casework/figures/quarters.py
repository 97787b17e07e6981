"""Quarters of the year: of one that has ended there are figures, of the running one there are none.

Quarters do not overlap, so that no figures can be subtracted from others.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = 3


@dataclass(frozen=True)
class Quarter:
    """Three months, by their first and last day in London."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """As it stands in an address: `2026-4`."""
        return f"{self.first.year}-{self.last.month // _MONTHS}"

    @property
    def figures_from(self) -> date:
        """The first day on which nothing can come into it any more."""
        return self.last + timedelta(days=1)


def quarters(today: date, days_kept: int) -> list[Quarter]:
    """The quarter that is running, then those before it of which nothing has expired yet."""
    found = [_quarter_of(today)]
    while True:
        before = _quarter_of(found[-1].first - timedelta(days=1))
        if before.first + timedelta(days=days_kept) <= today:
            return found
        found.append(before)


def _quarter_of(day: date) -> Quarter:
    first = day.replace(month=(day.month - 1) // _MONTHS * _MONTHS + 1, day=1)
    # From the first of one quarter, 100 days on is always within the next.
    following = (first + timedelta(days=100)).replace(day=1)
    return Quarter(first, following - timedelta(days=1))
