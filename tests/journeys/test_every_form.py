"""What every form keeps to: who reads what, which pages are met, plain words, and nothing more."""

import re
from collections.abc import Iterator
from itertools import chain

import pytest
import textstat

from heard.journeys.advocate import ADVOCATE
from heard.journeys.audience import Audience
from heard.journeys.bring import BRING
from heard.journeys.catalogue import FOR_CHILDREN, JOURNEYS
from heard.journeys.complaint import COMPLAINT
from heard.journeys.disagree import DISAGREE
from heard.journeys.feedback import FEEDBACK
from heard.journeys.journey import Journey, Page
from heard.journeys.questions import (
    AnyOf,
    DateOf,
    Faces,
    Files,
    LongText,
    OneOf,
    Problem,
    Question,
    Reach,
    Scale,
)
from heard.journeys.report_reply import REPORT_REPLY
from heard.journeys.shared import WHICH_MEETING
from heard.journeys.support import SUPPORT
from heard.journeys.your_views import YOUR_VIEWS
from heard.library.neutral import avoided_words

every_form = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda each: each.name)

#: Flesch-Kincaid grades: of a whole form, and of its hardest page.
GRADE, HARDEST_PAGE = 4, 5
#: The same for children, by their age. Two pages of the youngest's form are for the grown-up.
GRADES = {"5-7": (1, 3), "8-11": (1.5, 3), "12-17": (2, 3)}
LONGEST_SENTENCE = 20

#: The desk has matched by this name since the first form; it was never a fragment of an address.
KNOWN_TO_THE_DESK = "social_worker"


def question(journey: Journey, name: str) -> Question:
    """The question with this name."""
    return next(each for _, each in journey.questions() if each.name == name)


def page_of(journey: Journey, name: str) -> Page:
    """The page on which this question is asked."""
    return next(page for page, each in journey.questions() if each.name == name)


def met(journey: Journey, **answers: object) -> list[str]:
    """The slugs of the pages that somebody with these answers meets."""
    return [page.slug for page in journey.way(answers, {}).pages]


def needed(journey: Journey) -> set[str]:
    """The names of the questions that cannot be left out where they are asked."""
    return {each.name for _, each in journey.questions() if each.required}


def options(journey: Journey, name: str) -> set[str]:
    """The values among which somebody chooses."""
    return {option.value for option in question(journey, name).options}


def words_of_page(page: Page) -> Iterator[str]:
    """Everything that the page says of its own."""
    yield from (page.title, page.lead)
    if page.repeats:
        yield page.repeats.another
    for each in page.questions:
        yield from (each.label, each.hint, each.required)
        if isinstance(each, Scale):
            yield from (each.low, each.high)
        for option in getattr(each, "options", ()):
            yield from (option.label, option.hint, option.refused)


def words_of_form(journey: Journey) -> Iterator[str]:
    """Everything that the form says of its own."""
    yield from (journey.title, journey.tab_title, journey.lead)
    yield from chain.from_iterable(words_of_page(page) for page in journey.pages)


def as_text(words: Iterator[str]) -> str:
    """Each of the words once, every one a sentence of its own."""
    once = dict.fromkeys(each.replace("%(n)s", "2") for each in words if each)
    return "\n".join(each if each[-1] in ".?!" else f"{each}." for each in once)


# What holds for every form


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


# Children


@pytest.mark.parametrize("journey", FOR_CHILDREN, ids=lambda each: each.name)
def test_a_child_can_leave_out_every_question(journey):
    assert not needed(journey)


@pytest.mark.parametrize("journey", FOR_CHILDREN, ids=lambda each: each.name)
def test_what_a_child_says_is_for_the_chair_alone_until_they_choose_more(journey):
    shared = {page.slug for page in journey.pages if page.audience({}) is not Audience.CHAIR}
    who_and_how = {"who-writes", "who-helps", "which-child", "about-you", "advocate", "hear-back"}
    assert shared <= who_and_how


@pytest.mark.parametrize("journey", FOR_CHILDREN, ids=lambda each: each.name)
def test_a_child_can_be_not_sure_of_every_face(journey):
    for _, each in journey.questions():
        if isinstance(each, Faces):
            assert each.options[-1].value == "not-sure"
            assert len(each.options) == each.faces + 1


def test_the_three_ages_have_three_four_and_no_faces():
    faces = {
        journey.age: {each.faces for _, each in journey.questions() if isinstance(each, Faces)}
        for journey in FOR_CHILDREN
    }
    assert faces == {"5-7": {3}, "8-11": {4}, "12-17": set()}


