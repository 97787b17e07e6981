"""Your views: short, hardly anything demanded, and closed until the parent opens it."""

from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.audience import Audience
from heard.journeys.model.dates import DateOf
from heard.journeys.model.questions import Reach, Scale


def question(name: str):
    """The question with this name."""
    return next(each for _, each in YOUR_VIEWS.questions() if each.name == name)


def test_only_two_answers_are_needed_to_send_it():
    needed = {each.name for _, each in YOUR_VIEWS.questions() if each.required}
    assert needed == {"relation", "child_first_name"}


def test_what_finds_the_meeting_and_the_person_goes_to_the_team():
    fixed = {page.slug: page.readers for page in YOUR_VIEWS.pages if page.readers}
    assert fixed == {
        "you": Audience.TEAM,
        "which-meeting": Audience.TEAM,
        "your-own-space": Audience.TEAM,
        "for-the-chair": Audience.CHAIR,
        "keeping-in-touch": Audience.TEAM,
    }


def test_every_page_of_the_parents_own_views_lets_them_choose_its_readers():
    asked = {page.slug for page in YOUR_VIEWS.pages if page.asks_readers}
    assert asked == {"going-well", "worries", "what-would-help", "your-number"}


def test_the_form_asks_for_what_helps_to_match_it_with_a_child():
    names = {each.name for _, each in YOUR_VIEWS.questions()}
    assert {"child_family_name", "child_born", "social_worker", "meeting_date"} <= names
    assert isinstance(question("child_born"), DateOf)


def test_the_number_goes_from_very_worried_to_safe():
    number = question("number")
    assert isinstance(number, Scale)
    assert (number.low, number.high) == ("very worried", "safe and well")


def test_nobody_is_contacted_in_a_way_they_did_not_choose():
    ways = {option.value for option in question("contact_way").options}
    assert "none" in ways
    assert not question("contact_way").required


def test_a_number_to_call_is_understood_in_the_digits_of_any_script():
    assert isinstance(question("contact_detail"), Reach)
    assert question("contact_detail").check("۰۷۷۰۰ ۹۰۰۱۲۳") == "07700 900123"
