"""How a family may be reached stands beside every box for an answer, and nothing beyond it."""

import html
import re
from dataclasses import replace

import pytest

from heard.casework.sending.receipt_holder import add_words
from heard.journeys.adults.advocate import ADVOCATE
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.children.child_8_11 import CHILD_8_11
from heard.journeys.children.child_12_17 import CHILD_12_17
from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.audience import Audience
from heard.journeys.model.record import parts
from heard.journeys.parts.own_words import KEEPING_IN_TOUCH
from heard.records.messages import new_message_id
from heard.vault.receipts import new_receipt
from tests.casework.founded import IN_URDU, MORNING
from tests.casework.requests import ask_for_help
from tests.desk.submission.test_replying import answer

NONE = "No safe way was given: do not contact about this."
TEXT = {
    "contact_way": "text",
    "contact_detail": "07700 900123",
    "contact_when": "Tuesdays, 10 to 12",
    "contact_care": ["no-voicemail", "shared-phone"],
}


def sent(council, answers, *, journey=YOUR_VIEWS, speech=IN_ENGLISH, **given) -> str:
    """Something that was sent with these answers; the reference."""
    unit, chair = parts(journey, answers, {}, {}, speech)
    return council.send(unit, chair, **{"form": journey.name, "version": journey.version, **given})


def card(browser, reference: str) -> str:
    """The words of the card, which stands before the box."""
    page = browser.get(f"/submissions/{reference}").text
    found = re.search(r'<section class="reach.*?</section>', page, re.DOTALL)
    assert found.end() < page.index("<textarea")
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", found.group()).split()))


def test_the_way_the_number_the_times_and_that_the_phone_is_shared_stand_beside_the_box(
    council, administrator
):
    words = card(administrator, sent(council, TEXT))
    assert "use only this way and only these times" in words
    for each in (
        "Text message",
        "07700 900123",
        "Tuesdays, 10 to 12",
        "Do not leave a voice message",
        "Somebody else may look at my phone",
    ):
        assert each in words
    assert NONE not in words


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_where_no_way_was_given_the_card_says_do_not_contact(council, administrator, journey):
    assert NONE in card(administrator, sent(council, {"person": "parent"}, journey=journey))


def test_that_others_see_the_phone_is_said_even_where_no_way_was_given(council, administrator):
    words = card(administrator, sent(council, {"contact_care": ["shared-phone"]}))
    assert NONE in words
    assert "Somebody else may look at my phone" in words


def test_whoever_asks_not_to_be_contacted_is_not_and_their_number_does_not_tempt(
    council, administrator
):
    words = card(administrator, sent(council, {**TEXT, "contact_way": "none"}))
    assert "They ask not to be contacted about this: do not contact them." in words
    assert "07700" not in words
    assert "Tuesdays" not in words
    assert "Somebody else may look at my phone" in words


def test_a_way_without_a_number_lets_nobody_use_the_number_on_file(council, administrator):
    words = card(administrator, sent(council, {"contact_way": "text"}))
    assert "Use none that you have from elsewhere." in words
    through = card(administrator, sent(council, {"contact_way": "social-worker"}))
    assert "Through my social worker" in through
    assert "use only this way" in through


def test_a_number_without_a_way_is_shown_as_what_it_is(council, administrator):
    words = card(administrator, sent(council, {"contact_detail": "07700 900123"}))
    assert "They did not say which way is safe." in words
    assert "07700 900123" in words


def test_a_way_in_the_part_for_the_chairs_is_open_to_them_and_said_to_be_closed_to_others(
    council, administrator, chair
):
    pages = tuple(
        replace(page, readers=Audience.CHAIR) if page == KEEPING_IN_TOUCH else page
        for page in YOUR_VIEWS.pages
    )
    reference = sent(council, TEXT, journey=replace(YOUR_VIEWS, pages=pages))
    closed = card(administrator, reference)
    assert "may stand in what only the chairs can open" in closed
    assert "07700" not in closed
    assert "07700 900123" in card(chair, reference)


def test_a_closed_page_that_this_program_does_not_know_may_hold_the_way(council, administrator):
    pages = tuple(
        replace(page, slug="contact", readers=Audience.CHAIR) if page == KEEPING_IN_TOUCH else page
        for page in YOUR_VIEWS.pages
    )
    reference = sent(council, TEXT, journey=replace(YOUR_VIEWS, pages=pages))
    assert "may stand in what only the chairs can open" in card(administrator, reference)


def test_the_names_of_questions_decide_nothing_so_forms_of_other_versions_are_understood(
    council, administrator
):
    renamed = tuple(
        replace(page, questions=tuple(replace(q, name=f"old_{q.name}") for q in page.questions))
        for page in YOUR_VIEWS.pages
    )
    answers = {f"old_{name}": value for name, value in TEXT.items()}
    old = replace(YOUR_VIEWS, pages=renamed)
    assert "07700 900123" in card(administrator, sent(council, answers, journey=old, version=1))
    other = sent(council, answers, journey=old, form="a-form-of-another-program")
    assert "07700 900123" in card(administrator, other)


def test_the_words_of_the_family_stand_beside_the_english_ones(council, administrator):
    words = card(administrator, sent(council, TEXT, speech=IN_URDU))
    assert "Text message" in words
    assert IN_URDU.say("Text message") in words


def test_a_child_is_reached_through_whom_they_named(council, administrator):
    answers = {"answer_through": "person", "answer_person": "Aunt Nadia"}
    words = card(administrator, sent(council, answers, journey=CHILD_8_11))
    assert "use only this way" in words
    assert "Aunt Nadia" in words
    looks = card(administrator, sent(council, {"answer_through": "number"}, journey=CHILD_8_11))
    assert NONE in looks
    own = {"contact_detail": "07700 900123, after school"}
    looks = card(administrator, sent(council, own, journey=CHILD_12_17))
    assert "07700 900123 , after school" in looks, "the number stands by itself"


def test_an_advocate_is_reached_and_how_the_child_wants_to_hear_is_said(council, administrator):
    answers = {"person": "child", "advocate_reach": "01632 960123", "child_hears": "me"}
    words = card(administrator, sent(council, answers, journey=ADVOCATE))
    assert "01632 960123" in words
    assert "From me" in words
    assert "use only this way" in words


def test_words_that_were_added_later_are_pointed_to_because_they_may_change_it(
    council, administrator
):
    receipt = new_receipt()
    reference = sent(council, TEXT, receipt=receipt)
    assert "written more since" not in card(administrator, reference)
    given = (council.store, council.receipt_key, receipt, "He reads my phone now.", "unit", MORNING)
    add_words(*given, new_message_id(0))
    assert "They have written more since." in card(administrator, reference)


def test_the_card_stays_where_an_answer_was_refused(council, administrator):
    reference = sent(council, TEXT)
    refused = answer(administrator, reference, words="")
    assert refused.status_code == 422
    assert "07700 900123" in refused.text[refused.text.index('class="reach') :]


def test_the_card_stands_where_the_family_is_told_of_one_need_too(council, administrator):
    reference = ask_for_help(council, **TEXT)
    page = administrator.get(f"/submissions/{reference}").text
    (need, *_) = re.findall(r'href="(/submissions/[^"]+/needs/[^"]+)"', page)
    told = administrator.get(html.unescape(need)).text
    assert "07700 900123" in told[told.index('class="reach') : told.index("<textarea")]
    silent = ask_for_help(council)
    page = administrator.get(f"/submissions/{silent}").text
    (need, *_) = re.findall(r'href="(/submissions/[^"]+/needs/[^"]+)"', page)
    assert NONE in administrator.get(html.unescape(need)).text
