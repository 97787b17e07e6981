"""A declared form: its pages in order, and who may see each."""

import pytest

from heard.journeys.model.audience import AUDIENCE_WORDS, LEGAL_WORDS, NARROWEST, Audience
from heard.journeys.model.journey import PAPER, Journey, Page
from heard.journeys.model.questions import ShortText
from tests.journeys.branched import BRANCHED, MORE, POINT


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
    way = FORM.way({}, {})
    assert [way.number(each) for each in FORM.pages] == [1, 2, 3]


def test_every_page_knows_what_comes_before_and_after():
    way = FORM.way({}, {})
    assert [way.after(each) for each in FORM.pages] == [SECOND, THIRD, None]
    assert [way.before(each) for each in FORM.pages] == [None, FIRST, SECOND]


def slugs(answers: dict, counts: dict | None = None) -> list[str]:
    """The pages of the branched form that somebody meets."""
    return [each.slug for each in BRANCHED.way(answers, counts or {}).pages]


def test_a_page_is_met_only_by_those_whom_it_concerns():
    assert slugs({"kind": "loud"}) == ["kind", "more", "point"]
    assert slugs({"kind": "quiet"}) == ["kind", "point"]
    assert slugs({}) == ["kind", "point"]
    assert BRANCHED.way({}, {}).number(MORE) == 0


@pytest.mark.parametrize("odd", [None, [], ["loud", 3], [{"a": 1}], 7, {"kind": "loud"}])
def test_an_answer_of_an_odd_shape_breaks_no_condition(odd):
    assert ("more" in slugs({"kind": odd})) == (isinstance(odd, list) and "loud" in odd)


def test_a_page_that_repeats_is_met_as_copies_with_names_of_their_own():
    assert slugs({}, {"point": 3}) == ["kind", "point", "point-2", "point-3"]
    third = BRANCHED.page("point-3")
    assert (third.copy, third.questions[0].name) == (3, "says_3")
    assert BRANCHED.page("point").questions[0].name == "says"
    assert BRANCHED.repeated(third) is POINT


@pytest.mark.parametrize(
    "slug", ["point-4", "point-1", "point-0", "point-02", "point-99", "more-2"]
)
def test_there_are_no_copies_beyond_the_limit_and_none_of_other_pages(slug):
    assert BRANCHED.page(slug) is None


def test_a_record_says_by_its_slugs_how_many_copies_there_were():
    assert BRANCHED.counts_in(["kind", "point-2", "point", "gone"]) == {"point": 2}
    assert BRANCHED.counts_in([]) == {}


def test_whoever_types_in_a_paper_form_meets_one_page_more_and_nobody_else_does():
    assert slugs({"from_paper": "yes"})[0] == "paper"
    assert "paper" not in slugs({})
    assert BRANCHED.page("paper") is PAPER


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
