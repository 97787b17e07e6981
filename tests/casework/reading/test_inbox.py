"""The list: newest first, a page at a time, and never a word that somebody wrote."""

from datetime import timedelta

import pytest

from heard.casework.errors import NotPermitted, TakenBack
from heard.casework.reading.inbox import Shown, inbox_page, neighbours, taken_back_page
from heard.casework.reading.opening import mark_read, open_submission
from heard.casework.reading.replying import Reply, reply
from heard.casework.sending.receipt_holder import withdraw
from heard.casework.staff.access import Access, Permission, require
from heard.records import messages, submissions
from heard.records.scope import EVERYTHING, Scope
from heard.records.waiting import Piece, Waiting
from heard.vault.receipts import new_receipt
from tests.casework.founded import MORNING, UNIT_ANSWERS, in_urdu

#: The chair's part of somebody who wrote nothing for the chair alone.
EMPTY = in_urdu(UNIT_ANSWERS)[1]


@pytest.fixture
def reader(council):
    return council.signed_in(council.add("ada", "administrator"))


def page(council, reader, **asked):
    return inbox_page(
        council.store,
        council.logbook,
        require(reader, Permission.LIST),
        MORNING,
        **{"size": 3, **asked},
    )


def read(council, person, reference):
    """What pressing the button on its page does."""
    right = require(person, Permission.OPEN)
    open_submission(council.store, council.logbook, right, reference, MORNING)
    right = require(person, Permission.MARK_READ)
    mark_read(council.store, council.logbook, right, reference, MORNING)


def references(found):
    return [row.reference for row in found.rows]


def test_walking_down_and_up_again_shows_each_once_and_in_order(council, reader):
    sent = [council.send() for _ in range(7)][::-1]
    first = page(council, reader)
    second = page(council, reader, before=first.older)
    third = page(council, reader, before=second.older)
    assert references(first) + references(second) + references(third) == sent
    assert (first.newer, third.older) == (None, None)
    assert references(page(council, reader, after=third.newer)) == references(second)
    assert references(page(council, reader, after=second.newer)) == references(first)


def test_what_arrives_meanwhile_does_not_move_the_older_pages(council, reader):
    for _ in range(5):
        council.send()
    first = page(council, reader)
    expected = references(page(council, reader, before=first.older))
    council.send()
    assert references(page(council, reader, before=first.older)) == expected


def test_the_first_page_is_whole_even_when_reached_from_below(council, reader):
    sent = [council.send() for _ in range(4)][::-1]
    first = page(council, reader)
    second = page(council, reader, before=first.older)
    council.send()
    up = page(council, reader, after=second.newer)
    assert references(up) == sent[:3]
    assert len(page(council, reader, after=up.newer).rows) == 3


def test_an_empty_list_ends_on_both_sides(council, reader):
    found = page(council, reader)
    assert (found.rows, found.older, found.newer, found.urgent_waiting) == ((), None, None, 0)


def test_the_list_can_be_narrowed_by_what_became_of_each(council, reader):
    waiting, urgent, done = council.send(), council.send(urgent=True), council.send(urgent=True)
    read(council, council.signed_in(council.add("cy", "chair")), done)
    assert references(page(council, reader)) == [done, urgent, waiting]
    assert references(page(council, reader, shown=Shown.UNREAD)) == [urgent, waiting]
    assert references(page(council, reader, shown=Shown.URGENT)) == [urgent]
    read(council, reader, urgent)
    assert references(page(council, reader, shown=Shown.UNREAD)) == [urgent, waiting]
    assert references(page(council, reader, shown=Shown.TEAM)) == [waiting]
    assert references(page(council, reader, shown=Shown.CHAIR)) == [urgent, waiting]
    assert references(page(council, reader, shown=Shown.URGENT)) == [urgent]
    assert references(page(council, reader, shown=Shown.READ)) == [done]
    assert references(page(council, reader, shown=Shown.WITHDRAWN)) == []


def test_urgent_ones_that_nobody_read_are_counted_on_every_page(council, reader):
    council.send(urgent=True)
    for _ in range(4):
        council.send()
    assert page(council, reader).urgent_waiting == 1
    assert page(council, reader, shown=Shown.READ).urgent_waiting == 1


