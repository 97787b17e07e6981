"""One field on the page: what it shows, what it carries, and whose language it speaks."""

import re
from dataclasses import replace

import html5lib
import pytest
from flask import render_template_string

from heard.journeys.model.choices import AnyOf, Faces, OneOf, Option
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import Page
from heard.journeys.model.question import Question
from heard.journeys.model.questions import Files, LongText, Scale, ShortText
from heard.web.forms.page_form import form_class
from tests.support.pages import elements
from tests.web.apps import small_app

OPTIONS = (Option("mother", "Mother", "or step-mother"), Option("father", "Father"))


@pytest.fixture(scope="module")
def app():
    """A small application."""
    return small_app()


@pytest.fixture
def shown(app):
    """The HTML of a question with an answer that was kept, or with what was typed."""

    def _shown(question: Question, kept: object = None, **posted: str) -> str:
        page = Page(slug=question.name, title="A page", questions=(question,))
        options = {"method": "POST", "data": posted} if posted else {}
        with app.test_request_context("/form", **options):
            form = form_class(page)(
                **({} if posted else {"formdata": None, "data": {question.name: kept}})
            )
            if posted:
                form.validate()
            template = '{% import "macros/fields.html" as f %}{{ f.field(field) }}'
            return render_template_string(template, field=form[question.name])

    return _shown


def chosen(html: str) -> list[str]:
    """The values of all boxes that are ticked."""
    return [attributes["value"] for _, attributes in elements(html) if "checked" in attributes]


EVERY_KIND = [
    ShortText(name="a", label="Label", hint="Hint"),
    LongText(name="a", label="Label", hint="Hint"),
    OneOf(name="a", label="Label", hint="Hint", options=OPTIONS),
    AnyOf(name="a", label="Label", hint="Hint", options=OPTIONS),
    Scale(name="a", label="Label", hint="Hint", low="worried", high="safe"),
    DateOf(name="a", label="Label", hint="Hint"),
    OneOf(name="a", label="Label", hint="Hint", options=OPTIONS, tap=True),
    Files(name="a", label="Label", hint="Hint"),
]
TAPPED, FILES = EVERY_KIND[-2:]

FACES = (
    Option("sad", "sad"),
    Option("not-so-good", "not so good"),
    Option("okay", "okay"),
    Option("happy", "happy"),
    Option("not-sure", "not sure"),
)
SADDEST = "M26 29v4M48 29v4M25 54c4-7 20-7 24 0"
HAPPIEST = "M26 29v4M48 29v4M22 43c3 14 27 14 30 0z"

PHOTO = {
    "id": "f1",
    "name": "صفحہ 1.jpg",
    "type": "image/jpeg",
    "size": 1_440_000,
    "key": "SECRET",
    "less": False,
}


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda each: each.kind)
def test_every_kind_shows_its_label_and_ties_its_hint_to_the_field(shown, question):
    html = shown(question)
    assert "Label" in html
    assert '<p class="hint" id="a-hint">Hint</p>' in html
    assert any("a-hint" in each.get("aria-describedby", "") for _, each in elements(html))


def test_no_box_offers_what_was_typed_before_on_this_phone(shown):
    boxes = [
        attributes
        for question in EVERY_KIND
        for tag, attributes in elements(shown(question))
        if tag == "textarea" or (tag == "input" and attributes["type"] == "text")
    ]
    assert len(boxes) > 2
    assert {each["autocomplete"] for each in boxes} == {"off"}


@pytest.mark.parametrize("words", ["\nfirst", "a\n\nb", "  kept", "</textarea><b>", "میں ڈرتی ہوں"])
def test_a_persons_own_words_come_back_unchanged(shown, words):
    page = html5lib.parse(shown(EVERY_KIND[1], words), namespaceHTMLElements=False)
    assert page.find(".//textarea").text == words


def test_own_words_take_their_direction_from_themselves(shown):
    for question in EVERY_KIND[:2]:
        (box,) = (each for tag, each in elements(shown(question)) if tag in ("input", "textarea"))
        assert box["dir"] == "auto"


def test_a_box_for_words_never_cuts_them_off_while_they_are_typed(shown):
    (box,) = (each for tag, each in elements(shown(EVERY_KIND[1])) if tag == "textarea")
    assert "maxlength" not in box
    assert box["data-limit"] == "10000"


def test_what_was_chosen_is_chosen_again(shown):
    assert chosen(shown(EVERY_KIND[2], "father")) == ["father"]
    assert chosen(shown(EVERY_KIND[3], ["mother", "father"])) == ["mother", "father"]
    assert chosen(shown(EVERY_KIND[4], 0)) == ["0"]
    assert chosen(shown(EVERY_KIND[4], 10)) == ["10"]


@pytest.mark.parametrize("question", EVERY_KIND[2:5], ids=lambda each: each.kind)
def test_nothing_is_chosen_for_anybody(shown, question):
    assert chosen(shown(question)) == []


def test_both_ends_of_a_scale_say_what_they_mean_to_eyes_and_to_ears(shown):
    html = shown(EVERY_KIND[4])
    assert '<bdi dir="ltr">0</bdi> worried' in html
    assert '<bdi dir="ltr">10</bdi> safe' in html
    assert "0 means: worried." in html
    assert "10 means: safe." in html


