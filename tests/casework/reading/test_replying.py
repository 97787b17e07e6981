"""Answering a family: sealed to the number, and logged."""

from datetime import timedelta

import pytest

from heard.casework.errors import CannotReply, NoSuchSubmission, NotPermitted, OnlyForChairs
from heard.casework.reading.opening import open_submission
from heard.casework.reading.replying import Reply, form_to_answer, reply
from heard.casework.sending.receipt_holder import add_words, follow, withdraw
from heard.casework.staff.access import Permission, require
from heard.journeys.children.child_12_17 import CHILD_12_17
from heard.records import log, readings, submissions
from heard.records.messages import new_message_id
from heard.records.scope import EVERYTHING
from heard.records.tables import part_keys
from heard.vault.receipts import new_receipt
from tests.casework.a_child import ANSWERS, from_a_child
from tests.casework.founded import MORNING, TODAY

WORDS = "The chair has read it.\nشکریہ"


def opened_by(council, reader, reference):
    right = require(reader, Permission.OPEN)
    return open_submission(council.store, council.logbook, right, reference, MORNING)


def answer(council, reader, reference, text=WORDS, part="unit", **more):
    # Whoever answers has seen everything that was written before.
    new = Reply(more.pop("id", None) or new_message_id(9), text, part, **more)
    reply(
        council.store, council.logbook, require(reader, Permission.REPLY), reference, new, MORNING
    )


def told(council, receipt):
    return follow(council.store, council.receipt_key, receipt, TODAY)


def actions(council, subject):
    with council.store.read() as conn:
        rows = log.page(conn, None, 100)
    return [row.action for row in rows if row.subject == subject][::-1]


def test_the_family_reads_the_answer_with_its_number_word_for_word(council, administrator):
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    answer(council, administrator, reference)
    found = told(council, receipt)
    assert [(each.day, each.text) for each in found.answers] == [(TODAY, WORDS)]


def test_answering_what_one_has_opened_marks_it_as_read_and_is_logged_with_the_name(
    council, administrator
):
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    opened_by(council, administrator, reference)
    answer(council, administrator, reference)
    assert actions(council, reference) == ["opened", "replied"]
    unit, chair = told(council, receipt).pieces
    assert (unit.team_read_on, unit.chair_read_on, chair.read) == (TODAY, None, False)


def test_who_answers_without_having_opened_it_has_not_read_it(council, administrator):
    receipt = new_receipt()
    answer(council, administrator, council.send(receipt=receipt))
    assert not told(council, receipt).some_read


def test_a_later_answer_leaves_the_day_of_the_first_reading(council, administrator):
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    before = TODAY - timedelta(days=3)
    opened_by(council, administrator, reference)
    with council.store.write() as conn:
        id = submissions.find_by_reference(conn, EVERYTHING, reference).id
        readings.note_done(conn, id, administrator.staff_id, before)
    answer(council, administrator, reference)
    assert told(council, receipt).pieces[0].team_read_on == before


def test_the_team_and_the_chair_read_it_again_at_the_desk(council, administrator, chair):
    reference = council.send()
    answer(council, administrator, reference)
    for person in (administrator, chair):
        opened = opened_by(council, person, reference)
        (message,) = opened.messages
        assert (message.author, message.part, message.text) == ("council", "unit", WORDS)


def test_an_answer_of_the_chairs_is_closed_to_the_team(council, administrator, chair):
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    answer(council, chair, reference, part="chair")
    opened = opened_by(council, administrator, reference)
    assert [(each.part, each.text) for each in opened.messages] == [("chair", None)]
    opened = opened_by(council, chair, reference)
    assert [each.text for each in opened.messages] == [WORDS]
    assert [each.text for each in told(council, receipt).answers] == [WORDS]


def test_who_lacks_the_chairs_key_cannot_answer_for_the_chairs(council, administrator):
    reference = council.send()
    with pytest.raises(NotPermitted):
        answer(council, administrator, reference, part="chair")
    with pytest.raises(NotPermitted):
        answer(council, administrator, reference, part="everybody")
    assert actions(council, reference) == []


def test_who_holds_no_key_cannot_answer(council):
    operator = council.signed_in(council.add("otto", "operator"))
    with pytest.raises(NotPermitted):
        answer(council, operator, council.send())


@pytest.mark.parametrize("text", ["", " \n\t ", "x" * 10_001])
def test_an_answer_has_words_and_not_too_many(council, administrator, text):
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    with pytest.raises(CannotReply):
        answer(council, administrator, reference, text)
    assert told(council, receipt).answers == ()
    assert actions(council, reference) == []


def test_pressing_twice_answers_once(council, administrator):
    receipt, once = new_receipt(), new_message_id(0)
    reference = council.send(receipt=receipt)
    for _ in range(2):
        answer(council, administrator, reference, id=once)
    assert len(told(council, receipt).answers) == 1
    assert actions(council, reference) == ["replied"]
    with pytest.raises(CannotReply):
        answer(council, administrator, reference, id="anything")


def test_what_was_taken_back_can_be_answered(council, administrator):
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    opened_by(council, administrator, reference)
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=True)
    answer(council, administrator, reference, "We leave it out.")
    found = told(council, receipt)
    assert found.state == "withdrawn"
    assert [each.text for each in found.answers] == ["We leave it out."]


