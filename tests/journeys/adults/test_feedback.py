"""After the meeting: no name, and answers that can be counted."""

from heard.journeys.adults.feedback import FEEDBACK
from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import OneOf
from tests.journeys.asking import needed, options, question
from tests.journeys.saying import as_text, words_of_form


def test_feedback_asks_for_no_name_and_no_way_to_find_anybody():
    words = as_text(words_of_form(FEEDBACK)).lower()
    assert not {each.name for _, each in FEEDBACK.questions()} & {
        "name",
        "relation",
        "child_first_name",
        "child_family_name",
        "child_born",
        "meeting_date",
        "social_worker",
        "contact_detail",
    }
    assert "your name" not in words
    assert all(isinstance(each, OneOf) or each.name == "change" for _, each in FEEDBACK.questions())


def test_feedback_can_be_sent_with_nothing_in_it_and_is_read_by_the_team():
    assert not needed(FEEDBACK)
    assert {page.readers for page in FEEDBACK.pages} == {Audience.TEAM}


def test_the_questions_of_feedback_can_be_counted_alike():
    for name in (
        "understood",
        "could_say",
        "listened_to",
        "report_in_time",
        "had_help",
        "respected",
    ):
        values = [option.value for option in question(FEEDBACK, name).options]
        assert values == ["yes", "partly", "no", "na"]
    assert options(FEEDBACK, "who") == {"parent", "child", "professional"}
