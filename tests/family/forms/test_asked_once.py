"""What may be a slip is asked about once, beside its field, and can be left as it is."""

import re

import pytest

from tests.family.forms.test_filling import FORM, fill_in
from tests.support.clients import CarefulClient
from tests.support.houses import Built
from tests.support.opening import newest_opened

PAGE = f"{FORM}/keeping-in-touch"
NO_NUMBER = {"contact_way": "text", "contact_when": "Tuesdays"}


@pytest.fixture
def family(client: CarefulClient) -> CarefulClient:
    """A family at the page that asks how they can be reached."""
    fill_in(client, until="keeping-in-touch")
    return client


def beside(page: str, name: str) -> str:
    """What is asked beside a field."""
    found = re.search(rf'id="{name}-doubt">(.*?)</p>', page)
    return found.group(1) if found else ""


def test_a_text_message_without_a_number_is_asked_about_once_and_can_be_left_so(
    family: CarefulClient, family_house: Built
) -> None:
    page = family.submit(PAGE, **NO_NUMBER)
    assert page.status_code == 200
    assert "Which number is it?" in beside(page.text, "contact_detail")
    assert 'href="#contact_detail"' in page.text
    assert re.search(r'id="contact_detail"[^>]*aria-describedby="contact_detail-doubt"', page.text)
    assert "Error:" not in page.text
    assert 'value="Tuesdays"' in page.text
    assert family.submit(PAGE, **NO_NUMBER).location == f"{FORM}/check"
    assert family.submit(f"{FORM}/check", do="send").location == f"{FORM}/sent"
    kept = newest_opened(family_house).unit
    assert (kept["contact_way"], kept["contact_when"]) == ("text", "Tuesdays")
    assert "contact_detail" not in kept


def test_something_else_than_a_number_is_asked_about_and_kept_as_it_was_typed(
    family: CarefulClient,
) -> None:
    typed = {"contact_way": "text", "contact_detail": "not a number"}
    page = family.submit(PAGE, **typed)
    assert "no phone number" in beside(page.text, "contact_detail")
    assert 'value="not a number"' in page.text
    assert family.submit(PAGE, **typed).location == f"{FORM}/check"
    assert "not a number" in family.get(f"{FORM}/check").text


def test_what_was_asked_about_once_is_not_asked_again_when_the_page_is_changed_later(
    family: CarefulClient,
) -> None:
    family.submit(PAGE, **NO_NUMBER)
    family.submit(PAGE, **NO_NUMBER)
    assert family.submit(PAGE, **NO_NUMBER, contact_care="no-voicemail").location == f"{FORM}/check"


def test_an_unlikely_day_is_asked_about_once_beside_its_own_question(client: CarefulClient) -> None:
    fill_in(client, until="which-meeting")
    page = f"{FORM}/which-meeting"
    days = {
        "child_first_name": "Adam",
        "child_born-day": "1",
        "child_born-month": "1",
        "child_born-year": "2099",
    }
    days |= {"meeting_date-day": "27", "meeting_date-month": "March", "meeting_date-year": "1926"}
    asked = client.submit(page, **days)
    assert asked.status_code == 200
    assert "1 January 2099, and that is far ahead." in beside(asked.text, "child_born")
    assert "27 March 1926, and that is long ago." in beside(asked.text, "meeting_date")
    assert "The day of the meeting: You wrote Saturday 27 March 1926" in asked.text
    assert client.submit(page, **days).status_code == 303


def test_another_doubt_is_asked_about_of_its_own(family: CarefulClient) -> None:
    family.submit(PAGE, **NO_NUMBER)
    other = family.submit(PAGE, contact_way="email", contact_detail="zofia at example.org")
    assert "the @ missing" in beside(other.text, "contact_detail")


@pytest.mark.parametrize("do", ["back", "stop", "danger", "visit:help"])
def test_whoever_leaves_the_page_is_not_held_up(family: CarefulClient, do: str) -> None:
    assert family.submit(PAGE, do=do, **NO_NUMBER).status_code == 303


def test_a_mistake_comes_first_and_the_doubt_is_asked_after_it(family: CarefulClient) -> None:
    page = family.submit(PAGE, contact_way="pigeon", contact_when="Tuesdays")
    assert page.status_code == 422
    assert "-doubt" not in page.text
    assert "Which number" in beside(family.submit(PAGE, **NO_NUMBER).text, "contact_detail")


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_it_is_asked_in_the_language_of_the_form(family: CarefulClient, language: str) -> None:
    page = family.submit(PAGE.replace("/en/", f"/{language}/"), **NO_NUMBER)
    assert beside(page.text, "contact_detail")
    assert "Which number" not in page.text
    assert "press the button again" not in page.text
