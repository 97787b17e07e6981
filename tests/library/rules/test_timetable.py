"""The calendar of a conference: the table of dated cases, what is late, what must be asked."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import textstat

from heard.authority.installation import ROOT
from heard.authority.settings import Council, load_council
from heard.library.rules.timetable import Entry, Known, State, Step, timetable
from heard.library.rules.timetable_words import (
    CALENDAR_NAMES,
    LEGAL_WORDS,
    NAMES,
    SAY,
    SAY_AFTERWARDS,
    rule,
    say,
    standing,
)
from heard.library.sources.neutral_words import avoided_words

#: Made without the program: a list of bank holidays written by hand, and all working days between
#: them in one long list to look up in.
CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("timetable_cases.tsv").read_text("utf-8").splitlines()[1:]
]
NEVER = date(1990, 1, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture(scope="module")
def council() -> Council:
    return load_council(ROOT / "content" / "authority")


def ruled(council: Council, **settings: dict[str, Any]) -> Council:
    """The council with some of its numbers changed."""
    return replace(
        council,
        report_days={**council.report_days, **settings.get("report_days", {})},
        conference=replace(council.conference, **settings.get("conference", {})),
        complaint=replace(council.complaint, **settings.get("complaint", {})),
    )


def lines(known: Known, council: Council, today: str = "2026-06-10") -> dict[Step, Entry]:
    return {entry.step: entry for entry in timetable(known, council, day(today))}


def test_there_are_two_hundred_cases_and_none_stands_there_twice() -> None:
    assert len(CASES) > 200
    assert len({tuple(case[:3]) for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("step", "count", "start", "by", "why"), CASES, ids=["-".join(case[:3]) for case in CASES]
)
def test_dated_case(council: Council, step: str, count: str, start: str, by: str, why: str) -> None:
    number = int(count)
    changed = ruled(
        council,
        report_days={"initial": number, "review": number},
        conference={"letter_days": number, "record_days": number},
        complaint={"first_days": number, "counted_from": "conference"},
    )
    known = (
        Known(strategy=day(start))
        if step == Step.FIRST_MEETING
        else Known(conference=day(start), review=step in (Step.NEXT_REVIEW, Step.LATER_REVIEW))
    )
    found = {entry.step: entry for entry in timetable(known, changed, NEVER)}
    assert found[Step(step)].by == day(by), why


def test_the_days_come_in_order_of_time_and_what_must_be_asked_comes_last(council) -> None:
    known = Known(strategy=day("2026-06-01"), conference=day("2026-06-18"))
    silent = ruled(council, conference={"letter_days": None})
    found = timetable(known, silent, day("2026-06-02"))
    days = [entry.by for entry in found if entry.by]
    assert days == sorted(days)
    assert [entry.step for entry in found if not entry.by] == [Step.LETTER]
    assert found[-1].step is Step.LETTER


@pytest.mark.parametrize(
    ("conference", "today", "state"),
    [
        ("2026-06-22", "2026-06-10", State.KEPT),
        ("2026-06-23", "2026-06-10", State.LATE),
        (None, "2026-06-21", State.AHEAD),
        (None, "2026-06-22", State.TODAY),
        (None, "2026-06-23", State.PASSED),
    ],
)
def test_a_first_meeting_is_late_after_fifteen_working_days(
    council, conference: str | None, today: str, state: State
) -> None:
    known = Known(strategy=day("2026-06-01"), conference=day(conference) if conference else None)
    assert lines(known, council, today)[Step.FIRST_MEETING].state is state


def test_at_a_review_nobody_is_told_when_the_first_meeting_should_have_been(council) -> None:
    known = Known(strategy=day("2025-06-02"), conference=day("2026-06-18"), review=True)
    found = lines(known, council)
    assert Step.FIRST_MEETING not in found
    assert Step.CORE_GROUP not in found
    assert Step.FIRST_REVIEW not in found


@pytest.mark.parametrize(
    ("came", "today", "state"),
    [
        ("2026-06-15", "2026-06-16", State.KEPT),
        ("2026-06-16", "2026-06-16", State.LATE),
        (None, "2026-06-12", State.AHEAD),
        (None, "2026-06-15", State.TODAY),
        (None, "2026-06-16", State.PASSED),
        (None, "2026-06-18", State.PASSED),
        (None, "2026-06-19", State.PASSED),
        ("2026-06-19", "2026-06-20", State.LATE),
    ],
)
def test_the_report_is_due_three_working_days_before_the_meeting(
    council, came: str | None, today: str, state: State
) -> None:
    known = Known(conference=day("2026-06-18"), report=day(came) if came else None)
    entry = lines(known, council, today)[Step.REPORT]
    assert (entry.by, entry.days, entry.state) == (day("2026-06-15"), 3, state)


#: What only somebody whose meeting is still to come can ask for, or be told.
_BEFORE_ONLY = re.compile(
    r"more time|need time|before the meeting\?? will|until then|is in time|is after this day"
    r"|(will|do) I get the report|is the meeting later"
)


@pytest.mark.parametrize("came", [None, "2026-06-12", "2026-06-16", "2026-06-19"])
@pytest.mark.parametrize("days", [3, None])
@pytest.mark.parametrize("strategy", ["2026-05-01", "2026-06-01"])
def test_nobody_asks_for_time_before_a_meeting_that_has_been(
    council, came: str | None, days: int | None, strategy: str
) -> None:
    known = Known(
        strategy=day(strategy),
        conference=day("2026-06-18"),
        report=day(came) if came else None,
    )
    theirs = ruled(council, report_days={"initial": days})
    told = [
        words
        for entry in lines(known, theirs, "2026-06-20").values()
        for words in (say(entry), standing(entry))
    ]
    assert any(told)
    assert [words for words in told if _BEFORE_ONLY.search(words)] == []


def test_before_the_meeting_and_on_its_day_more_time_is_asked_for(council) -> None:
    known = Known(conference=day("2026-06-18"), report=day("2026-06-16"))
    for today in ("2026-06-17", "2026-06-18"):
        assert "I need more time to read it." in say(lines(known, council, today)[Step.REPORT])
    afterwards = say(lines(known, council, "2026-06-19")[Step.REPORT])
    assert "I did not have the time" in afterwards


def test_nobody_asks_when_a_paper_will_come_that_is_there(council) -> None:
    silent = ruled(council, conference={"letter_days": None, "record_days": None})
    known = Known(conference=day("2026-06-01"), letter=day("2026-06-03"), record=day("2026-06-09"))
    found = lines(known, silent)
    assert [say(found[step]) for step in (Step.LETTER, Step.RECORD)] == ["", ""]


def test_before_a_review_the_report_comes_sooner(council) -> None:
    entry = lines(Known(conference=day("2026-06-18"), review=True), council)[Step.REPORT]
    assert (entry.by, entry.days) == (day("2026-06-11"), 5)


def test_what_the_council_has_not_set_must_be_asked(council) -> None:
    silent = ruled(
        council,
        report_days={"initial": None},
        conference={"letter_days": None, "record_days": None},
        complaint={"first_days": None},
    )
    found = lines(Known(conference=day("2026-06-18")), silent)
    for step in (Step.REPORT, Step.LETTER, Step.RECORD, Step.COMPLAINT):
        assert found[step].state is State.ASK
        assert found[step].by is None
        assert say(found[step]), step
        assert not rule(found[step]), step
    assert "in writing" in say(found[Step.COMPLAINT])


def test_no_number_of_days_before_the_meeting_means_the_day_itself(council) -> None:
    now = ruled(council, report_days={"initial": 0}, conference={"letter_days": 0})
    found = lines(Known(conference=day("2026-06-18")), now)
    assert found[Step.REPORT].by == found[Step.LETTER].by == day("2026-06-18")


@pytest.mark.parametrize("counted_from", ["conference", "letter", "record"])
def test_a_complaint_counts_from_the_day_that_the_council_has_set(
    council, counted_from: str
) -> None:
    changed = ruled(council, complaint={"first_days": 28, "counted_from": counted_from})
    known = Known(conference=day("2026-06-01"), letter=day("2026-06-03"), record=day("2026-06-22"))
    start = getattr(known, counted_from)
    assert lines(known, changed)[Step.COMPLAINT].by == start + timedelta(days=28)


@pytest.mark.parametrize("counted_from", ["letter", "record"])
def test_a_complaint_that_waits_for_a_paper_says_for_which(council, counted_from: str) -> None:
    changed = ruled(council, complaint={"first_days": 28, "counted_from": counted_from})
    entry = lines(Known(conference=day("2026-06-01")), changed)[Step.COMPLAINT]
    assert entry.state is State.ASK
    assert counted_from in standing(entry)
    assert counted_from in rule(entry)


def test_the_papers_alone_give_the_last_day_to_complain(council) -> None:
    changed = ruled(council, complaint={"first_days": 20, "counted_from": "record"})
    found = timetable(Known(record=day("2026-06-01")), changed, day("2026-06-10"))
    assert [(entry.step, entry.by) for entry in found] == [(Step.COMPLAINT, day("2026-06-21"))]


def test_after_a_first_meeting_come_three_reviews_each_from_the_one_before(council) -> None:
    found = lines(Known(conference=day("2026-08-31")), council)
    assert found[Step.FIRST_REVIEW].by == day("2026-11-30")
    assert found[Step.NEXT_REVIEW].by == day("2027-05-30")
    assert found[Step.LATER_REVIEW].by == day("2027-11-30")


@pytest.mark.parametrize("review", [False, True])
def test_for_a_baby_who_was_not_born_at_the_meeting_the_reviews_must_be_asked(
    council, review: bool
) -> None:
    known = Known(conference=day("2026-06-01"), review=review, birth=day("2026-07-20"))
    found = lines(known, council)
    assert found[Step.BABY].state is State.ASK
    assert found[Step.BABY].by is None
    assert "after the birth" in say(found[Step.BABY])
    assert not {Step.FIRST_REVIEW, Step.NEXT_REVIEW, Step.LATER_REVIEW} & set(found)


def test_a_child_born_before_the_meeting_changes_nothing(council) -> None:
    plain = Known(conference=day("2026-06-01"))
    assert timetable(replace(plain, birth=day("2026-05-31")), council, day("2026-06-10")) == (
        timetable(plain, council, day("2026-06-10"))
    )


def test_without_a_day_to_count_from_there_is_no_calendar(council) -> None:
    for known in (Known(), Known(report=day("2026-06-01"))):
        assert timetable(known, council, day("2026-06-10")) == []


def test_a_last_day_on_which_offices_are_closed_says_the_working_day_before_it(council) -> None:
    entry = lines(Known(conference=day("2026-09-25")), council)[Step.FIRST_REVIEW]
    assert entry.by == day("2026-12-25")
    assert entry.on_a_day_off
    assert entry.working == day("2026-12-24")


def test_every_line_has_a_name_and_a_rule_and_whoever_must_act_has_words(council) -> None:
    for step in Step:
        assert NAMES[step]
        for state in (State.PASSED, State.LATE):
            if step not in (Step.MEETING, Step.BABY) and state is State.PASSED:
                assert say(Entry(step, state)), step
            assert standing(Entry(step, state)), step
    assert say(Entry(Step.FIRST_MEETING, State.LATE))


def test_what_a_calendar_shows_is_neutral() -> None:
    for words in CALENDAR_NAMES.values():
        assert not avoided_words(words)
        assert len(words.split()) < 5


def test_the_sentences_are_plain() -> None:
    text = "\n".join(
        words.replace("%(days)s", "3 days").replace("%(day)s", "Monday").rstrip(".?:") + "."
        for words in LEGAL_WORDS
    )
    assert textstat.flesch_kincaid_grade(text) <= 5
    assert all(
        len(words.split()) <= 25
        for said in (*SAY.values(), *SAY_AFTERWARDS.values())
        for words in said.split(". ")
    )
