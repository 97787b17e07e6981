"""Answers as people read them: choices in the page's language, typed words as they were typed."""

import pytest
from flask import render_template_string
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.dates import DateOf
from heard.journeys.model.questions import LongText, Scale, ShortText
from heard.languages.marks import N_
from heard.web.forms.answers import answer_words, numbers_apart, speech
from heard.web.page_language import speak
from tests.support.pages import elements
from tests.web.apps import small_app

OPTIONS = (Option("mother", "Mother"), Option("father", "Father"))
ONE = OneOf(name="who", label="Who?", options=OPTIONS)
ANY = AnyOf(name="any", label="Which?", options=OPTIONS)
DAY = DateOf(name="day", label="When?")
SCALE = Scale(name="n", label="How?", low=N_("very worried"), high=N_("safe and well"))
WORDS = LongText(name="words", label="What?")
SHORT = ShortText(name="short", label="Name?")


@pytest.fixture(scope="module")
def app():
    """A small application."""
    return small_app()


@pytest.fixture
def words(app):
    """An answer in words, in a language."""

    def _words(question, answer, code="en"):
        with app.test_request_context():
            speak(code)
            return answer_words(question.asked(answer, speech()))

    return _words


@pytest.mark.parametrize("question", [ONE, ANY, DAY, SCALE, WORDS, SHORT])
def test_a_question_that_was_left_out_has_no_words(words, question):
    assert words(question, None) == ""


def test_a_choice_is_said_in_the_pages_language(words):
    assert words(ONE, "mother") == "Mother"
    assert words(ONE, "mother", "pl") == "Matka"
    assert words(ANY, ["father", "mother"], "pl") == ["Ojciec", "Matka"]


def test_a_choice_that_the_form_no_longer_offers_stands_for_itself(words):
    assert words(ONE, "aunt") == "aunt"
    assert words(ANY, ["aunt", "father"]) == ["aunt", "Father"]


def test_a_date_is_written_out(words):
    assert words(DAY, "2015-03-07") == "Saturday 7 March 2015"
    assert words(DAY, "2015-03-07", "pl") == "sobota 7 marca 2015"


@pytest.mark.parametrize("number", [0, 4, 10])
def test_a_number_never_stands_without_what_its_ends_mean(words, number):
    assert words(SCALE, number) == f"{number} (0 is very worried, 10 is safe and well)"
    for code in ("pl", "ur"):
        assert words(SCALE, number, code).startswith(f"{number} (")
        assert "very worried" not in words(SCALE, number, code)


@pytest.mark.parametrize("code", ["en", "pl", "ur"])
@pytest.mark.parametrize("typed", ["Mother", "Your name", "100% sure %(name)s", "امی", "a\nb"])
def test_typed_words_are_never_translated_or_filled_in(words, code, typed):
    assert words(WORDS, typed, code) == typed
    assert words(SHORT, typed, code) == typed


TEMPLATE = '{% import "macros/summary.html" as summary %}{{ summary.answer(a) }}'


def shown(app, answer) -> str:
    """An answer as it stands on check-your-answers."""
    with app.test_request_context():
        return render_template_string(TEMPLATE, a=answer)


@pytest.mark.parametrize(
    "typed", ["9" * 5000, "inf", "nan", "1e999", "-1", "٣", "1_000", "<script>alert(1)</script>"]
)
def test_whatever_was_typed_can_be_shown_again(app, typed):
    page = shown(app, typed)
    assert typed in page.replace("&lt;", "<").replace("&gt;", ">")
    assert [tag for tag, _ in elements(page)] in (["span"], ["bdi"], ["span", "bdi"])


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=40))
def test_no_typed_words_become_a_part_of_the_page(app, typed):
    assert [tag for tag, _ in elements(shown(app, typed))] in (["span"], ["bdi"], ["span", "bdi"])


@pytest.mark.parametrize("nothing", ["", None, []])
def test_what_was_left_out_is_said_to_be(app, nothing):
    assert "Not answered" in shown(app, nothing)


def test_several_answers_are_a_list(app):
    assert [tag for tag, _ in elements(shown(app, ["a", "b"]))] == ["ul", "li", "bdi", "li", "bdi"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("میرا نمبر ٠٧٧٠٠ ٩٠٠١٢٣ ہے", 'میرا نمبر <bdi dir="ltr">07700 900123</bdi> ہے'),
        ("<b>07700\u2011900123</b>", '&lt;b&gt;<bdi dir="ltr">07700-900123</bdi>&lt;/b&gt;'),
        ("ring +44 7700 900123 or 01632 960123.", None),
        ("He is 9 & I was ill.", "He is 9 &amp; I was ill."),
    ],
)
def test_a_number_among_words_keeps_its_groups_in_order(app, text: str, shown: str | None) -> None:
    made = str(numbers_apart(text))
    if shown is None:
        shown = 'ring <bdi dir="ltr">+44 7700 900123</bdi> or <bdi dir="ltr">01632 960123</bdi>.'
    assert made == shown