def test_what_was_taken_back_unopened_or_has_expired_cannot_be_answered(council, administrator):
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=False)
    for gone in (reference, council.send(expires=TODAY), "K7PM-3QXD", "K7PM-\0QXD"):
        with pytest.raises(NoSuchSubmission):
            answer(council, administrator, gone)


def test_what_has_lost_its_keys_is_not_answered(council, administrator):
    reference = council.send()
    with council.store.write() as conn:
        conn.execute(part_keys.delete())
    with pytest.raises(NoSuchSubmission):
        answer(council, administrator, reference)


def test_a_chairs_answer_notes_that_a_chair_has_read_it_and_the_teams_does_not(
    council, administrator, chair
):
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    for person, read_by_chair in ((administrator, None), (chair, TODAY)):
        opened_by(council, person, reference)
        answer(council, person, reference)
        for_chair = told(council, receipt).pieces[1]
        assert for_chair.chair_read_on == read_by_chair


FOR_THE_CHAIR = {"shared": "chair"}


def test_a_child_who_wrote_for_the_chair_alone_is_not_answered_by_who_cannot_open_it(
    council, administrator, chair
):
    receipt = new_receipt()
    reference = from_a_child(council, receipt=receipt, **FOR_THE_CHAIR)
    opened_by(council, administrator, reference)
    with pytest.raises(OnlyForChairs):
        answer(council, administrator, reference, "You hide.", did="We talk to you.")
    found = told(council, receipt)
    assert (found.answers, found.some_read) == ((), False)
    assert actions(council, reference) == ["opened"]
    opened_by(council, chair, reference)
    answer(council, chair, reference, "You hide.", did="We talk to you.")
    assert len(told(council, receipt).answers) == 1


def test_a_child_who_added_something_for_the_chair_is_not_answered_past_it_either(
    council, administrator
):
    receipt = new_receipt()
    reference = from_a_child(council, receipt=receipt)
    add_words(
        council.store,
        council.receipt_key,
        receipt,
        "He hits me",
        "chair",
        MORNING,
        new_message_id(0),
    )
    with pytest.raises(OnlyForChairs):
        answer(council, administrator, reference, "You hide.", did="We talk to you.")


def test_an_adult_is_answered_and_the_chairs_part_goes_on_waiting(council, administrator):
    reference = council.send(urgent=True)
    opened_by(council, administrator, reference)
    answer(council, administrator, reference)
    found = opened_by(council, administrator, reference)
    assert (found.waits("unit"), found.urgent_in("chair")) == (False, True)


def test_only_a_chair_says_that_the_chair_told_a_child_face_to_face(council, administrator, chair):
    asks = ANSWERS | {"answer_through": "chair"}
    reference = from_a_child(council, asks, journey=CHILD_12_17)
    said = {"text": "You hide.", "did": "We talk to you."}
    with pytest.raises(OnlyForChairs):
        answer(council, administrator, reference, passed_on=True, **said)
    answer(council, administrator, reference, **said)
    answer(council, chair, reference, passed_on=True, **said)
    messages = opened_by(council, chair, reference).messages
    assert {each.told.passed_on for each in messages} == {None, TODAY}


@pytest.mark.parametrize("could", [True, False])
def test_a_child_is_told_what_we_understood_and_what_we_did(council, administrator, could):
    receipt = new_receipt()
    reference = from_a_child(council, receipt=receipt)
    more = {"did": "Ms Okafor sits with you.", "could": could, "passed_on": True}
    answer(council, administrator, reference, "You do not like noise.", **more)
    found = told(council, receipt)
    (reply_,) = found.answers
    assert found.age == "8-11"
    assert (reply_.told.text, reply_.told.did) == (
        "You do not like noise.",
        "Ms Okafor sits with you.",
    )
    assert (reply_.told.could, reply_.told.passed_on) == (could, TODAY)
    opened = opened_by(council, administrator, reference)
    assert [each.told for each in opened.messages] == [reply_.told]


LONG = "word " * 16


@pytest.mark.parametrize(
    ("text", "did"),
    [("You said it.", " "), ("You said it.", LONG), (LONG, "We did."), ("x", "x" * 10_001)],
)
def test_a_child_gets_both_blocks_in_short_sentences_or_nothing_is_sealed(
    council, administrator, text, did
):
    receipt = new_receipt()
    reference = from_a_child(council, receipt=receipt)
    with pytest.raises(CannotReply):
        answer(council, administrator, reference, text, did=did)
    assert told(council, receipt).answers == ()
    assert actions(council, reference) == []


@pytest.mark.parametrize("more", [{"did": "x"}, {"could": False}, {"passed_on": True}])
def test_an_adult_gets_one_text(council, administrator, more):
    with pytest.raises(CannotReply):
        answer(council, administrator, council.send(), **more)


def test_which_form_it_is_can_be_known_without_opening_it(council, administrator):
    reference = from_a_child(council)
    given = (council.store, require(administrator, Permission.REPLY), reference, MORNING)
    assert form_to_answer(*given).age == "8-11"
    assert actions(council, reference) == []
    with pytest.raises(NoSuchSubmission):
        form_to_answer(
            council.store, require(administrator, Permission.REPLY), "K7PM-3QXD", MORNING
        )
    operator = council.signed_in(council.add("otto", "operator"))
    with pytest.raises(NotPermitted):
        form_to_answer(council.store, require(operator, Permission.REPLY), reference, MORNING)
