"""Bringing somebody: a friend, an advocate, a solicitor at one's side."""

from heard.journeys.adults.bring import BRING
from heard.journeys.model.choices import AnyOf
from tests.journeys.asking import met, options, question


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