def test_a_date_is_typed_in_three_boxes_from_left_to_right(shown):
    html = shown(EVERY_KIND[5], "2015-03-07")
    boxes = [each for tag, each in elements(html) if tag == "input"]
    assert [(box["name"], box["value"]) for box in boxes] == [
        ("a-day", "7"),
        ("a-month", "3"),
        ("a-year", "2015"),
    ]
    assert {box["dir"] for box in boxes} == {"ltr"}
    assert {box["inputmode"] for box in boxes} == {"numeric"}


def test_a_mistake_is_said_beside_the_field_and_what_was_typed_stays(shown):
    html = shown(EVERY_KIND[5], **{"a-day": "30", "a-month": "2", "a-year": "۲۰۲۶"})
    assert 'id="a-error"' in html
    assert "There is no such day." in html
    assert [each["value"] for tag, each in elements(html) if tag == "input"] == ["30", "2", "۲۰۲۶"]


def test_each_answer_to_tap_is_a_button_that_sends_it(shown):
    buttons = [each for tag, each in elements(shown(TAPPED)) if tag == "button"]
    assert [(each["type"], each["name"], each["value"]) for each in buttons] == [
        ("submit", "a", "mother"),
        ("submit", "a", "father"),
    ]
    assert "or step-mother" in shown(TAPPED)
    assert "You chose this" not in shown(TAPPED)


def test_what_was_tapped_before_is_said_in_words_and_travels_with_every_other_button(shown):
    html = shown(TAPPED, "father")
    assert html.count("You chose this") == 1
    assert html.index("Father") < html.index("You chose this")
    hidden = [each for tag, each in elements(html) if tag == "input"]
    assert [(each["type"], each["name"], each["value"]) for each in hidden] == [
        ("hidden", "a", "father")
    ]


def test_a_new_tap_wins_over_the_one_before(app):
    page = Page(slug="a", title="A page", questions=(TAPPED,))
    for posted, kept in ((["father", "mother"], "mother"), (["father"], "father"), ([], None)):
        with app.test_request_context("/form", method="POST", data={"a": posted}):
            form = form_class(page)()
            form.validate()
            assert form["a"].answer == kept


def test_a_mistake_leads_to_the_first_button_to_tap(shown):
    html = shown(replace(TAPPED, required="Choose who you are."), do="next")
    assert "Choose who you are." in html
    assert any(each.get("id") == "a-1" for tag, each in elements(html) if tag == "button")


def test_pictures_and_papers_are_chosen_in_a_box_that_takes_several(shown):
    (box,) = (each for tag, each in elements(shown(FILES)) if tag == "input")
    assert (box["type"], box["id"], box["name"]) == ("file", "a", "a")
    assert "multiple" in box
    assert box["accept"] == "image/jpeg,image/png,image/webp,application/pdf"
    assert "Added so far" not in shown(FILES)


def test_a_file_that_was_added_stands_there_with_its_size_and_can_be_taken_out(shown):
    html = shown(FILES, [PHOTO])
    assert "<bdi>صفحہ 1.jpg</bdi>" in html
    assert "1.4 MB" in html
    assert 'name="do" value="drop:f1"' in html
    assert 'Remove<span class="unseen"> <bdi>صفحہ 1.jpg</bdi></span>' in html


def test_the_key_of_a_file_never_stands_on_the_page(shown):
    assert "SECRET" not in shown(FILES, [PHOTO])


def test_what_a_post_brings_does_not_take_the_place_of_the_files_that_were_kept(app):
    page = Page(slug="a", title="A page", questions=(FILES,))
    with app.test_request_context("/form", method="POST", data={"a": "photo.jpg"}):
        form = form_class(page)(data={"a": [PHOTO]})
        form.validate()
        assert form["a"].answer == [PHOTO]


def test_three_or_four_faces_go_from_sad_to_happy_and_each_has_its_word(shown):
    for count in (3, 4):
        html = shown(Faces(name="a", label="Label", options=FACES[-count - 1 :], faces=count))
        assert html.count("<svg") == count
        for option in FACES[-count - 1 : -1]:
            assert re.search(rf"<svg.*?</svg>{option.label}</label>", html, re.DOTALL)
        radios = [each for tag, each in elements(html) if tag == "input"]
        assert [each["value"] for each in radios][-2:] == ["not-sure", ""], "and a way back"
        # The happiest and the saddest are the same two, however many stand between them.
        mouths = re.findall(r'<path fill="none" d="([^"]+)"', html)
        assert (mouths[0], mouths[-1]) == (SADDEST, HAPPIEST)


def test_a_face_that_is_touched_goes_on_and_is_marked_when_one_comes_back(shown):
    asked = Faces(name="a", label="Label", options=FACES[1:], faces=3, tap=True)
    html = shown(asked, "okay")
    buttons = [each for tag, each in elements(html) if tag == "button"]
    values = ["not-so-good", "okay", "happy", "not-sure"]
    assert [each["value"] for each in buttons] == [*values, ""]
    assert html.count("You chose this") == 1
    assert "Take my choice away" in html
    assert "Take my choice away" not in shown(asked)


def test_where_something_can_be_drawn_only_pictures_are_asked_for(shown):
    html = shown(replace(FILES, drawn=True))
    assert 'class="draw"' in html
    (box,) = (each for tag, each in elements(html) if each.get("type") == "file")
    assert box["accept"] == "image/jpeg,image/png,image/webp"
    assert 'class="draw"' not in shown(FILES)


def test_a_date_can_begin_with_a_day_that_somebody_else_put_there(shown):
    html = shown(DateOf(name="a", label="Label", begins_today=True), "2026-06-08")
    assert [each["value"] for tag, each in elements(html) if tag == "input"] == ["8", "6", "2026"]