def test_what_has_expired_is_not_listed_even_before_it_is_swept(council, reader):
    council.send(urgent=True, expires=MORNING.date())
    kept = council.send(expires=MORNING.date() + timedelta(days=1))
    found = page(council, reader)
    assert references(found) == [kept]
    assert found.urgent_waiting == 0


def add_to(council, reference, day):
    with council.store.write() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference)
        new = messages.StoredMessage(messages.new_message_id(0), "unit", day, b"sealed")
        messages.add_addition(conn, found.id, new)
    return found.id


def test_what_was_added_to_is_marked_with_the_newest_day_and_listed_for_a_while(council, reader):
    added, _, long_ago = (council.send() for _ in range(3))
    for days in (3, 1, 2):
        id = add_to(council, added, MORNING.date() - timedelta(days=days))
    add_to(council, long_ago, MORNING.date() - timedelta(days=15))
    found = page(council, reader)
    assert found.added[id] == MORNING.date() - timedelta(days=1)
    assert len(found.added) == 2
    assert references(page(council, reader, shown=Shown.ADDED)) == [added]


def test_each_line_says_what_of_it_waits(council, reader):
    council.send(chair=EMPTY)
    council.send(urgent=True)
    found = page(council, reader)
    assert [found.waiting[row.id] for row in found.rows] == [
        (Waiting(Piece("unit"), True), Waiting(Piece("chair"), True)),
        (Waiting(Piece("unit"), False),),
    ]
    assert (found.urgent_waiting, found.urgent_for_chairs) == (1, 1)


def test_what_was_taken_back_a_moment_ago_is_no_line_that_leads_nowhere(council, reader):
    kept, receipt = council.send(), new_receipt()
    gone = council.send(receipt=receipt)
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=False)
    assert references(page(council, reader)) == [kept]
    right = require(reader, Permission.LIST)
    left = taken_back_page(council.store, council.logbook, right).rows
    assert [(each.reference, each.form) for each in left] == [(gone, "your-views")]
    with pytest.raises(TakenBack):
        read(council, reader, gone)


def test_it_is_known_what_has_an_answer(council, reader):
    council.send()
    answered = council.send()
    new = Reply(messages.new_message_id(0), "We have read it.", "unit")
    right = require(reader, Permission.REPLY)
    reply(council.store, council.logbook, right, answered, new, MORNING)
    found = page(council, reader)
    assert [row.id in found.answered for row in found.rows] == [True, False]


def test_who_works_for_some_conferences_sees_nothing_that_belongs_to_none_of_them(council, reader):
    council.send(urgent=True)
    right = Access(reader, Permission.LIST, Scope(frozenset({"conference-1"})))
    found = inbox_page(council.store, council.logbook, right, MORNING)
    assert (found.rows, found.urgent_waiting) == ((), 0)


def test_a_person_without_keys_does_not_see_the_list(council):
    operator = council.signed_in(council.add("otto", "operator"))
    with pytest.raises(NotPermitted):
        page(council, operator)


def test_the_lines_before_and_after_one_are_those_of_the_same_list(council, reader):
    oldest, second, third, newest = (council.send(chair=EMPTY) for _ in range(4))
    right = require(reader, Permission.LIST)

    def beside(reference, shown=Shown.ALL):
        return neighbours(council.store, right, MORNING, reference, shown)

    assert beside(second) == (third, oldest)
    assert beside(newest) == (None, third)
    assert beside(oldest) == (second, None)
    read(council, reader, second)
    assert beside(third, Shown.UNREAD) == (newest, oldest)
    assert beside(second, Shown.UNREAD) == (third, oldest)
    assert beside("AAAA-AAAA") == (None, None)
    outside = Access(reader, Permission.LIST, Scope(frozenset({"none"})))
    assert neighbours(council.store, outside, MORNING, second) == (None, None)
    with pytest.raises(NotPermitted):
        neighbours(council.store, require(reader, Permission.OPEN), MORNING, second)
