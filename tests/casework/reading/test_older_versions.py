"""A record of a form that has changed since: every word is found as it was asked."""

import pytest

from heard.casework.reading.opening import open_submission
from heard.casework.staff.access import Permission, require
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.asked import Speech, Wording
from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.journey import Journey, Page, Repeats
from heard.journeys.model.questions import LongText, Scale, ShortText
from heard.journeys.model.record import parts
from heard.journeys.model.roles import Role
from tests.casework.founded import MORNING

#: The words of the program as a family of that day saw them.
SHOWN = {
    "What frightens you at home?": "گھر میں کیا ڈراتا ہے؟",
    "Things at home": "گھر کی باتیں",
    "Who wrote it?": "کس نے لکھا؟",
    "An aunt": "ایک خالہ",
    "Not all": "سب نہیں",
    "Line %(n)s": "سطر %(n)s",
}
IN_URDU = Speech("ur", lambda words: SHOWN.get(words, words))

#: Today's form as it was once: `worries` in other words and on another page, `relation` with an
#: answer that is gone, and questions that are asked no more.
BEFORE = Journey(
    name=YOUR_VIEWS.name,
    slug=YOUR_VIEWS.slug,
    version=1,
    title="Before your meeting",
    tab_title="Views",
    lead="",
    minutes=5,
    pages=(
        Page(
            slug="going-well",
            title="Things at home",
            readers=Audience.TEAM,
            questions=(
                LongText(name="worries", label="What frightens you at home?"),
                Scale(name="sleep", label="How do you sleep?", low="Not at all", high="All night"),
            ),
        ),
        Page(
            slug="writer",
            title="Who wrote it?",
            readers=Audience.TEAM,
            questions=(
                OneOf(
                    name="relation",
                    label="Who wrote it?",
                    options=(Option("aunt", "An aunt"), Option("mother", "Mum")),
                ),
                ShortText(name="kid", label="The child", role=Role.CHILD_FIRST_NAME),
            ),
        ),
        Page(slug="secret", title="Not all", questions=(LongText(name="hidden", label="Not all"),)),
        Page(
            slug="line",
            title="Line %(n)s",
            readers=Audience.TEAM,
            repeats=Repeats(5, "Another"),
            questions=(ShortText(name="line", label="Line"),),
        ),
    ),
)

ANSWERS = {
    "worries": "سیڑھیاں",
    "sleep": 3,
    "relation": "aunt",
    "kid": "Zofia",
    "hidden": "the blue gate",
    "line": "one",
    "line_2": "two",
}


@pytest.fixture
def reference(council):
    return council.send(*parts(BEFORE, ANSWERS, {}, {"line": 2}, IN_URDU))


def opened(council, role, reference):
    reader = council.signed_in(council.add("sam", role))
    right = require(reader, Permission.OPEN)
    return open_submission(council.store, council.logbook, right, reference, MORNING)


def test_questions_that_were_reworded_moved_and_removed_are_found_as_they_were_asked(
    council, reference
):
    found = opened(council, "chair", reference)
    rows = {row.name: row for section in found.sections for row in section.rows}
    assert {name: row.answer for name, row in rows.items()} == ANSWERS
    assert rows["worries"].label == Wording("گھر میں کیا ڈراتا ہے؟", "What frightens you at home?")
    assert rows["sleep"].label.english == "How do you sleep?"
    assert [each.english for each in rows["sleep"].ends] == ["Not at all", "All night"]
    assert rows["relation"].chosen == (Wording("ایک خالہ", "An aunt"),)
    assert found.title.english == "Before your meeting"


def test_pages_stand_in_the_order_and_under_the_titles_of_that_day(council, reference):
    found = opened(council, "chair", reference)
    assert [(section.slug, section.title.english) for section in found.sections] == [
        ("going-well", "Things at home"),
        ("writer", "Who wrote it?"),
        ("secret", "Not all"),
        ("line", "Line 1"),
        ("line-2", "Line 2"),
    ]
    assert found.sections[4].title.shown == "سطر 2"
    assert [section.base for section in found.sections[3:]] == ["line", "line"]


def test_a_page_for_the_chair_alone_is_closed_under_the_title_of_that_day(council, reference):
    found = opened(council, "administrator", reference)
    (closed,) = [section for section in found.sections if section.closed]
    assert closed.title == Wording("سب نہیں", "Not all")
    assert "blue gate" not in repr(found)


def test_what_a_question_meant_is_known_however_it_was_named(council, reference):
    found = opened(council, "administrator", reference)
    assert [(row.name, row.answer) for row in found.matching] == [("kid", "Zofia")]


def test_no_word_of_the_form_as_it_is_today_stands_in_an_old_record(council, reference):
    found = repr(opened(council, "chair", reference).sections)
    for page in YOUR_VIEWS.pages:
        assert page.title not in found
        assert not [each.label for each in page.questions if each.label in found]
