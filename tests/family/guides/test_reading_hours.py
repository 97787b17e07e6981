"""When somebody reads what families send."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from heard.authority.hours import LONDON
from heard.authority.installation import ROOT
from heard.authority.settings import load_council
from heard.family.guides.reading_hours import reading_times

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=LONDON)


@pytest.mark.parametrize("young", [False, True])
def test_a_team_that_is_away_for_longer_than_a_year_promises_no_day(
    family_app: Flask, young: bool
) -> None:
    council = load_council(ROOT / "content" / "authority")
    away = frozenset(date(2026, 11, 1) + timedelta(days=day) for day in range(600))
    closed = replace(council, office_hours=council.office_hours.without(away))
    with family_app.test_request_context("/en/"):
        found = reading_times(closed, SUNDAY, young=young)
        assert (found.open, found.words) == (False, "Closed now")
        assert "Monday 23 November" in reading_times(council, SUNDAY, young=young).words
