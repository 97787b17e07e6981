"""What is asked about once: a way of contact without its number, or with something else."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.journeys.adults.bring import BRING
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.children.child_8_11 import CHILD_8_11
from heard.journeys.lock import digest
from heard.journeys.model.journey import Page, Repeats, copy_of
from heard.journeys.model.question import Doubt, Wanted
from heard.journeys.model.questions import Reach, ShortText
from heard.journeys.model.reaching import Detail
from heard.journeys.parts.own_words import KEEPING_IN_TOUCH
from tests.journeys.asking import page_of
from tests.journeys.typed import TEXTS

TODAY = date(2026, 11, 27)


def asked(page, **answers) -> dict[str, str]:
    return {name: doubt.words for name, doubt in page.doubts(answers, TODAY).items()}


@pytest.mark.parametrize("way", ["call", "text", "email", "post"])
def test_a_way_that_needs_a_number_or_an_address_without_one_is_asked_about(way):
    assert list(asked(KEEPING_IN_TOUCH, contact_way=way)) == ["contact_detail"]


@pytest.mark.parametrize("way", ["social-worker", "none"])
def test_a_way_that_needs_no_number_is_not_asked_about(way):
    assert asked(KEEPING_IN_TOUCH, contact_way=way) == {}
    assert asked(KEEPING_IN_TOUCH) == {}


def test_a_number_without_a_way_is_asked_which_way_is_safe():
    assert list(asked(KEEPING_IN_TOUCH, contact_detail="07700 900123")) == ["contact_way"]


@pytest.mark.parametrize(
    ("way", "detail"),
    [
        ("text", "07700 900123"),
        ("text", "+44 (0)7700 900-123, ask for Zofia"),
        ("call", "٠٧٧٠٠ ٩٠٠١٢٣"),
        ("call", "\u206607700\u2011900\u2011123\u2069"),
        ("call", "00 48 12 345 67 89"),
        ("email", "zofia@example.org"),
        ("email", "my email is ZOFIA.K+heard@mail.example.org"),
        ("post", "3 Example Road, Leeds"),
        ("post", "مکان 12، مثال روڈ"),
        ("post", "Rose Cottage, Mill Lane, LS1 1AA"),
    ],
)
def test_what_can_be_a_number_or_an_address_is_never_asked_about(way, detail):
    assert asked(KEEPING_IN_TOUCH, contact_way=way, contact_detail=detail) == {}


@pytest.mark.parametrize(
    ("way", "detail"),
    [
        ("text", "not a number"),
        ("text", "zofia@example.org"),
        ("call", "12345"),
        ("call", "10:00 to 14:00, 16:00 to 18:00"),
        ("email", "zofia at example.org"),
        ("email", "zofia@example"),
        ("email", "07700 900123"),
        ("post", "home"),
        ("post", "zofia1@example.org"),
    ],
)
def test_what_cannot_be_one_is_asked_about(way, detail):
    assert list(asked(KEEPING_IN_TOUCH, contact_way=way, contact_detail=detail)) == [
        "contact_detail"
    ]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(each, id=f"{journey.name} {each.name}")
        for journey in JOURNEYS
        for _, each in journey.questions()
        if isinstance(each, Reach)
    ],
)
def test_wherever_a_number_or_address_is_asked_for_something_else_is_asked_about(question):
    assert question.doubt("not a number", {}, TODAY)
    assert question.doubt("07700 900123", {}, TODAY) is None


def test_a_supporter_who_may_be_contacted_and_a_person_who_tells_the_child_are_asked_for():
    assert asked(page_of(BRING, "supporter_reach"), supporter_contact="no") == {}
    assert list(asked(page_of(BRING, "supporter_reach"), supporter_contact="yes")) == [
        "supporter_reach"
    ]
    hearing = page_of(CHILD_8_11, "answer_person")
    assert asked(hearing, answer_through="number") == {}
    assert list(asked(hearing, answer_through="person")) == ["answer_person"]


def test_the_copies_of_a_page_ask_about_their_own_answers():
    page = Page(
        slug="who",
        title="Who",
        repeats=Repeats(3, "Another"),
        questions=(
            ShortText(name="name", label="Name"),
            ShortText(name="job", label="Job", wanted=(Wanted("name", "Which job?"),)),
        ),
    )
    second = copy_of(page, 2)
    assert second.doubts({"name": "Ana"}, TODAY) == {}
    assert second.doubts({"name_2": "Ben"}, TODAY) == {"job_2": Doubt("Which job?")}


def test_what_is_asked_once_is_no_part_of_what_a_version_declares():
    journey = JOURNEYS[0]
    page = journey.pages[0]
    asking = replace(page.questions[0], wanted=(Wanted("name", "Which?"),))
    other = replace(
        journey, pages=(replace(page, questions=(asking, *page.questions[1:])), *journey.pages[1:])
    )
    assert other != journey
    assert digest(other) == digest(journey)


@given(st.sampled_from(Detail), TEXTS)
def test_whatever_is_typed_can_be_looked_at(detail, text):
    assert detail.fits(text) in (True, False)
    assert detail.fits(f"{text}\n0770 0900123, a@b.example, 1 Test Road") is True
