"""What the desk says of reading: what waits for whom, who read what, what a button marks."""

import re

import pytest
from lxml import html

from heard.casework.retention import sweep
from heard.casework.sending.receipt_holder import add_words, withdraw
from heard.journeys.children.child_12_17 import CHILD_12_17
from heard.records.messages import new_message_id
from heard.vault.receipts import new_receipt
from tests.casework.a_child import ANSWERS, from_a_child
from tests.casework.founded import (
    CHAIR_ANSWERS,
    MORNING,
    UNIT_ANSWERS,
    FoundedCouncil,
    in_urdu,
    spoil,
)
from tests.support.clients import CarefulClient, token

ASK_NOW = "Ask a chair now"
FOR_TEAM_ALONE, FOR_CHAIR_ALONE = in_urdu(UNIT_ANSWERS), in_urdu(CHAIR_ANSWERS)


def page_of(browser: CarefulClient, reference: str) -> str:
    return browser.get(f"/submissions/{reference}").text


def mark(browser: CarefulClient, reference: str) -> None:
    data = {"csrf_token": token(page_of(browser, reference))}
    assert browser.post(f"/submissions/{reference}/read", data=data).status_code == 303


def line(browser: CarefulClient, show: str = "all") -> str:
    """The words of the only line of a list."""
    rows = html.fromstring(browser.get(f"/?show={show}").text).xpath("//tbody/tr")
    return " ".join(rows[0].text_content().split()) if len(rows) == 1 else ""


def test_each_line_says_what_waits_for_whom(council, administrator, chair) -> None:
    reference = council.send(urgent=True)
    for words in ("The team’s part was not read yet", "The chairs’ part was not read yet", ASK_NOW):
        assert words in line(administrator)
    assert ASK_NOW not in line(chair)
    mark(administrator, reference)
    for show in ("all", "unread", "chair", "urgent"):
        assert "The chairs’ part was not read yet" in line(administrator, show)
        assert "team’s part" not in line(administrator, show)
    assert line(administrator, "team") == ""
    mark(chair, reference)
    assert line(administrator, "urgent") == line(administrator, "unread") == ""
    assert line(administrator, "read").endswith("Read")


def test_the_banner_says_how_many_only_a_chair_can_read(council, administrator, chair) -> None:
    for parts in (FOR_TEAM_ALONE, FOR_CHAIR_ALONE):
        council.send(*parts, urgent=True)
    page = administrator.get("/").text
    assert "Not read yet: 2" in page
    assert "Only a chair can read: 1. Ask a chair now." in page
    assert "Only a chair can read: 1</p>" in chair.get("/").text


def test_an_administrator_is_told_to_ask_a_chair_now_and_that_nothing_else_ends_it(
    council, administrator, chair
) -> None:
    reference = council.send(*FOR_CHAIR_ALONE, urgent=True)
    page = page_of(administrator, reference)
    assert ASK_NOW in page
    assert "It stays urgent until a chair has read it" in page
    assert "Mark " not in page, "nothing that they can open holds words"
    assert ASK_NOW not in page_of(chair, reference)
    mark(chair, reference)
    assert ASK_NOW not in page_of(administrator, reference)


def test_without_urgency_they_are_told_that_it_waits_for_a_chair(council, administrator) -> None:
    page = page_of(administrator, council.send())
    assert "A chair has not read this yet" in page
    assert ASK_NOW not in page


@pytest.mark.parametrize(
    ("parts", "by_administrator", "by_chair"),
    [
        (FOR_TEAM_ALONE, "Mark as read", "Mark as read"),
        (in_urdu(), "Mark the team’s part as read", "Mark both parts as read"),
        (FOR_CHAIR_ALONE, "", "Mark the chairs’ part as read"),
    ],
    ids=["team", "both", "chair"],
)
def test_the_button_says_which_part_it_marks(
    council, administrator, chair, parts, by_administrator, by_chair
) -> None:
    reference = council.send(*parts)
    for browser, words in ((administrator, by_administrator), (chair, by_chair)):
        assert "".join(re.findall(r">(Mark [^<]*)</button>", page_of(browser, reference))) == words


def test_what_was_not_opened_cannot_be_marked_and_is_opened_instead(council, administrator) -> None:
    seen, other = council.send(), council.send()
    data = {"csrf_token": token(page_of(administrator, seen))}
    answer = administrator.post(f"/submissions/{other}/read", data=data)
    assert answer.location == f"/submissions/{other}"
    assert "team’s part was not read yet" in page_of(administrator, other)


def add(council: FoundedCouncil, receipt: str, part: str, *, urgent: bool = False) -> None:
    once = new_message_id(0)
    given = (council.store, council.receipt_key, receipt, "He found out", part, MORNING, once)
    add_words(*given, urgent=urgent)


