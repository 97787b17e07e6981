"""Answering a family at the desk, and what it added since."""

import html
import re

import pytest

from heard.casework.retention import sweep
from heard.casework.sending.receipt_holder import add_words, follow, withdraw
from heard.records import log, submissions
from heard.records.messages import new_message_id
from heard.records.scope import EVERYTHING
from heard.records.tables import submissions as table
from heard.vault.primitives.envelope import new_key_pair
from heard.vault.receipts import new_receipt
from tests.casework.founded import CHAIR_ANSWERS, MORNING, TODAY
from tests.support.clients import token

ANSWER = "Thank you.\nشکریہ <b>"


@pytest.fixture
def receipt():
    return new_receipt()


@pytest.fixture
def reference(council, receipt):
    """Something that was sent under `receipt`."""
    return council.send(receipt=receipt)


def told(council, receipt):
    return follow(council.store, council.receipt_key, receipt, TODAY)


def logged(council):
    with council.store.read() as conn:
        return log.page(conn, None, 50)


def page_of(browser, reference):
    return browser.get(f"/submissions/{reference}").text


def once_on(page):
    return re.search(r'name="once" value="([^"]+)"', page).group(1)


def answer(browser, reference, page="", **typed):
    page = page or page_of(browser, reference)
    data = {"csrf_token": token(page), "once": once_on(page), "words": ANSWER, **typed}
    return browser.post(f"/submissions/{reference}/reply", data=data)


def add(council, receipt, text, part, place):
    given = (council.store, council.receipt_key, receipt, text, part, MORNING)
    add_words(*given, new_message_id(place))


def test_an_answer_reaches_the_family_and_stands_on_the_page(
    council, administrator, receipt, reference
):
    answered = answer(administrator, reference)
    assert answered.status_code == 303
    assert answered.location == f"/submissions/{reference}#messages"
    assert [each.text for each in told(council, receipt).answers] == [ANSWER]
    page = page_of(administrator, reference)
    assert "We answered on Tuesday 24 November 2026" in page
    assert "Thank you.\nشکریہ &lt;b&gt;" in page
    assert "Mark as read" not in page


def test_a_reminder_stands_above_the_box_and_how_to_read_it_out(administrator, reference):
    page = page_of(administrator, reference)
    before = page[: page.index("<textarea")]
    assert "Whoever holds the number can read this" in before
    assert "Do not name a place or a person that could put somebody at risk." in before
    assert "Somebody cannot read it?" in before


def test_messages_come_in_order_and_each_says_who_can_open_it(
    council, administrator, chair, receipt, reference
):
    add(council, receipt, "first, for the team", "unit", 0)
    add(council, receipt, "second, for the chair", "chair", 1)
    answer(chair, reference, readers="chair", words="third, from the chair")
    page = page_of(chair, reference)
    places = [page.index(words) for words in ("first, for", "second, for", "third, from")]
    assert places == sorted(places)
    page = page_of(administrator, reference)
    assert "first, for the team" in page
    for words in ("second, for the chair", "third, from the chair"):
        assert words not in page
    assert page.count("Only the chairs can open this.") == 3
    assert page.count("The family added on Tuesday 24 November 2026") == 2


def test_only_who_holds_the_chairs_key_chooses_who_can_open_it(administrator, chair, reference):
    question = "Who can open this answer at the desk?"
    assert question not in page_of(administrator, reference)
    page = page_of(chair, reference)
    assert question in page
    assert re.search(r'name="readers" value="unit" checked', page)


def test_an_administrator_who_posts_the_chairs_choice_answers_for_the_team(
    council, administrator, receipt, reference
):
    assert answer(administrator, reference, readers="chair").status_code == 303
    assert "The team and the chairs" in page_of(administrator, reference)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"words": ""}, "Write the answer first."),
        ({"words": "x" * 10_001}, "too long for one box by 1 letters"),
        ({"words": "kept", "readers": "everybody"}, "Choose one from the list."),
    ],
)
def test_what_is_wrong_is_said_beside_the_box_and_nothing_typed_is_lost(
    council, chair, receipt, reference, typed, error
):
    answered = answer(chair, reference, **{"readers": "unit", **typed})
    assert answered.status_code == 422
    assert answered.text.count(error) == 2
    assert f"\n{typed['words']}</textarea>" in answered.text
    assert "<title>Error:" in answered.text
    assert told(council, receipt).answers == ()


def test_an_answer_that_the_form_refuses_is_no_other_opening(council, chair, reference):
    page = page_of(chair, reference)
    for words in ("", "x" * 10_001, ""):
        assert answer(chair, reference, page, words=words).status_code == 422
    assert [row.subject for row in logged(council) if row.action == "opened"] == [reference]


def test_a_refused_answer_to_what_was_not_opened_before_is_an_opening(council, chair, reference):
    given = {"csrf_token": token(chair.get("/").text), "words": ""}
    page = chair.post(f"/submissions/{reference}/reply", data=given)
    assert (page.status_code, "Identity not checked" in page.text) == (422, True)
    assert [row.subject for row in logged(council) if row.action == "opened"] == [reference]


