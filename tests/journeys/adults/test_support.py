"""Help to take part: asked about as ticked, and never arranged until a person says so."""

import pytest

from heard.journeys.adults.advocate import ADVOCATE
from heard.journeys.adults.bring import BRING
from heard.journeys.adults.support import SUPPORT
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.audience import Audience
from heard.journeys.model.question import Problem
from tests.journeys.asking import met, options, page_of, question


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


def test_from_whom_somebody_wants_to_be_apart_is_for_the_chair_alone():
    page = page_of(SUPPORT, "apart_from")
    assert (page.readers, page.asks_readers) == (Audience.CHAIR, False)
    assert [each.slug for each in SUPPORT.pages if each.readers is not Audience.TEAM] == [page.slug]


@pytest.mark.parametrize(
    "journey", [SUPPORT, BRING, YOUR_VIEWS, ADVOCATE], ids=lambda each: each.name
)
def test_the_practical_half_of_being_apart_is_for_whoever_books_and_says_so(journey):
    page = page_of(journey, "apart")
    assert page.readers is Audience.TEAM
    assert "The team that books the rooms sees what you choose here" in page.lead
    assert "on the next page: only people who chair these meetings see that" in page.lead
    way = journey.way({"needs": ["apart"], "person": "parent"}, {})
    assert way.after(page).readers is Audience.CHAIR


def test_whoever_wants_to_be_apart_asks_for_something_or_for_a_talk():
    asked = question(SUPPORT, "apart")
    with pytest.raises(Problem):
        asked.check([])
    assert asked.check(["talk"]) == ["talk"]


def test_each_thing_that_is_ticked_is_asked_for_by_itself_and_being_apart_by_its_own_page():
    asked = question(SUPPORT, "needs")
    ticked = list(options(SUPPORT, "needs"))
    assert {each.value for each in asked.asks(ticked)} == set(ticked) - {"apart"}
    apart = question(SUPPORT, "apart").asks(["door", "leave"])
    assert [(each.value, each.discreet) for each in apart] == [("door", True), ("leave", True)]
    assert question(SUPPORT, "apart_from").asks("Marek") and not question(
        SUPPORT, "apart_from"
    ).asks(None)


def test_these_forms_ask_for_something_that_a_person_has_to_confirm():
    assert {each.name for each in JOURNEYS if each.may_ask} == {
        "support",
        "bring",
        "your-views",
        "advocate",
        "report-reply",
        "disagree",
        "child-12-17",
    }
