"""An answer that is being written is kept for its writer alone, and two are told of each other."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from heard.casework.errors import AnsweredMeanwhile, CannotReply, NoSuchSubmission, NotPermitted
from heard.casework.reading.reply_drafts import (
    KEPT,
    ReplyDraft,
    drop_draft,
    keep_draft,
    keep_for_absent,
    others_writing,
    own_draft,
)
from heard.casework.reading.replying import Reply, reply
from heard.casework.retention import sweep
from heard.casework.sending.receipt_holder import add_words, follow
from heard.casework.staff.access import Permission, require
from heard.casework.staff.accounts import reset_sign_in, stop_staff
from heard.records.messages import new_message_id
from heard.records.tables import reply_drafts, staff
from heard.vault.primitives.envelope import new_key_pair
from heard.vault.receipts import new_receipt
from tests.casework.founded import LIGHT_COSTS, MORNING, PASSWORD, TODAY

TYPED = {"words": ["Thank you.\nشکریہ"], "readers": ["chair"]}


@pytest.fixture
def person(council):
    return council.add("ada", "administrator")


@pytest.fixture
def ada(council, person):
    return require(council.signed_in(person), Permission.REPLY)


@pytest.fixture
def bo(council):
    return require(council.signed_in(council.add("bo", "chair")), Permission.REPLY)


@pytest.fixture
def receipt():
    return new_receipt()


@pytest.fixture
def reference(council, receipt):
    return council.send(receipt=receipt)


def rows(council):
    with council.store.read() as conn:
        return [row.body for row in conn.execute(select(reply_drafts))]


def send(council, writer, reference, id, text="We have read it."):
    given = (council.store, council.logbook, writer, reference)
    reply(*given, Reply(id, text, "unit"), MORNING)


def test_the_writer_gets_it_back_after_signing_in_again_and_a_colleague_does_not(
    council, person, ada, bo, reference
):
    keep_draft(council.store, ada, reference, TYPED, MORNING)
    later = require(council.signed_in(person, MORNING + timedelta(minutes=40)), Permission.REPLY)
    assert own_draft(council.store, later.person, reference) == ReplyDraft(TYPED, TODAY)
    assert own_draft(council.store, bo.person, reference) is None
    assert [each.full_name for each in others_writing(council.store, bo.person, reference)] == [
        "Ada Example"
    ]
    assert others_writing(council.store, ada.person, reference) == []
    (body,) = rows(council)
    assert b"Thank you" not in body


def test_what_was_posted_without_a_session_is_sealed_to_its_writer(council, ada, reference):
    given = (council.store, council.logbook, ada.person.staff_id, reference, TYPED, MORNING)
    keep_for_absent(*given)
    assert own_draft(council.store, ada.person, reference) == ReplyDraft(TYPED, TODAY)
    (body,) = rows(council)
    assert b"Thank you" not in body


def test_nothing_is_sealed_to_a_key_that_somebody_put_into_the_database(council, ada, reference):
    with council.store.write() as conn:
        conn.execute(update(staff).values(recipient=new_key_pair()[1]))
    given = (council.store, council.logbook, ada.person.staff_id, reference, TYPED, MORNING)
    with pytest.raises(CannotReply):
        keep_for_absent(*given)
    assert rows(council) == []


def test_nothing_is_kept_for_who_has_left_or_of_what_is_gone(council, person, ada, reference):
    given = (council.store, council.logbook, ada.person.staff_id)
    with pytest.raises(NoSuchSubmission):
        keep_for_absent(*given, "AAAA-AAAA", TYPED, MORNING)
    keep_draft(council.store, ada, reference, TYPED, MORNING)
    stop_staff(council.store, council.logbook, person.name, by="heard", now=MORNING)
    assert rows(council) == []
    with pytest.raises(CannotReply):
        keep_for_absent(*given, reference, TYPED, MORNING)
    with pytest.raises(CannotReply):
        keep_for_absent(council.store, council.logbook, "nobody", reference, TYPED, MORNING)


def test_it_is_gone_when_it_is_sent_dropped_reset_or_too_old(council, person, ada, reference):
    keep_draft(council.store, ada, reference, TYPED, MORNING)
    send(council, ada, reference, new_message_id(0))
    assert rows(council) == []
    keep_draft(council.store, ada, reference, TYPED, MORNING)
    drop_draft(council.store, ada, reference, MORNING)
    assert rows(council) == []
    keep_draft(council.store, ada, reference, TYPED, MORNING)
    assert sweep(council.store, council.logbook, MORNING + KEPT).reply_drafts == 0
    assert (
        sweep(council.store, council.logbook, MORNING + KEPT + timedelta(days=1)).reply_drafts == 1
    )
    keep_draft(council.store, ada, reference, TYPED, MORNING)
    new = {"by": "heard", "service_name": "Heard", "now": MORNING, **LIGHT_COSTS}
    reset_sign_in(council.store, council.logbook, person.name, PASSWORD, council.keys(), **new)
    assert rows(council) == []


def test_what_comes_in_after_the_sending_is_not_kept_again(council, ada, reference):
    once = new_message_id(0)
    send(council, ada, reference, once)
    keep_draft(council.store, ada, reference, {**TYPED, "once": [once]}, MORNING)
    assert rows(council) == []


def test_another_right_keeps_nothing(council, ada, reference):
    opening = require(ada.person, Permission.OPEN)
    for act in (
        lambda: keep_draft(council.store, opening, reference, TYPED, MORNING),
        lambda: drop_draft(council.store, opening, reference, MORNING),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_the_second_of_two_answers_is_stopped_and_can_follow_once_the_first_was_seen(
    council, ada, bo, receipt, reference
):
    first, second = new_message_id(0), new_message_id(0)
    send(council, ada, reference, first, "First.")
    keep_draft(council.store, bo, reference, TYPED, MORNING)
    with pytest.raises(AnsweredMeanwhile):
        send(council, bo, reference, second, "Second.")
    assert len(rows(council)) == 1, "what the second has kept stays"
    # Pressed twice, the first stays one, whatever came since.
    send(council, ada, reference, first, "First.")
    told = follow(council.store, council.receipt_key, receipt, TODAY)
    assert [each.text for each in told.answers] == ["First."]
    send(council, bo, reference, new_message_id(1), "Second.")
    told = follow(council.store, council.receipt_key, receipt, TODAY)
    assert [each.text for each in told.answers] == ["First.", "Second."]


def test_whoever_answers_is_told_of_what_the_family_has_written_meanwhile(
    council, ada, receipt, reference
):
    given = (council.store, council.receipt_key, receipt, "Do not text me.", "unit", MORNING)
    add_words(*given, new_message_id(0))
    with pytest.raises(AnsweredMeanwhile):
        send(council, ada, reference, new_message_id(0))
