"""For somebody else: whose words they are, and the same questions."""

from itertools import chain

from heard.journeys.adults.advocate import ADVOCATE
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.audience import Audience
from heard.journeys.parts.own_words import WHICH_MEETING
from tests.journeys.asking import needed, page_of


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
