"""What a family asked for, thing by thing, on the desk's pages."""

import re

import pytest
from lxml import html

from heard.casework.sending.receipt_holder import follow, withdraw
from heard.journeys.children.child_12_17 import CHILD_12_17
from heard.records import log
from heard.vault.receipts import new_receipt
from tests.casework.a_child import from_a_child
from tests.casework.founded import MORNING, TODAY
from tests.casework.requests import NAMES, ask_for_help, need_id_of
from tests.support.clients import token

INTERPRETER, TRAVEL, DOOR, FROM_WHOM = NAMES


@pytest.fixture
def receipt():
    return new_receipt()


@pytest.fixture
def reference(council, receipt):
    return ask_for_help(council, receipt)


def told(council, receipt):
    found = follow(council.store, council.receipt_key, receipt, TODAY)
    return [(each.now.words.state, each.now.words.text) for each in found.needs]


def listed(browser, reference):
    """What stands under "What was asked for": the state of each by its name."""
    page = html.fromstring(browser.get(f"/submissions/{reference}").text)
    return {
        item.xpath("string(dt)").split("  ")[0].strip(): item.xpath(
            "string(.//span[contains(@class, 'tag')])"
        )
        for item in page.xpath('//dl[contains(@class, "needs")]/div')
    }


def named(listed_, name):
    """The state of the need whose name begins so; the family's own words follow it."""
    (state,) = [state for words, state in listed_.items() if words.startswith(name)]
    return state


def address(browser, reference, name):
    page = html.fromstring(browser.get(f"/submissions/{reference}").text)
    (link,) = [
        item.xpath(".//a/@href")[0]
        for item in page.xpath('//dl[contains(@class, "needs")]/div')
        if item.xpath("string(dt)").strip().startswith(name)
    ]
    return link


def tell(browser, place, page="", **typed):
    """Fill in the page of one need as it stands there, and send it."""
    page = page or browser.get(place).text
    hidden = dict(re.findall(r'name="(once|seen)" value="([^"]*)"', page))
    return browser.post(place, data={"csrf_token": token(page), **hidden, **typed})


def test_each_thing_asked_for_stands_on_the_page_with_its_state_and_its_way(
    administrator, chair, reference
):
    seen = listed(administrator, reference)
    assert len(seen) == 3
    assert {named(seen, name) for name in (INTERPRETER, TRAVEL, DOOR)} == {"Asked for"}
    assert len(listed(chair, reference)) == 4
    assert named(listed(chair, reference), FROM_WHOM) == "Asked for"
    assert (
        "I confirm that this is arranged" not in administrator.get(f"/submissions/{reference}").text
    )


def test_an_administrator_confirms_one_and_only_that_one_is_told(
    council, administrator, receipt, reference
):
    place = address(administrator, reference, INTERPRETER)
    answer = tell(administrator, place, state="confirmed", words="Ms Aziz <b>\nat 10:00")
    assert answer.status_code == 303
    assert answer.location == f"/submissions/{reference}#asked-for"
    assert told(council, receipt) == [("confirmed", "Ms Aziz <b>\nat 10:00")]
    seen = listed(administrator, reference)
    assert named(seen, INTERPRETER) == "Confirmed"
    assert (named(seen, TRAVEL), named(seen, DOOR)) == ("Asked for", "Asked for")
    page = administrator.get(place).text
    assert "Ms Aziz &lt;b&gt;\nat 10:00" in page
    assert "Ada Example" in page
    assert "Tuesday 24 November 2026" in page


def test_what_is_the_chairs_is_not_there_for_an_administrator(
    council, administrator, chair, receipt, reference
):
    listed(chair, reference)
    need = need_id_of(council, reference, "apart_from ", "chair")
    place = f"/submissions/{reference}/needs/{need}"
    assert place == address(chair, reference, FROM_WHOM)
    assert administrator.get(place).status_code == 404
    data = {"csrf_token": token(administrator.get("/").text), "state": "confirmed", "named": "yes"}
    assert administrator.post(place, data=data).status_code == 404
    assert told(council, receipt) == []
    assert tell(chair, place, state="confirmed", words="Done", named="no").status_code == 303
    assert told(council, receipt) == [("confirmed", "Done")]


