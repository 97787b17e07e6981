"""An answer to the report: that it has not come, or point by point."""

import pytest

from heard.journeys.adults.report_reply import REPORT_REPLY
from heard.journeys.model.audience import Audience
from heard.journeys.model.dates import DateOf
from tests.journeys.asking import met, options, page_of, question


def test_one_tap_says_that_the_report_has_not_come():
    first = REPORT_REPLY.pages[0]
    assert first.questions[0].tap
    assert "not-yet" in met(REPORT_REPLY, had_report="no")
    assert not {"point", "papers", "when-it-came"} & set(met(REPORT_REPLY, had_report="no"))


def test_the_day_without_the_report_is_today_until_somebody_changes_it():
    day = question(REPORT_REPLY, "not_had_on")
    assert isinstance(day, DateOf)
    assert day.begins_today


@pytest.mark.parametrize("had", ["yes", "part"])
def test_who_has_read_it_answers_point_by_point(had):
    assert {"point", "papers"} <= set(met(REPORT_REPLY, had_report=had))
    assert "not-yet" not in met(REPORT_REPLY, had_report=had)


def test_each_of_twenty_points_has_its_mark_and_its_own_readers():
    way = REPORT_REPLY.way({"had_report": "yes"}, {"point": 20})
    points = [page for page in way.pages if page.copy]
    assert len(points) == 20
    assert all(page.asks_readers for page in points)
    assert REPORT_REPLY.page("point-21") is None
    assert options(REPORT_REPLY, "mark") == {"agree", "partly", "not-true", "missing"}


def test_both_may_tell_the_chair_more():
    for had in ("no", "yes"):
        assert "anything-else" in met(REPORT_REPLY, had_report=had)
    assert page_of(REPORT_REPLY, "chair_to_know").audience({}) is Audience.CHAIR
