"""What every form keeps to: who reads what, which pages are met, plain words, and nothing more."""

import re

import pytest
import textstat

from heard.journeys.adults.feedback import FEEDBACK
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import OneOf
from heard.journeys.model.questions import Files, Reach
from heard.library.sources.neutral_words import avoided_words
from tests.journeys.asking import met, needed, options, question
from tests.journeys.saying import as_text, words_of_form, words_of_page

every_form = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda each: each.name)

#: Flesch-Kincaid grades: of a whole form, and of its hardest page.
GRADE, HARDEST_PAGE = 4, 5
#: The same for children, by their age. Two pages of the youngest's form are for the grown-up.
GRADES = {"5-7": (1, 3), "8-11": (1.5, 3), "12-17": (2, 3)}
LONGEST_SENTENCE = 20

#: The desk has matched by this name since the first form; it was never a fragment of an address.
KNOWN_TO_THE_DESK = "social_worker"


def test_the_forms_stand_in_the_order_in_which_families_need_them():
    assert [each.name for each in JOURNEYS] == [
        "your-views",
        "support",
        "bring",
        "report-reply",
        "disagree",
        "complaint",
        "feedback",
        "advocate",
        "child-5-7",
        "child-8-11",
        "child-12-17",
    ]
    assert [each.slug for each in JOURNEYS] == [
        "your-views",
        "support",
        "bring-someone",
        "your-side",
        "not-agreed",
        "tell-us",
        "afterwards",
        "for-someone",
        "with-pictures",
        "three-houses",
        "my-say",
    ]


def test_what_these_rules_are_about_is_there_to_be_looked_at():
    """They speak of each form that has it; so that none of them is true of nothing."""
    asked = [each for journey in JOURNEYS for each in journey.questions()]
    assert any(isinstance(each, Files) for _, each in asked)
    assert any(isinstance(each, OneOf) and each.tap for _, each in asked)
    assert any(isinstance(each, Reach) for _, each in asked)
    assert any(each.required for _, each in asked)
    assert any(len(page.questions) > 1 for page, _ in asked)
    assert any(page.only_if for page, _ in asked)


@every_form
def test_the_name_of_a_question_can_stand_behind_an_address(journey):
    for _, each in journey.questions():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", each.name)
        if each.name != KNOWN_TO_THE_DESK:
            assert not avoided_words(each.name), each.name


@every_form
def test_no_address_of_a_page_speaks_of_being_afraid(journey):
    slugs = " ".join(page.slug for page in journey.pages)
    assert not re.search(r"afraid|fear|scare|hurt|wrong|report|complain|safe", slugs)


@every_form
def test_a_page_depends_only_on_what_the_team_was_told_before(journey):
    places = {
        each.name: (at, page) for at, page in enumerate(journey.pages) for each in page.questions
    }
    for at, page in enumerate(journey.pages):
        for condition in page.only_if:
            asked_at, asked_on = places[condition.question]
            assert asked_at < at
            assert asked_on.readers is Audience.TEAM
            assert set(condition.values) <= options(journey, condition.question)
            assert not any(
                option.refused
                for option in question(journey, condition.question).options
                if option.value in condition.values
            )


@every_form
def test_whatever_decides_which_pages_come_cannot_be_left_out_but_by_a_child(journey):
    deciding = {condition.question for page in journey.pages for condition in page.only_if}
    assert journey.age or deciding <= needed(journey)


@every_form
def test_every_page_can_be_met(journey):
    for page in journey.pages:
        answers = {each.question: list(each.values) for each in page.only_if}
        assert page.slug in met(journey, **answers)


@every_form
def test_every_choice_that_brings_a_page_of_its_own_is_a_choice_that_is_offered(journey):
    for page in journey.pages:
        for condition in page.only_if:
            for value in condition.values:
                assert page.slug in met(journey, **{condition.question: value})


@every_form
def test_the_heading_of_a_page_with_several_questions_is_not_said_twice(journey):
    for page in journey.pages:
        if len(page.questions) > 1:
            assert page.title not in {each.label for each in page.questions}


@every_form
def test_papers_have_a_page_to_themselves_and_drawings_stand_beside_the_words(journey):
    for page in journey.pages:
        files = [each for each in page.questions if isinstance(each, Files)]
        assert len(files) <= 1
        assert not files or len(page.questions) == (2 if journey.age else 1)
        assert all(each.drawn == bool(journey.age) for each in files)


@every_form
def test_a_button_that_goes_on_at_once_has_a_page_to_itself_and_an_answer_is_needed(journey):
    for page, each in journey.questions():
        if isinstance(each, OneOf) and each.tap:
            assert page.questions == (each,)
            assert journey.age or each.required


@every_form
def test_what_is_needed_is_asked_for_with_a_sentence_that_says_what_to_do(journey):
    for _, each in journey.questions():
        assert not each.required or re.match(r"(Choose|Write) .+\.$", each.required), each.name


@every_form
def test_how_to_reach_somebody_is_taken_in_any_digits(journey):
    for name in ("contact_detail", "supporter_reach", "advocate_reach"):
        for _, each in journey.questions():
            assert each.name != name or isinstance(each, Reach)


@every_form
def test_the_child_and_the_meeting_are_asked_for_by_the_names_that_the_desk_knows(journey):
    if journey.age:
        assert {each.name for _, each in journey.questions()} >= {
            "child_first_name",
            "child_family_name",
            "child_born",
            "social_worker",
            "pen",
            "pen_name",
            "pen_relation",
            "answer_through",
            "answer_person",
        }
    elif journey is not FEEDBACK:
        names = {each.name for _, each in journey.questions()}
        assert names >= {
            "child_first_name",
            "child_family_name",
            "child_born",
            "meeting_date",
            "social_worker",
            "name",
            "contact_detail",
        }
        assert "child_first_name" in needed(journey)


@every_form
def test_everything_a_form_says_is_easy_to_read(journey):
    pages = {page.slug: as_text(words_of_page(page)) for page in journey.pages}
    grades = {slug: textstat.flesch_kincaid_grade(text) for slug, text in pages.items()}
    whole, hardest = GRADES.get(journey.age, (GRADE, HARDEST_PAGE))
    assert textstat.flesch_kincaid_grade(as_text(words_of_form(journey))) <= whole
    assert not {slug: grade for slug, grade in grades.items() if grade > hardest}


@every_form
def test_no_sentence_of_a_form_is_long(journey):
    for words in words_of_form(journey):
        for sentence in re.split(r"(?<=[.?!:])\s+", words):
            assert len(sentence.split()) < LONGEST_SENTENCE, sentence


@every_form
def test_no_form_promises_or_says_that_something_is_arranged(journey):
    said = as_text(words_of_form(journey)).lower()
    assert not re.search(r"\b(we will|you will get|promise|booked|secret|guarantee)", said)
    assert "—" not in said