def test_pressing_twice_answers_once(council, administrator, receipt, reference):
    page = page_of(administrator, reference)
    for _ in range(2):
        assert answer(administrator, reference, page).status_code == 303
    assert len(told(council, receipt).answers) == 1


def test_what_was_taken_back_after_opening_is_marked_with_its_day(council, administrator, receipt):
    reference = council.send(form="support", receipt=receipt)
    page_of(administrator, reference)
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=True)
    page = page_of(administrator, reference)
    assert "The family took this back" in page
    assert "Taken back on" in page


def test_what_was_taken_back_before_anybody_opened_it_is_not_there_any_more(
    council, administrator, receipt, reference
):
    page = page_of(administrator, council.send())
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=False)
    data = {"csrf_token": token(page), "once": new_message_id(0), "words": ANSWER}
    assert administrator.post(f"/submissions/{reference}/reply", data=data).status_code == 410
    gone = administrator.get(f"/submissions/{reference}")
    assert gone.status_code == 410
    assert "The family has taken this back" in gone.text
    assert "Somebody may have been made to" in gone.text
    sweep(council.store, council.logbook, MORNING)
    with council.store.read() as conn:
        assert submissions.find_by_reference(conn, EVERYTHING, reference) is None


def test_an_answer_to_a_key_that_was_swapped_stays_in_the_box_and_the_page_says_why(
    council, administrator, reference
):
    page = page_of(administrator, reference)
    with council.store.write() as conn:
        conn.execute(table.update().values(mailbox_recipient=new_key_pair()[1]))
    answered = answer(administrator, reference, page)
    assert answered.status_code == 422
    assert "Nothing was sent. The key in the database is not the one" in answered.text
    assert "Do not answer here" in answered.text
    assert "<li>The key that answers to this family are sealed to</li>" in answered.text
    assert "Thank you.\nشکریہ &lt;b&gt;" in answered.text


def test_an_account_without_keys_answers_nothing(council, enter, administrator, reference):
    operator = enter(council.add("otto", "operator"))
    page = operator.get("/")
    data = {"csrf_token": token(page.text), "once": new_message_id(0), "words": ANSWER}
    assert operator.post(f"/submissions/{reference}/reply", data=data).status_code == 403


def test_without_a_sign_in_or_a_token_nothing_is_answered(
    council, browser, administrator, receipt, reference
):
    data = {"once": new_message_id(0), "words": ANSWER}
    address = f"/submissions/{reference}/reply"
    page = browser.get("/sign-in")
    without = browser.post(address, data={**data, "csrf_token": token(page.text)})
    for answered in (without, administrator.post(address, data=data)):
        assert answered.status_code == 422
        assert "Nothing was sent, and this cannot be kept" in answered.text
        assert html.escape(ANSWER) in answered.text
    assert told(council, receipt).answers == ()


def test_the_list_says_that_something_was_added_and_shows_no_word(
    council, administrator, receipt, reference
):
    add(council, receipt, "Aunt Nadia can come", "unit", 0)
    council.send()
    for address in ("/", "/?show=added"):
        page = administrator.get(address).text
        assert "Added to on Tuesday 24 November 2026" in page
        assert "Aunt Nadia" not in page
    assert page.count('href="/submissions/') == 1


def test_a_damaged_message_does_not_hide_the_rest(council, chair, receipt, reference):
    add(council, receipt, "Aunt Nadia can come", "unit", 0)
    with council.store.write() as conn:
        conn.exec_driver_sql("UPDATE additions SET body = x'01'")
    page = page_of(chair, reference)
    assert "This does not open here." in page
    assert CHAIR_ANSWERS["chair_only"] in page


def test_the_second_of_two_who_answer_at_once_keeps_their_words_and_reads_the_first_answer(
    council, administrator, chair, receipt, reference
):
    before = page_of(chair, reference)
    answer(administrator, reference, words="The first answer.")
    stopped = answer(chair, reference, before, words="The second answer.", readers="unit")
    assert stopped.status_code == 422
    assert "Nothing was sent yet." in stopped.text
    assert "The first answer." in stopped.text[: stopped.text.index("<textarea")]
    assert "The second answer.</textarea>" in stopped.text
    assert [each.text for each in told(council, receipt).answers] == ["The first answer."]
    sent = answer(
        chair, reference, stopped.text, words="The second answer, after all.", readers="unit"
    )
    assert sent.status_code == 303
    assert [each.text for each in told(council, receipt).answers] == [
        "The first answer.",
        "The second answer, after all.",
    ]


def test_words_of_the_family_that_came_meanwhile_stop_an_answer_too(
    council, administrator, receipt, reference
):
    before = page_of(administrator, reference)
    add(council, receipt, "Do not text me any more.", "unit", 0)
    stopped = answer(administrator, reference, before)
    assert stopped.status_code == 422
    assert "Do not text me any more." in stopped.text
