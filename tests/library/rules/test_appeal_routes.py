"""The decision table: every combination of answers, every door, every last day."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from heard.authority.settings import ComplaintRules, Council
from heard.journeys.catalogue import SLUGS
from heard.library.rules.appeal_route_words import LEAVES
from heard.library.rules.appeal_routes import (
    TABLE,
    About,
    Circumstances,
    Complained,
    CourtLetter,
    Door,
    Limit,
    LocalSteps,
    Rule,
    When,
    doors,
    form_at,
    limit,
    local_steps,
)
from tests.library.conftest import COUNCIL

KNOWN = LocalSteps(28, "conference", 10, 2, True)
UNKNOWN = LocalSteps()
PARTLY = (
    replace(KNOWN, first_days=None),
    replace(KNOWN, counted_from=None),
    replace(KNOWN, stages=None),
    replace(KNOWN, described=False),
)
EVERY = [Circumstances(*each) for each in product(About, When, Complained, CourtLetter)]
LOCAL = {Door.LOCAL_FIRST, Door.LOCAL_NEXT}
MEETING, TODAY = date(2026, 11, 2), date(2026, 11, 21)
AFTER = Circumstances(About.DECISION, When.AFTER, meeting=MEETING)
BEFORE = Circumstances(About.DECISION, When.BEFORE, meeting=date(2026, 12, 29))


def test_every_combination_of_answers_fits_one_line_of_the_table() -> None:
    assert len(EVERY) == 9 * 2 * 3 * 3
    for answers in EVERY:
        assert sum(row.fits(answers) for row in TABLE) == 1, answers


def test_every_combination_leads_to_at_least_one_door_and_to_none_twice() -> None:
    for answers, steps in product(EVERY, (KNOWN, UNKNOWN, *PARTLY)):
        found = doors(answers, steps)
        assert found, answers
        assert len(found) == len(set(found)), answers


def test_each_form_that_a_door_leads_to_is_there() -> None:
    found = {form_at(door, answers) for door, answers in product(Door, (BEFORE, AFTER))} - {None}
    assert found == {"your-views", "your-side", "not-agreed", "tell-us"}
    assert found <= SLUGS


@pytest.mark.parametrize("door", Door)
def test_every_door_has_its_words_and_can_be_reached(door: Door) -> None:
    leaf = LEAVES[door]
    assert all((leaf.title, leaf.how, leaf.can, leaf.cannot, leaf.say, leaf.contact, leaf.sources))
    assert any(door in doors(each, steps) for each in EVERY for steps in (KNOWN, UNKNOWN))


@pytest.mark.parametrize("steps", (UNKNOWN, *PARTLY))
def test_where_a_local_rule_is_not_set_one_asks_in_writing(steps: LocalSteps) -> None:
    for answers in EVERY:
        known, found = doors(answers, KNOWN), doors(answers, steps)
        assert not LOCAL & set(found), answers
        assert (Door.ASK_IN_WRITING in found) == bool(LOCAL & set(known)), answers
        assert Door.ASK_IN_WRITING not in known, answers


def test_a_letter_about_court_leads_to_a_solicitor_first_and_changes_nothing_else() -> None:
    for answers in EVERY:
        without = doors(replace(answers, court=CourtLetter.NO), KNOWN)
        assert Door.COURT not in without
        if answers.court is not CourtLetter.NO:
            assert doors(answers, KNOWN) == (Door.COURT, *without), answers


def test_the_ombudsman_comes_only_after_the_councils_last_answer() -> None:
    for answers in EVERY:
        if Door.OMBUDSMAN in doors(answers, KNOWN):
            assert answers.complained is Complained.ENDED, answers


def test_a_judge_is_named_wherever_the_outcome_or_the_way_to_it_is_in_doubt() -> None:
    topics = {About.DECISION, About.CATEGORY, About.MEETING, About.LEFT_OUT}
    for answers in EVERY:
        expected = answers.about in topics and answers.when is When.AFTER
        assert (Door.JUDGE in doors(answers, KNOWN)) == expected, answers


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (Circumstances(About.REPORT, When.BEFORE), (Door.REPORT, Door.TELL_CHAIR, Door.NOTED)),
        (Circumstances(About.RECORD, When.AFTER), (Door.RECORD, Door.INFORMATION)),
        (Circumstances(About.LEFT_OUT, When.BEFORE), (Door.ASK_TO_COME, Door.TELL_CHAIR)),
        (Circumstances(About.WORKER, When.AFTER), (Door.SERVICE,)),
        (
            Circumstances(About.PLAN, When.AFTER),
            (Door.CORE_GROUP, Door.TALK_TO_CHAIR, Door.LOCAL_FIRST),
        ),
        (
            Circumstances(About.DECISION, When.AFTER),
            (Door.TALK_TO_CHAIR, Door.NOTED, Door.LOCAL_FIRST, Door.JUDGE),
        ),
        (
            Circumstances(About.CATEGORY, When.AFTER, Complained.BEGUN),
            (Door.LOCAL_NEXT, Door.JUDGE),
        ),
        (
            Circumstances(About.INFORMATION, When.AFTER, Complained.ENDED),
            (Door.REGULATOR,),
        ),
        (
            Circumstances(About.MEETING, When.AFTER, Complained.ENDED, CourtLetter.UNSURE),
            (Door.COURT, Door.OMBUDSMAN, Door.JUDGE),
        ),
    ],
)
def test_what_a_family_finds(answers: Circumstances, found: tuple[Door, ...]) -> None:
    assert doors(answers, KNOWN) == found


@pytest.mark.parametrize(
    ("door", "answers", "found"),
    [
        (Door.COURT, AFTER, Limit(Rule.AT_ONCE)),
        # 29 December is a Tuesday; Monday 28 is the bank holiday for Boxing Day.
        (Door.TELL_CHAIR, BEFORE, Limit(Rule.BEFORE_THE_MEETING, date(2026, 12, 24))),
        (Door.ASK_TO_COME, BEFORE, Limit(Rule.BEFORE_THE_MEETING, date(2026, 12, 24))),
        (Door.REPORT, BEFORE, Limit(Rule.BEFORE_THE_MEETING, date(2026, 12, 24))),
        (Door.REPORT, AFTER, Limit(Rule.SOON)),
        (Door.NOTED, BEFORE, Limit(Rule.AT_THE_MEETING)),
        (Door.NOTED, AFTER, Limit(Rule.SOON)),
        (Door.RECORD, AFTER, Limit(Rule.SOON)),
        (Door.TALK_TO_CHAIR, AFTER, Limit(Rule.SOON)),
        (Door.CORE_GROUP, AFTER, Limit(Rule.NEXT_CORE_GROUP)),
        (Door.LOCAL_FIRST, AFTER, Limit(Rule.LOCAL, date(2026, 11, 30))),
        (Door.LOCAL_NEXT, AFTER, Limit(Rule.NEXT_STEP)),
        (Door.ASK_IN_WRITING, AFTER, Limit(Rule.ASK_IN_WRITING, date(2026, 11, 9), over=True)),
        (Door.SERVICE, AFTER, Limit(Rule.ASK_THEM)),
        (Door.INFORMATION, AFTER, Limit(Rule.ANY_TIME)),
        (Door.REGULATOR, AFTER, Limit(Rule.ASK_THEM)),
        (Door.OMBUDSMAN, AFTER, Limit(Rule.TWELVE_MONTHS, date(2027, 11, 2))),
        (Door.OMBUDSMAN, BEFORE, Limit(Rule.TWELVE_MONTHS)),
        (Door.JUDGE, AFTER, Limit(Rule.THREE_MONTHS, date(2027, 2, 2))),
    ],
)
def test_how_long_a_door_is_open(door: Door, answers: Circumstances, found: Limit) -> None:
    assert limit(door, answers, KNOWN, TODAY) == found


@pytest.mark.parametrize("door", Door)
def test_without_a_day_no_last_day_is_made_up(door: Door) -> None:
    for answers in EVERY:
        found = limit(door, answers, KNOWN, TODAY)
        assert found.last is None
        assert not found.over


@pytest.mark.parametrize(
    ("counted_from", "last"),
    [
        ("conference", date(2026, 11, 30)),
        ("letter", date(2026, 12, 2)),
        ("record", date(2026, 12, 18)),
    ],
)
def test_the_councils_days_run_from_the_day_it_has_set(counted_from: str, last: date) -> None:
    steps = replace(KNOWN, counted_from=counted_from)
    answers = replace(AFTER, letter=date(2026, 11, 4), record=date(2026, 11, 20))
    assert limit(Door.LOCAL_FIRST, answers, steps, TODAY).last == last


def test_a_last_day_may_be_today_and_is_over_tomorrow() -> None:
    last = date(2026, 11, 30)
    assert not limit(Door.LOCAL_FIRST, AFTER, KNOWN, last).over
    assert limit(Door.LOCAL_FIRST, AFTER, KNOWN, date(2026, 12, 1)).over


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    answers = replace(AFTER, meeting=date(2026, 11, 30))
    assert limit(Door.JUDGE, answers, KNOWN, TODAY).last == date(2027, 2, 28)


def test_the_settings_say_whether_the_steps_are_known() -> None:
    assert not local_steps(COUNCIL).known
    rules = ComplaintRules(first_days=28, counted_from="letter", answer_days=10, stages=2)
    council: Council = replace(COUNCIL, complaint=rules)
    assert not local_steps(council).known, "nobody has written down what the steps are"
    texts = {**COUNCIL.texts, "en": {**COUNCIL.texts["en"], "complaint_route": "First, write."}}
    assert local_steps(replace(council, texts=texts)) == LocalSteps(28, "letter", 10, 2, True)
