"""The form of a page: questions as fields, what was typed beside its error, strangers dropped."""

import pytest
from flask import render_template_string
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from heard.journeys.model.audience import CIRCLES, Audience
from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.dates import DateOf, TypedDate
from heard.journeys.model.journey import Page
from heard.journeys.model.questions import LongText, Scale, ShortText
from heard.languages.marks import N_
from heard.web.forms.page_form import as_typed, form_class, what_was_typed
from heard.web.page_language import speak
from tests.support.pages import check_page
from tests.web.apps import small_app

OPTIONS = (Option("mother", N_("Mother"), N_("Your name")), Option("father", N_("Father")))

PAGE = Page(
    slug="page",
    title="A page",
    questions=(
        OneOf(name="who", label=N_("Who are you to the child?"), options=OPTIONS, required="Who?"),
        AnyOf(name="care", label="Which?", options=OPTIONS),
        ShortText(name="short", label="Name?", limit=5),
        LongText(name="words", label="What?", hint="In your own words"),
        Scale(name="number", label="How?", low=N_("very worried"), high="good"),
        DateOf(name="day", label="When?"),
    ),
)
FIXED = Page(slug="fixed", title="Fixed", questions=PAGE.questions, readers=Audience.TEAM)

GOOD = {
    "who": ["mother"],
    "care": ["father", "mother"],
    "short": ["Anna"],
    "words": ["  Boję się.\r\nBardzo. "],
    "number": ["۷"],
    "day-day": ["7"],
    "day-month": ["3"],
    "day-year": ["2015"],
    "readers": ["everyone"],
}


@pytest.fixture(scope="module")
def app():
    """A small application whose forms need no token, so that only answers matter here."""
    app = small_app()
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def post(app):
    """The form of a page with what somebody posted, checked."""
    contexts = []

    def _post(values, page=PAGE, code="en"):
        context = app.test_request_context(
            "/form", method="POST", data=MultiDict(_pairs({**values, "do": ["next"]}))
        )
        context.push()
        contexts.append(context)
        speak(code)
        form = form_class(page)()
        return form, form.validate()

    yield _post
    for context in reversed(contexts):
        context.pop()


def _pairs(values):
    return [(name, value) for name, several in values.items() for value in several]


def test_what_can_be_kept_is_kept_as_the_questions_declare(post):
    form, fits = post(GOOD)
    assert fits
    assert form.kept() == {
        "who": "mother",
        "care": ["mother", "father"],
        "short": "Anna",
        "words": "Boję się.\nBardzo.",
        "number": 7,
        "day": "2015-03-07",
    }
    assert form.reader() == "everyone"


def test_what_was_left_out_is_not_kept(post):
    form, fits = post({"who": ["father"]})
    assert fits
    assert form.kept() == {"who": "father"}


def test_a_needed_answer_is_asked_for_and_all_others_are_still_kept(post):
    form, fits = post({"short": ["Anna"], "number": ["0"]})
    assert not fits
    assert form.errors == {"who": ["Who?"]}
    assert form.kept() == {"short": "Anna", "number": 0}


def test_what_cannot_be_kept_comes_back_as_it_was_typed(post):
    typed = {"who": ["aunt"], "short": ["Anna Maria"], "number": ["eleven"], "day-day": ["30"]}
    form, fits = post(typed)
    assert not fits
    assert set(form.errors) == {"who", "short", "number", "day"}
    assert form["short"].data == "Anna Maria"
    assert form["number"].data == "eleven"
    assert form["day"].data == TypedDate("30", "", "")
    assert form["day"].errors == ["The date needs the month too."]


def test_what_is_said_of_a_mistake_is_in_the_pages_language(post):
    for code in ("pl", "ur"):
        form, _ = post({"who": ["aunt"], "day-day": ["30"], "short": ["Anna Maria"]}, code=code)
        english, _ = post({"who": ["aunt"], "day-day": ["30"], "short": ["Anna Maria"]})
        for name in ("who", "day", "short"):
            assert form[name].errors != english[name].errors
        assert "5" in form["short"].errors[0]
        assert "the month" not in form["day"].errors[0]


