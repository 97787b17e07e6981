"""The forms of children: everything can be left out, and what they say is theirs to open."""

import pytest

from heard.journeys.catalogue import FOR_CHILDREN
from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import Faces
from tests.journeys.asking import needed

for_children = pytest.mark.parametrize("journey", FOR_CHILDREN, ids=lambda each: each.name)


@for_children
def test_a_child_can_leave_out_every_question(journey):
    assert not needed(journey)


@for_children
def test_what_a_child_says_is_for_the_chair_alone_until_they_choose_more(journey):
    shared = {page.slug for page in journey.pages if page.audience({}) is not Audience.CHAIR}
    who_and_how = {"who-writes", "who-helps", "which-child", "about-you", "advocate", "hear-back"}
    assert shared <= who_and_how


@for_children
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
