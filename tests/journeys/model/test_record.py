"""From answers to two sealed parts and back: each answer goes where its readers are."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.audience import Audience
from heard.journeys.model.journey import PAPER
from heard.journeys.model.record import opened_sections, parts, sections
from tests.journeys.branched import BRANCHED

#: An answer to every question, by the question's name, each in its own words.
ANSWERS = {question.name: f"about {question.name}" for _, question in YOUR_VIEWS.questions()}
ANSWERS["number"] = 0
ANSWERS["contact_care"] = ["no-voicemail", "shared-phone"]

CHOSEN = {
    "going-well": Audience.EVERYONE,
    "worries": Audience.CHAIR,
    "what-would-help": Audience.PROFESSIONALS,
    "your-number": Audience.TEAM,
}

AUDIENCES = st.dictionaries(
    st.sampled_from([page.slug for page in YOUR_VIEWS.pages]), st.sampled_from(Audience)
)
SOME_ANSWERS = st.sets(st.sampled_from(sorted(ANSWERS))).map(
    lambda names: {name: ANSWERS[name] for name in names}
)


def shown(found) -> dict[str, object]:
    """Every answer that somebody can read in some sections."""
    return {
        row.question.name: row.answer
        for section in found
        for row in section.rows
        if row.answer is not None
    }


def test_every_answer_is_in_one_part_and_never_in_both():
    unit, chair = parts(YOUR_VIEWS, ANSWERS, CHOSEN, {}, "ur")
    assert unit["answers"] | chair["answers"] == ANSWERS
    assert not set(unit["answers"]) & set(chair["answers"])


def test_only_what_the_chair_alone_may_see_is_in_the_chairs_part():
    _, chair = parts(YOUR_VIEWS, ANSWERS, CHOSEN, {}, "ur")
    assert set(chair["answers"]) == {"worries", "chair_only"}
    assert chair["readers"] == {"worries": "chair", "for-the-chair": "chair"}


def test_the_units_part_says_how_wide_each_circle_is():
    unit, _ = parts(YOUR_VIEWS, ANSWERS, CHOSEN, {}, "ur")
    assert unit["readers"] == {
        "you": "team",
        "which-meeting": "team",
        "going-well": "everyone",
        "what-would-help": "professionals",
        "your-number": "team",
        "keeping-in-touch": "team",
    }


def test_who_chose_nothing_has_written_to_the_chair_alone():
    unit, chair = parts(YOUR_VIEWS, ANSWERS, {}, {}, "en")
    own_words = {"going_well", "worries", "would_help", "number", "one_higher", "chair_only"}
    assert set(chair["answers"]) == own_words
    assert not own_words & set(unit["answers"])


@given(SOME_ANSWERS, AUDIENCES)
def test_whatever_is_chosen_no_word_for_the_chair_is_in_the_units_part(answers, audiences):
    unit, chair = parts(YOUR_VIEWS, answers, audiences, {}, "pl")
    for page in YOUR_VIEWS.pages:
        for question in page.questions:
            if question.name in answers:
                for_chair = page.audience(audiences) is Audience.CHAIR
                assert (question.name in chair["answers"]) is for_chair
                assert (question.name in unit["answers"]) is not for_chair
    assert "chair_only" not in json.dumps(unit)


def test_both_parts_say_in_which_language_the_person_wrote():
    unit, chair = parts(YOUR_VIEWS, {}, {}, {}, "ur")
    assert unit["language"] == chair["language"] == "ur"


def test_what_was_not_answered_is_in_no_part():
    unit, chair = parts(YOUR_VIEWS, {"worries": None, "number": 0}, {}, {}, "en")
    assert unit["answers"] == {}
    assert chair["answers"] == {"number": 0}


def test_answers_to_no_question_of_the_form_are_left_out():
    unit, chair = parts(YOUR_VIEWS, {"injected": "x", "csrf_token": "y"}, {}, {}, "en")
    assert unit["answers"] == chair["answers"] == {}


@given(SOME_ANSWERS, AUDIENCES)
def test_both_keys_open_all_that_was_sent(answers, audiences):
    sealed = json.loads(json.dumps(parts(YOUR_VIEWS, answers, audiences, {}, "en")))
    opened = opened_sections(YOUR_VIEWS, *sealed)
    assert shown(opened) == answers
    assert not any(section.closed for section in opened)
    assert [section.audience for section in opened] == [
        page.audience(audiences) for page in YOUR_VIEWS.pages
    ]


@given(SOME_ANSWERS, AUDIENCES)
def test_without_the_chairs_key_a_page_is_closed_whether_or_not_it_was_answered(answers, audiences):
    unit, chair = parts(YOUR_VIEWS, answers, audiences, {}, "en")
    opened = opened_sections(YOUR_VIEWS, unit, None)
    assert [section.page for section in opened] == list(YOUR_VIEWS.pages)
    assert shown(opened) == unit["answers"]
    for section in opened:
        assert section.closed is (section.page.slug in chair["readers"])
        if section.closed:
            assert section.audience is Audience.CHAIR
            assert not section.answered
    empty, _ = parts(YOUR_VIEWS, {}, audiences, {}, "en")
    closed = [section.closed for section in opened_sections(YOUR_VIEWS, empty, None)]
    assert closed == [section.closed for section in opened]


def test_an_answered_page_is_told_from_an_empty_one():
    found = sections(YOUR_VIEWS, {"number": 0}, {}, {})
    assert [section.page.slug for section in found if section.answered] == ["your-number"]


def test_a_persons_own_copy_has_every_page_and_every_question_in_order():
    found = sections(YOUR_VIEWS, ANSWERS, CHOSEN, {})
    assert [section.page for section in found] == list(YOUR_VIEWS.pages)
    assert [row.question for section in found for row in section.rows] == [
        question for _, question in YOUR_VIEWS.questions()
    ]
    assert shown(found) == ANSWERS


@pytest.mark.parametrize("slug", [page.slug for page in YOUR_VIEWS.pages])
def test_a_page_that_is_newer_than_a_submission_is_shown_empty(slug):
    unit, chair = parts(YOUR_VIEWS, ANSWERS, CHOSEN, {}, "en")
    page = YOUR_VIEWS.page(slug)
    for part in (unit, chair):
        part["readers"].pop(slug, None)
        for question in page.questions:
            part["answers"].pop(question.name, None)
    section = opened_sections(YOUR_VIEWS, unit, chair)[YOUR_VIEWS.pages.index(page)]
    assert not section.answered


def test_of_a_page_that_is_not_asked_any_more_nothing_is_sealed():
    unit, chair = parts(BRANCHED, {"kind": "quiet", "words": "unsaid"}, {}, {}, "en")
    assert "unsaid" not in str((unit, chair))
    assert "more" not in {**unit["readers"], **chair["readers"]}


def test_the_desk_sees_which_pages_were_asked_without_the_chairs_part():
    unit, _ = parts(BRANCHED, {"kind": "loud", "words": "said"}, {}, {}, "en")
    closed = opened_sections(BRANCHED, unit, None)
    assert [(each.page.slug, each.closed) for each in closed] == [
        ("kind", False),
        ("more", True),
        ("point", True),
    ]
    unit, _ = parts(BRANCHED, {"kind": "quiet"}, {}, {}, "en")
    assert [each.page.slug for each in opened_sections(BRANCHED, unit, None)] == ["kind", "point"]


def test_every_copy_of_a_page_comes_back_with_its_own_readers():
    answers = {"kind": "quiet", "says": "one", "says_2": "two", "says_3": "three"}
    chosen = {"point-2": Audience.EVERYONE}
    unit, chair = parts(BRANCHED, answers, chosen, {"point": 3}, "en")
    opened = opened_sections(BRANCHED, unit, chair)
    points = [each for each in opened if each.page.slug.startswith("point")]
    assert [row.answer for each in points for row in each.rows] == ["one", "two", "three"]
    assert [each.audience for each in points] == [
        Audience.CHAIR,
        Audience.EVERYONE,
        Audience.CHAIR,
    ]
    assert [each.closed for each in opened_sections(BRANCHED, unit, None)] == [False, True, False]


def test_what_was_typed_in_from_paper_says_so_first():
    answers = {"kind": "quiet", "from_paper": "yes", "paper_typed_by": "Kim, clerk"}
    unit, chair = parts(BRANCHED, answers, {}, {}, "en")
    assert opened_sections(BRANCHED, unit, None)[0].page is PAPER
    assert "Kim, clerk" not in str(chair)