def test_labels_and_choices_are_in_the_language_of_the_page_that_is_asked_for(app):
    for code, label, choice in (
        ("en", "Who are you to the child?", "Mother"),
        ("pl", None, "Matka"),
        ("en", "Who are you to the child?", "Mother"),
    ):
        with app.test_request_context():
            speak(code)
            form = form_class(PAGE)()
            assert form["who"].options[0][1] == choice
            assert label is None or form["who"].label.text == label
            assert form["number"].high == "good"


def test_readers_begin_with_the_chair_alone(app, post):
    with app.test_request_context():
        assert form_class(PAGE)().reader() == "chair"
    form, _ = post({"who": ["mother"]})
    assert form.reader() == "chair"


@pytest.mark.parametrize("typed", ["", "anyone", "EVERYONE", "everyone ", "\x00"])
def test_a_circle_that_there_is_not_falls_back_to_the_narrowest(post, typed):
    form, fits = post({"who": ["mother"], "readers": [typed]})
    assert fits
    assert form.reader() is Audience.CHAIR


@pytest.mark.parametrize("chosen", CIRCLES)
def test_each_of_the_four_circles_can_be_chosen(post, chosen):
    form, _ = post({"who": ["mother"], "readers": [chosen]})
    assert form.reader() is chosen


def test_a_page_with_fixed_readers_takes_no_choice(post):
    form, fits = post({"who": ["mother"], "readers": ["everyone"]}, page=FIXED)
    assert fits
    assert form.reader() is None
    assert "readers" not in form


def test_kept_answers_are_shown_again(app):
    kept = {
        "who": "mother",
        "care": ["mother"],
        "short": "Anna",
        "words": "a\nb",
        "number": 0,
        "day": "2015-03-07",
        "readers": "team",
    }
    with app.test_request_context():
        form = form_class(PAGE)(formdata=None, data=kept)
        assert form["number"].data == "0"
        assert form["care"].data == ["mother"]
        assert form["day"].data == TypedDate("7", "3", "2015")
        assert form["readers"].data is Audience.TEAM
        assert form["who"].data == "mother"


def test_typed_values_of_the_page_are_kept_for_later_and_strangers_are_dropped(post):
    form, _ = post(GOOD)
    posted = MultiDict(_pairs({**GOOD, "csrf_token": ["t"], "do": ["next"], "evil": ["x"]}))
    typed = what_was_typed(form, posted)
    assert typed == GOOD
    assert MultiDict(_pairs(typed)) == as_typed(typed)


def test_a_stranger_cannot_add_a_part_to_a_question_that_has_none(post):
    form, _ = post(GOOD)
    assert what_was_typed(form, MultiDict([("short-day", "x"), ("readers-day", "y")])) == {}


def test_a_page_has_one_form_class(app):
    assert form_class(PAGE) is form_class(PAGE)
    assert form_class(PAGE) is not form_class(FIXED)


TEMPLATE = """{% extends "layout.html" %}{% import "macros/fields.html" as fields %}
{% import "macros/errors.html" as problems %}
{% block main %}<h1>A form</h1>{{ problems.summary(form) }}
<form id="form" method="post">{% for f in form %}{{ fields.field(f) }}{% endfor %}</form>
{% endblock %}"""

ANSWERS = st.dictionaries(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["mother", "7", "30", "x" * 400]))),
)


@settings(deadline=None, max_examples=40)
@given(ANSWERS)
def test_every_form_can_be_shown_with_whatever_was_typed_into_it(app, values):
    pairs = MultiDict(_pairs(values))
    with app.test_request_context("/form", method="POST", data=pairs):
        form = form_class(PAGE)()
        form.validate()
        html = render_template_string(TEMPLATE, form=form, errors=form.errors)
    # What browsers cannot post at all, a parser of pages calls an error.
    if all(sign.isprintable() for _, value in pairs.items(multi=True) for sign in value):
        check_page(html, "the form")


def test_an_error_is_told_at_the_head_and_at_its_field(post):
    form, _ = post({"day-day": ["30"]})
    html = render_template_string(TEMPLATE, form=form, errors=form.errors)
    assert "<title>Error: " in html
    assert '<a href="#day-day">' in html
    assert '<a href="#who-1">' in html
    assert 'id="day-error"' in html
    assert 'value="30"' in html