def test_the_page_says_what_the_family_will_read_and_who_can_read_it(administrator, reference):
    page = administrator.get(address(administrator, reference, INTERPRETER)).text
    assert "The family reads: “It fell through. It is not arranged any more.”" in page
    before = page[: page.index("<textarea")]
    assert "Whoever holds the number can read this" in before


def test_a_wish_to_be_apart_is_not_named_unless_staff_choose_it(
    council, administrator, receipt, reference
):
    place = address(administrator, reference, DOOR)
    page = administrator.get(place).text
    assert re.search(r'name="named" value="no" checked', page)
    answer = tell(administrator, place, state="confirmed", named="no")
    assert answer.status_code == 422
    assert answer.text.count("Write a few words, so that the family knows what is meant.") == 2
    assert re.search(r'name="state" value="confirmed" checked', answer.text)
    assert tell(administrator, place, state="confirmed", named="yes").status_code == 303
    assert told(council, receipt) == [("confirmed", "")]
    interpreter = administrator.get(address(administrator, reference, INTERPRETER)).text
    assert 'name="named"' not in interpreter


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"words": "kept"}, "Choose where it stands."),
        ({"words": "kept", "state": "promised"}, "Choose one from the list."),
        ({"words": "x" * 601, "state": "booked"}, "too long for one box by 1 letters"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    council, administrator, receipt, reference, typed, error
):
    answer = tell(administrator, address(administrator, reference, TRAVEL), **typed)
    assert answer.status_code == 422
    assert answer.text.count(error) == 2
    assert f"\n{typed['words']}</textarea>" in answer.text
    assert "<title>Error:" in answer.text
    assert told(council, receipt) == []


def test_of_two_at_once_the_second_is_told_keeps_their_words_and_can_send_them_then(
    council, administrator, chair, receipt, reference
):
    place = address(administrator, reference, TRAVEL)
    pages = {who: who.get(place).text for who in (administrator, chair)}
    tell(administrator, place, pages[administrator], state="booked", words="A taxi at 9:00")
    second = tell(chair, place, pages[chair], state="could-not", words="No money left")
    assert second.status_code == 422
    assert second.text.count("Somebody has said something of this since you opened the page") == 2
    assert "A taxi at 9:00" in second.text
    assert "\nNo money left</textarea>" in second.text
    assert told(council, receipt) == [("booked", "A taxi at 9:00")]
    assert tell(chair, place, second.text, state="could-not", words="No money").status_code == 303
    assert told(council, receipt) == [("could-not", "No money")]


def test_pressing_twice_says_it_once(council, administrator, receipt, reference):
    place = address(administrator, reference, TRAVEL)
    page = administrator.get(place).text
    for _ in range(2):
        assert tell(administrator, place, page, state="booked").status_code == 303
    with council.store.read() as conn:
        actions = [row.action for row in log.page(conn, None, 50)]
    assert actions.count("said of a need") == 1


def test_of_what_was_taken_back_nothing_more_is_said(council, administrator, receipt, reference):
    place = address(administrator, reference, TRAVEL)
    page = administrator.get(place).text
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=True)
    answer = tell(administrator, place, page, state="booked", words="kept")
    assert answer.status_code == 422
    assert "the family has taken it back" in answer.text
    assert "<textarea" not in administrator.get(place).text
    assert "Say what became of it" not in administrator.get(f"/submissions/{reference}").text
    assert told(council, receipt) == []


def test_a_young_persons_request_stands_there_too_in_short_sentences(
    council, administrator, receipt
):
    answers = {"child_first_name": "Zofia", "advocate": "yes"}
    reference = from_a_child(council, answers, journey=CHILD_12_17, receipt=receipt)
    place = address(administrator, reference, "Yes, please ask one for me")
    answer = tell(administrator, place, state="booked", words="word " * 16)
    assert (answer.status_code, answer.text.count("at most 15 words")) == (422, 2)
    assert tell(administrator, place, state="booked", words="She comes soon.").status_code == 303
    assert told(council, receipt) == [("booked", "She comes soon.")]


def test_a_form_that_asks_for_nothing_lists_nothing(council, administrator):
    assert listed(administrator, council.send()) == {}


def test_there_is_no_page_of_a_need_that_there_is_not(administrator, reference):
    assert administrator.get(f"/submissions/{reference}/needs/{'0' * 32}").status_code == 404