def test_an_addition_after_reading_is_unread_again(council, administrator, chair) -> None:
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    mark(chair, reference)
    add(council, receipt, "chair", urgent=True)
    assert "1 addition for the chairs was not read yet" in line(administrator, "urgent")
    assert ASK_NOW in line(administrator, "unread")
    assert "nobody has opened it yet" in page_of(administrator, reference)
    assert "opened by Cy Example" in page_of(chair, reference)
    mark(chair, reference)
    assert line(administrator, "urgent") == ""
    assert page_of(administrator, reference).count("read by Cy Example") == 3


def test_a_child_with_words_for_the_chair_is_not_answered_by_an_administrator(
    council, administrator, chair
) -> None:
    reference = from_a_child(council, shared="chair")
    page = page_of(administrator, reference)
    assert "A chair answers this child" in page
    assert "Send the answer" not in page
    assert "Send the answer" in page_of(chair, reference)


def test_what_an_administrator_had_typed_meanwhile_is_not_lost(council, administrator) -> None:
    receipt = new_receipt()
    reference = from_a_child(council, receipt=receipt)
    page = page_of(administrator, reference)
    add(council, receipt, "chair")
    typed = {"words": "You hide.", "outcome": "did", "did": "We talk to you."}
    data = {"csrf_token": token(page), "once": new_message_id(0), **typed}
    answer = administrator.post(f"/submissions/{reference}/reply", data=data)
    assert answer.status_code == 422
    assert "only a chair can answer" in " ".join(answer.text.split())
    for words in ("You hide.", "We talk to you."):
        assert f"\n{words}</textarea>" in answer.text


def test_only_a_chair_ticks_off_that_the_chair_told_them(council, administrator, chair) -> None:
    asks = ANSWERS | {"answer_through": "chair"}
    reference = from_a_child(council, asks, journey=CHILD_12_17)
    page = page_of(administrator, reference)
    assert 'name="passed_on"' not in page
    assert "Only a chair can say here that it was done." in page
    assert 'name="passed_on"' in page_of(chair, reference)
    said = {"words": "You hide.", "outcome": "did", "did": "We talk.", "passed_on": "yes"}
    data = {"csrf_token": token(page), "once": new_message_id(0), **said}
    assert administrator.post(f"/submissions/{reference}/reply", data=data).status_code == 422


def test_a_chair_says_why_something_urgent_was_acted_on_unread(
    council, administrator, chair
) -> None:
    reference = council.send(urgent=True)
    with council.store.write() as conn:
        spoil(conn, "chair")
    address = f"/submissions/{reference}/acted"
    assert f'href="{address}"' in page_of(chair, reference)
    assert f'href="{address}?show=urgent"' in chair.get("/?show=urgent").text
    assert address not in administrator.get("/?show=urgent").text
    page = chair.get(address).text
    data = {"csrf_token": token(page)}
    refused = chair.post(address, data=data)
    assert refused.status_code == 422
    assert refused.text.count("Choose why.") == 2
    assert chair.post(address, data={**data, "because": "does not open"}).location == "/"
    assert line(chair, "urgent") == ""
    assert "The chairs’ part was not read yet" in line(chair, "unread")
    assert "Nothing urgent of this waits" in chair.get(address).text


def test_what_was_taken_back_unread_stands_in_a_list_of_its_own(council, administrator) -> None:
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=False)
    assert reference not in administrator.get("/").text
    page = administrator.get("/taken-back").text
    for words in (reference, "Your views before the meeting", "Tuesday 24 November 2026"):
        assert words in page
    assert "Somebody may have been made to" in page
    assert 'aria-current="page">Taken back unread' in page
    assert administrator.get(f"/submissions/{reference}").status_code == 410


def test_that_list_is_walked_page_by_page(council, administrator) -> None:
    receipts = [new_receipt() for _ in range(27)]
    references = [council.send(receipt=each) for each in receipts]
    for each in receipts:
        withdraw(council.store, council.receipt_key, each, MORNING, told_opened=False)
    sweep(council.store, council.logbook, MORNING)
    first = administrator.get("/taken-back").text
    (older,) = re.findall(r'href="(/taken-back\?before=[^"]+)"', first)
    second = administrator.get(older).text
    shown = re.findall(r'<bdi dir="ltr">([A-Z0-9]{4}-[A-Z0-9]{4})</bdi>', first + second)
    assert sorted(shown) == sorted(references)
    for nonsense in ("x", "2026-99-99 K7PM-3QXD", "9" * 400):
        assert (
            administrator.get("/taken-back", query_string={"before": nonsense}).status_code == 200
        )


def test_of_what_was_taken_back_after_opening_it_is_said_that_somebody_may_be_forcing_it(
    council, administrator
) -> None:
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    page_of(administrator, reference)
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=True)
    assert "Somebody may be forcing them" in page_of(administrator, reference)
    page = administrator.get("/?show=withdrawn").text
    assert reference in page
    assert "Somebody may be forcing them" in page