@pytest.mark.parametrize("name", ["child-5-7", "child-8-11"])
def test_the_houses_are_good_things_worries_and_dreams(name):
    journey = next(each for each in FOR_CHILDREN if each.name == name)
    houses = [page.slug for page in journey.pages if page.picture.startswith("house-")]
    assert houses == ["good-things", "my-worries", "my-dreams"]


def test_only_the_helper_is_taken_along_to_the_form_of_a_brother_or_sister():
    assert {journey.age: journey.common for journey in FOR_CHILDREN} == {
        "5-7": ("who-helps",),
        "8-11": (),
        "12-17": (),
    }


# Help to take part


def test_only_what_was_ticked_is_asked_about():
    assert met(SUPPORT, needs=["breaks"]) == [
        "what-you-need",
        "breaks",
        "you",
        "which-meeting",
        "keeping-in-touch",
    ]
    for need in options(SUPPORT, "needs"):
        assert len(met(SUPPORT, needs=[need])) > len(met(SUPPORT, needs=[]))


@pytest.mark.parametrize("who", ["child", "family", "friend"])
def test_a_child_family_and_friends_are_kindly_refused_as_interpreters(who):
    asked = question(SUPPORT, "interpreter_in_mind")
    with pytest.raises(Problem) as refused:
        asked.check(who)
    assert "cannot interpret" in refused.value.words or "never interpret" in refused.value.words
    assert refused.value.words.endswith("Please choose again.")


def test_family_and_friends_are_told_that_they_may_help_to_ask():
    for option in question(SUPPORT, "interpreter_in_mind").options:
        if option.value in ("family", "friend"):
            assert "They can help you to ask for somebody" in option.refused


def test_a_trained_interpreter_or_nobody_can_be_named():
    asked = question(SUPPORT, "interpreter_in_mind")
    assert asked.check("trained") == "trained"
    assert asked.check("no") == "no"


def test_an_interpreter_is_asked_for_by_language_dialect_gender_and_community():
    pages = SUPPORT.way({"needs": ["interpreter"]}, {}).pages
    names = {each.name for page in pages for each in page.questions}
    assert names >= {
        "language",
        "dialect",
        "interpreter_gender",
        "interpreter_community",
        "papers_in_language",
    }


def test_who_needs_papers_only_is_not_asked_about_an_interpreter():
    assert "who-interprets" not in met(SUPPORT, needs=["papers"])
    assert "papers-in-your-language" in met(SUPPORT, needs=["papers"])


def test_who_somebody_is_afraid_of_is_for_the_chair_unless_they_choose_more():
    page = page_of(SUPPORT, "apart_from")
    assert page.asks_readers
    assert page.audience({}) is Audience.CHAIR
    assert [each.slug for each in SUPPORT.pages if each.readers is not Audience.TEAM] == [page.slug]


def test_help_is_only_asked_for_until_a_person_says_that_it_is_arranged():
    assert SUPPORT.confirmed
    assert [each.name for each in JOURNEYS if each.confirmed] == ["support"]


# Somebody at one's side


def test_somebody_and_an_advocate_can_both_be_asked_for():
    both = met(BRING, wish=["someone", "advocate"])
    assert {"your-person", "advocate"} <= set(both)
    assert "advocate" not in met(BRING, wish=["someone"])
    assert "your-person" not in met(BRING, wish=["advocate"])


def test_a_solicitor_comes_to_support():
    solicitor = next(
        each for each in question(BRING, "supporter_relation").options if each.value == "solicitor"
    )
    assert "support you" in solicitor.hint


def test_an_advocate_can_be_asked_for_a_parent_and_for_a_child():
    assert isinstance(question(BRING, "advocate_for"), AnyOf)
    assert options(BRING, "advocate_for") == {"me", "child"}


# An answer to the report


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


# Not agreed


def test_facts_the_decision_and_what_one_still_does_are_kept_apart():
    pages = [page_of(DISAGREE, name) for name in ("disputed_facts", "disputed", "will_work_on")]
    assert len({page.slug for page in pages}) == 3
    assert all(page.asks_readers and not page.only_if for page in pages)
    assert pages[-1].title == "I disagree, and I will still work with you"


def test_the_time_limits_come_after_the_days_from_which_they_count():
    slugs = [page.slug for page in DISAGREE.pages]
    (limits,) = [page for page in DISAGREE.pages if page.panel]
    assert limits.panel == "limits"
    for name in ("meeting_date", "letter_date", "record_date"):
        assert isinstance(question(DISAGREE, name), DateOf)
        assert slugs.index(page_of(DISAGREE, name).slug) < slugs.index(limits.slug)


