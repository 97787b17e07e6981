"""A declared form: its pages in order, and who may see each."""

import pytest

from heard.journeys.audience import AUDIENCE_WORDS, LEGAL_WORDS, NARROWEST, Audience
from heard.journeys.journey import Journey, Page
from heard.journeys.questions import ShortText


def page(slug: str, readers: Audience | None = None) -> Page:
    """A page with one question."""
    question = ShortText(name=slug, label=f"The {slug}?")
    return Page(slug=slug, title=slug, questions=(question,), readers=readers)


FIRST, SECOND, THIRD = page("first", Audience.TEAM), page("second"), page("third", Audience.CHAIR)
FORM = Journey(
    name="form",
    slug="form",
    version=1,
    title="A form",
    tab_title="A form",
    lead="",
    minutes=5,
    pages=(FIRST, SECOND, THIRD),
)


def test_a_page_is_found_by_its_slug():
    assert FORM.page("second") is SECOND
    assert FORM.page("fourth") is None
    assert FORM.page("") is None


def test_pages_are_counted_from_one():
    assert [FORM.number(each) for each in FORM.pages] == [1, 2, 3]


def test_every_page_knows_what_comes_before_and_after():
    assert [FORM.after(each) for each in FORM.pages] == [SECOND, THIRD, None]
    assert [FORM.before(each) for each in FORM.pages] == [None, FIRST, SECOND]


def test_questions_come_with_their_pages_in_order():
    assert [(found.slug, question.name) for found, question in FORM.questions()] == [
        ("first", "first"),
        ("second", "second"),
        ("third", "third"),
    ]


def test_there_are_four_circles_of_readers_and_the_narrowest_is_the_chair():
    assert list(AUDIENCE_WORDS) == [
        Audience.CHAIR,
        Audience.TEAM,
        Audience.PROFESSIONALS,
        Audience.EVERYONE,
    ]
    assert NARROWEST is Audience.CHAIR
    assert set(AUDIENCE_WORDS.values()) <= set(LEGAL_WORDS)


def test_nobody_but_the_chair_sees_a_page_until_the_person_opens_it():
    assert SECOND.asks_readers
    assert SECOND.audience({}) is Audience.CHAIR


@pytest.mark.parametrize("chosen", Audience)
def test_a_chosen_circle_holds_for_its_own_page(chosen):
    assert SECOND.audience({"second": chosen}) is chosen
    assert SECOND.audience({"first": chosen}) is Audience.CHAIR


@pytest.mark.parametrize("chosen", Audience)
def test_a_fixed_circle_cannot_be_chosen_away(chosen):
    assert not THIRD.asks_readers
    assert THIRD.audience({"third": chosen}) is Audience.CHAIR
    assert FIRST.audience({"first": chosen}) is Audience.TEAM
