"""What each form can tell the desk beside its words: which child, how to reach whom, who wrote."""

from collections import Counter

import pytest

from heard.journeys.catalogue import FOR_CHILDREN, JOURNEYS
from heard.journeys.model.choices import OneOf
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import PAPER
from heard.journeys.model.roles import MATCHING, Role, Through

CHILD = {Role.CHILD_FIRST_NAME, Role.CHILD_FAMILY_NAME, Role.CHILD_BORN, Role.SOCIAL_WORKER}
MEETING = CHILD | {Role.MEETING_DAY}
YOU = {Role.SENDER_NAME, Role.SENDER_RELATION}
REACH = {Role.CONTACT_WAY, Role.CONTACT_DETAIL, Role.CONTACT_TIMES, Role.CONTACT_CARE}
PEN = {Role.PEN, Role.PEN_NAME, Role.PEN_RELATION}
BACK = {Role.ANSWER_THROUGH, Role.ANSWER_PERSON}

#: Every form, with all that it asks for a purpose.
ROLES = {
    "your-views": MEETING | YOU | REACH,
    "support": MEETING | YOU | REACH,
    "bring": MEETING | YOU | REACH,
    "report-reply": MEETING | YOU | REACH,
    "disagree": MEETING | YOU | REACH | {Role.LETTER_DAY, Role.RECORD_DAY, Role.CONCERNS},
    "complaint": MEETING
    | YOU
    | REACH
    | {Role.COMPLAINT_ABOUT, Role.COMPLAINT_AGENCY, Role.COMPLAINED_BEFORE},
    "feedback": {Role.KIND_OF_PERSON},
    "advocate": MEETING
    | YOU
    | REACH
    | {Role.PEN_NAME, Role.PEN_RELATION, Role.PEN_GROUP, Role.PEN_REACH, Role.CHILD_HEARS},
    "child-5-7": CHILD | PEN | BACK,
    "child-8-11": CHILD | PEN | BACK,
    "child-12-17": CHILD | PEN | BACK | {Role.CONTACT_DETAIL},
}

every_form = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda each: each.name)


def by_role(journey):
    return {each.role: each for _, each in journey.questions() if each.role}


@every_form
def test_each_form_says_what_its_answers_are_for(journey):
    assert set(by_role(journey)) == ROLES[journey.name]


@every_form
def test_no_role_stands_twice_in_a_form_nor_on_a_page_that_repeats(journey):
    roles = Counter(each.role for _, each in journey.questions() if each.role)
    assert not [role for role, times in roles.items() if times > 1]
    assert not [
        page.slug for page in journey.pages if page.repeats for q in page.questions if q.role
    ]


def test_every_role_is_used_by_some_form():
    used = {role for journey in JOURNEYS for role in by_role(journey)}
    assert used | {each.role for each in PAPER.questions} == set(Role)


@every_form
def test_what_helps_to_find_a_child_is_read_by_the_team(journey):
    for page, question in journey.questions():
        if question.role in MATCHING:
            assert page.readers is not None, question.name


@every_form
def test_a_day_is_asked_for_as_a_day(journey):
    days = {Role.CHILD_BORN, Role.MEETING_DAY, Role.LETTER_DAY, Role.RECORD_DAY}
    for role, question in by_role(journey).items():
        assert isinstance(question, DateOf) is (role in days), role


@pytest.mark.parametrize("journey", FOR_CHILDREN, ids=lambda each: each.name)
def test_the_ways_to_hear_back_are_those_that_the_desk_knows(journey):
    asked = by_role(journey)[Role.ANSWER_THROUGH]
    assert isinstance(asked, OneOf)
    assert {option.value for option in asked.options} <= set(Through)