def test_nobody_has_to_say_what_they_do_not_agree_with():
    assert needed(DISAGREE) == {"relation", "child_first_name"}


# Something went wrong


def test_the_right_door_is_shown_once_it_is_known_what_it_is_about():
    slugs = [page.slug for page in COMPLAINT.pages]
    (door,) = [page for page in COMPLAINT.pages if page.panel]
    assert door.panel == "door"
    for name in ("about", "agency", "already", "meeting_date"):
        assert slugs.index(page_of(COMPLAINT, name).slug) < slugs.index(door.slug)
    assert options(COMPLAINT, "agency") == {
        "council",
        "chair",
        "school",
        "health",
        "police",
        "other",
    }


def test_a_complaint_about_the_meeting_is_not_asked_for_a_service():
    assert "who-it-is-about" not in met(COMPLAINT, about="meeting")
    for about in ("person", "agency"):
        assert "who-it-is-about" in met(COMPLAINT, about=about)


def test_who_complains_is_told_at_once_that_the_chair_can_read_it():
    assert "The chair can read this form too." in COMPLAINT.pages[0].lead


# After the meeting


def test_feedback_asks_for_no_name_and_no_way_to_find_anybody():
    words = as_text(words_of_form(FEEDBACK)).lower()
    assert not {each.name for _, each in FEEDBACK.questions()} & {
        "name",
        "relation",
        "child_first_name",
        "child_family_name",
        "child_born",
        "meeting_date",
        "social_worker",
        "contact_detail",
    }
    assert "your name" not in words
    assert all(isinstance(each, OneOf) or each.name == "change" for _, each in FEEDBACK.questions())


def test_feedback_can_be_sent_with_nothing_in_it_and_is_read_by_the_team():
    assert not needed(FEEDBACK)
    assert {page.readers for page in FEEDBACK.pages} == {Audience.TEAM}


def test_the_questions_of_feedback_can_be_counted_alike():
    for name in (
        "understood",
        "could_say",
        "listened_to",
        "report_in_time",
        "had_help",
        "respected",
    ):
        values = [option.value for option in question(FEEDBACK, name).options]
        assert values == ["yes", "partly", "no", "na"]
    assert options(FEEDBACK, "who") == {"parent", "child", "professional"}


# For somebody else


def test_an_advocate_for_a_parent_gets_the_very_questions_of_the_parents_own_form():
    asked = [
        each for page in ADVOCATE.way({"person": "parent"}, {}).pages for each in page.questions
    ]
    own = [page for page in YOUR_VIEWS.pages if page is not WHICH_MEETING]
    for each in chain.from_iterable(page.questions for page in own):
        assert any(each is one for one in asked), each.name
    assert {each.name for each in WHICH_MEETING.questions} <= {each.name for each in asked}


def test_who_reads_a_parents_words_is_as_in_the_parents_own_form():
    for page in YOUR_VIEWS.pages:
        assert ADVOCATE.page(page.slug).readers is page.readers


def test_a_child_is_asked_the_same_and_what_they_want_and_for_their_own_question():
    pages = ADVOCATE.way({"person": "child"}, {}).pages
    names = {each.name for page in pages for each in page.questions}
    assert names >= {
        "child_going_well",
        "child_worries",
        "child_would_help",
        "child_number",
        "child_one_higher",
        "child_wants",
        "child_question",
        "child_chair_only",
    }
    assert not names & {"worries", "number", "chair_only", "contact_detail"}
    assert page_of(ADVOCATE, "child_chair_only").readers is Audience.CHAIR


def test_an_advocate_says_whose_words_they_are_before_the_words():
    slugs = [page.slug for page in ADVOCATE.pages]
    first_words = min(slugs.index("going-well"), slugs.index("child-going-well"))
    for name in ("permission", "gathered", "whose_words", "advocate_name", "advocate_relation"):
        assert slugs.index(page_of(ADVOCATE, name).slug) < first_words
    assert {"permission", "whose_words", "advocate_name"} <= needed(ADVOCATE)


def test_what_is_taken_along_for_the_next_child_says_nothing_of_the_one_before():
    common = [ADVOCATE.page(slug) for slug in ADVOCATE.common]
    names = {each.name for page in common for each in page.questions}
    assert names >= {"advocate_name", "advocate_relation", "meeting_date", "social_worker"}
    assert not any(name.startswith("child_") for name in names)
    assert not names & {"permission", "gathered", "whose_words", "name"}
    assert not any(isinstance(each, LongText) for page in common for each in page.questions)
