"""What a number tells, and what its holder can still do: add to it, take it back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from heard.casework.errors import (
    CannotAdd,
    CannotTakeBack,
    NoSuchSubmission,
    NothingUnderNumber,
    OpenedMeanwhile,
)
from heard.casework.reading.opening import mark_read, open_submission
from heard.casework.reading.replying import Reply, reply
from heard.casework.retention import sweep
from heard.casework.sending import receipt_holder
from heard.casework.sending.receipt_holder import MOST_ADDITIONS, add_words, follow, withdraw
from heard.casework.staff.access import Permission, require
from heard.records import messages, submissions
from heard.records.messages import new_message_id
from heard.records.scope import EVERYTHING
from heard.records.tables import additions, part_keys, replies
from heard.records.tables import submissions as table
from heard.vault.errors import CannotOpen
from heard.vault.mailbox import OpenMailbox
from heard.vault.messages import COUNCIL, MessageIdentity, seal_message
from heard.vault.receipts import new_receipt
from tests.casework.founded import MORNING, TODAY

WORDS = "One more thing:\nدوسری سطر"


@pytest.fixture
def receipt():
    return new_receipt()


@pytest.fixture
def reference(council, receipt):
    """Something that was sent under `receipt`."""
    return council.send(receipt=receipt)


def told(council, receipt, today=TODAY):
    return follow(council.store, council.receipt_key, receipt, today)


def add(council, receipt, text=WORDS, part="unit", id=None):
    given = (council.store, council.receipt_key, receipt, text, part, MORNING)
    add_words(*given, id or new_message_id(0))


def take_back(council, receipt, told_opened=False):
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=told_opened)


def opened(council, reader, reference):
    return open_submission(
        council.store, council.logbook, require(reader, Permission.OPEN), reference, MORNING
    )


def answer(council, reader, reference):
    new = Reply(new_message_id(0), "We have read it.", "unit")
    reply(
        council.store, council.logbook, require(reader, Permission.REPLY), reference, new, MORNING
    )


def count(council, *tables):
    with council.store.read() as conn:
        return [conn.scalar(select(func.count()).select_from(each)) for each in tables]


def test_the_state_is_told_and_never_a_word(council, receipt, reference):
    found = told(council, receipt)
    assert (found.received, found.state, found.opened) == (TODAY, "sent", False)
    assert (found.answers, found.added, found.can_add) == ((), (), True)
    assert "blue gate" not in repr(found)
    assert reference not in repr(found)


def test_opening_is_told_before_anybody_marks_it_as_read(council, receipt, reference, chair):
    opened(council, chair, reference)
    found = told(council, receipt)
    assert (found.state, found.opened, found.some_read) == ("sent", True, False)
    assert [each.opened for each in found.pieces] == [True, True]


@pytest.mark.parametrize("typed", ["", "1234", "x" * 20, "0" * 20, "9" * 20, "1" * 10_000])
def test_what_is_no_number_of_ours_tells_nothing(council, reference, typed):
    assert told(council, typed) is None
    with pytest.raises(NothingUnderNumber):
        add(council, typed)
    with pytest.raises(NothingUnderNumber):
        take_back(council, typed)


def test_after_its_time_the_number_does_nothing(council, receipt):
    council.send(receipt=receipt, expires=TODAY)
    assert told(council, receipt) is None
    with pytest.raises(NothingUnderNumber):
        add(council, receipt)
    with pytest.raises(NothingUnderNumber):
        take_back(council, receipt)
    assert count(council, additions) == [0]


def test_every_number_is_stretched_whatever_it_leads_to(council, receipt, reference, monkeypatch):
    stretched = []
    expired, taken_back = new_receipt(), new_receipt()
    council.send(receipt=expired, expires=TODAY)
    council.send(receipt=taken_back)
    take_back(council, taken_back)

    def no_mailbox(number, **_):
        stretched.append(number)
        raise CannotOpen

    def mailbox(number, _):
        stretched.append(number)
        return OpenMailbox("", "", {})

    monkeypatch.setattr(receipt_holder, "open_no_mailbox", no_mailbox)
    monkeypatch.setattr(receipt_holder, "open_mailbox", mailbox)
    for number in (receipt, new_receipt(), expired, taken_back, "1234"):
        told(council, number)
    assert len(stretched) == 5


def test_what_a_family_adds_is_read_by_those_it_chose(
    council, receipt, reference, chair, administrator
):
    add(council, receipt, "for the team", "unit", new_message_id(0))
    add(council, receipt, "for the chair", "chair", new_message_id(1))
    read = opened(council, administrator, reference).messages
    assert [(each.author, each.part, each.text) for each in read] == [
        ("family", "unit", "for the team"),
        ("family", "chair", None),
    ]
    read = opened(council, chair, reference).messages
    assert [each.text for each in read] == ["for the team", "for the chair"]


def test_of_what_was_added_only_the_day_comes_back(council, receipt, reference):
    add(council, receipt)
    (added,) = told(council, receipt).added
    assert (added.part, added.added_on, added.urgent) == ("unit", TODAY, False)
    assert "دوسری" not in repr(told(council, receipt))


def test_posting_a_page_again_adds_nothing_more(council, receipt, reference):
    once = new_message_id(0)
    for _ in range(3):
        add(council, receipt, id=once)
    assert len(told(council, receipt).added) == 1


@pytest.mark.parametrize(
    ("text", "part", "id"),
    [
        ("", "unit", None),
        (" \n ", "unit", None),
        ("x" * 10_001, "unit", None),
        (WORDS, "everybody", None),
        (WORDS, "", None),
        (WORDS, "unit", "0000-" + "g" * 30),
    ],
)
def test_what_cannot_be_added_is_refused(council, receipt, reference, text, part, id):
    with pytest.raises(CannotAdd):
        add(council, receipt, text, part, id)
    assert told(council, receipt).added == ()


def test_there_is_an_end_to_adding(council, receipt, reference):
    for _ in range(MOST_ADDITIONS):
        assert told(council, receipt).can_add
        add(council, receipt, "x" * 10_000)
    assert not told(council, receipt).can_add
    with pytest.raises(CannotAdd):
        add(council, receipt)
    assert count(council, additions) == [MOST_ADDITIONS]


def test_what_nobody_has_opened_is_gone_with_all_that_followed(
    council, receipt, reference, administrator
):
    add(council, receipt)
    take_back(council, receipt)
    assert told(council, receipt) is None
    with pytest.raises(NothingUnderNumber):
        add(council, receipt)
    assert sweep(council.store, council.logbook, MORNING).taken_back == 1
    assert count(council, table, part_keys, additions, replies) == [0, 0, 0, 0]
    assert sweep(council.store, council.logbook, MORNING).taken_back == 0


def test_nobody_opens_answers_or_marks_what_was_taken_back_unopened(
    council, receipt, reference, chair
):
    take_back(council, receipt)
    for doing in (
        lambda: opened(council, chair, reference),
        lambda: mark_read(
            council.store, council.logbook, require(chair, Permission.MARK_READ), reference, MORNING
        ),
        lambda: answer(council, chair, reference),
    ):
        with pytest.raises(NoSuchSubmission):
            doing()
    sweep(council.store, council.logbook, MORNING)
    assert count(council, table, part_keys) == [0, 0]


def test_what_somebody_has_opened_is_kept_and_marked(council, receipt, reference, chair):
    opened(council, chair, reference)
    take_back(council, receipt, told_opened=True)
    found = told(council, receipt)
    assert (found.taken_back_on, found.can_add) == (TODAY, False)
    sweep(council.store, council.logbook, MORNING)
    assert told(council, receipt).state == "withdrawn"
    read = opened(council, chair, reference)
    assert (read.state, read.taken_back_on) == ("withdrawn", TODAY)
    with pytest.raises(CannotAdd):
        add(council, receipt)


def test_at_the_desk_it_is_marked_even_before_the_sweep(council, receipt, reference, chair):
    opened(council, chair, reference)
    take_back(council, receipt, told_opened=True)
    assert opened(council, chair, reference).state == "withdrawn"
    mark_read(
        council.store, council.logbook, require(chair, Permission.MARK_READ), reference, MORNING
    )
    assert opened(council, chair, reference).state == "withdrawn"


def test_who_was_told_that_it_would_be_deleted_is_asked_again_where_it_was_opened(
    council, receipt, reference, chair
):
    opened(council, chair, reference)
    with pytest.raises(OpenedMeanwhile):
        take_back(council, receipt, told_opened=False)
    assert told(council, receipt).taken_back_on is None
    sweep(council.store, council.logbook, MORNING)
    assert told(council, receipt).state == "sent"


def test_a_false_wish_takes_nothing_back_and_stands_in_nobodys_way(council, receipt, reference):
    with council.store.write() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference)
        messages.take_back(conn, found.id, TODAY, b"somebody else's proof".ljust(32))
    assert told(council, receipt).taken_back_on is None
    assert sweep(council.store, council.logbook, MORNING).taken_back == 0
    with council.store.write() as conn:
        messages.take_back(conn, found.id, TODAY, b"somebody else's proof".ljust(32))
    take_back(council, receipt)
    assert sweep(council.store, council.logbook, MORNING).taken_back == 1
    assert told(council, receipt) is None


def test_where_no_proof_can_count_the_family_is_told(council, receipt, reference):
    with council.store.write() as conn:
        conn.execute(table.update().values(proof_hash=b"another"))
    with pytest.raises(CannotTakeBack):
        take_back(council, receipt)
    assert sweep(council.store, council.logbook, MORNING).taken_back == 0
    assert told(council, receipt).taken_back_on is None


def test_taking_back_twice_changes_nothing(council, receipt, reference, chair):
    opened(council, chair, reference)
    for _ in range(2):
        take_back(council, receipt, told_opened=True)
    assert told(council, receipt).taken_back_on == TODAY


def test_an_answer_that_was_changed_is_told_apart_from_none(
    council, receipt, reference, administrator
):
    answer(council, administrator, reference)
    with council.store.write() as conn:
        conn.execute(replies.update().values(body=b"\x01changed"))
    assert [each.text for each in told(council, receipt).answers] == [None]
    read = opened(council, administrator, reference)
    assert [each.text for each in read.messages] == [None]


def test_an_answer_to_one_family_cannot_be_passed_off_as_one_to_another(
    council, reference, administrator
):
    other = new_receipt()
    theirs = council.send(receipt=other)
    with council.store.write() as conn:
        ours, theirs = (
            submissions.find_by_reference(conn, EVERYTHING, each) for each in (reference, theirs)
        )
    # Somebody seals what was answered to the other family's mailbox too, and moves it there.
    identity = MessageIdentity(new_message_id(0), ours.id, COUNCIL, "unit")
    body = seal_message([theirs.mailbox_recipient], identity, "We have read it.")
    with council.store.write() as conn:
        row = {"id": identity.message, "part": "unit", "written": TODAY, "body": body}
        conn.execute(replies.insert().values(submission_id=theirs.id, **row))
    assert [each.text for each in told(council, other).answers] == [None]


def test_a_mailbox_that_was_changed_leaves_the_state_readable(
    council, receipt, reference, administrator
):
    answer(council, administrator, reference)
    with council.store.write() as conn:
        conn.execute(table.update().values(mailbox_wrapped=b"changed"))
    found = told(council, receipt, TODAY + timedelta(days=1))
    assert (found.state, [each.text for each in found.answers]) == ("sent", [None])
