"""Help to take part: asked about as ticked, and never arranged until a person says so."""

import pytest

from heard.journeys.adults.support import SUPPORT
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


def test_who_somebody_is_afraid_of_is_for_the_chair_unless_they_choose_more():
    page = page_of(SUPPORT, "apart_from")
    assert page.asks_readers
    assert page.audience({}) is Audience.CHAIR
    assert [each.slug for each in SUPPORT.pages if each.readers is not Audience.TEAM] == [page.slug]


def test_help_is_only_asked_for_until_a_person_says_that_it_is_arranged():
    assert SUPPORT.confirmed
    assert [each.name for each in JOURNEYS if each.confirmed] == ["support"]
