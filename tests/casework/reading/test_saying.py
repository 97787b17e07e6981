"""What became of each thing that a family asked for: said one by one, by who can open it."""

import threading
from datetime import timedelta

import pytest

from heard.casework.errors import CannotSay, NoSuchNeed, NotPermitted, SaidMeanwhile
from heard.casework.reading.opening import open_submission
from heard.casework.reading.saying import MOST_LETTERS, Said, say
from heard.casework.sending.receipt_holder import follow, withdraw
from heard.casework.staff.access import Permission, require
from heard.journeys.children.child_12_17 import CHILD_12_17
from heard.records import log
from heard.records.messages import new_message_id
from heard.records.tables import need_steps, replies
from heard.records.tables import needs as table
from heard.vault.receipts import new_receipt
from tests.casework.a_child import from_a_child
from tests.casework.founded import MORNING, TODAY
from tests.casework.requests import NAMES, ask_for_help

INTERPRETER, TRAVEL, DOOR, FROM_WHOM = NAMES


@pytest.fixture
def receipt():
    return new_receipt()


@pytest.fixture
def reference(council, receipt):
    """Four things that a family asked for, of which one is the chair's alone."""
    return ask_for_help(council, receipt)


def needs(council, reader, reference):
    """What somebody sees of what was asked for, by its English name."""
    right = require(reader, Permission.OPEN)
    opened = open_submission(council.store, council.logbook, right, reference, MORNING)
    return {each.name.english: each for each in opened.needs}


def tell(council, reader, reference, need, state, text="", now=MORNING, **changed):
    said = {"id": new_message_id(len(need.steps)), "named": True, "seen": need.last, **changed}
    right = require(reader, Permission.REPLY)
    said = Said(state=state, text=text, **said)
    say(council.store, council.logbook, right, reference, need, said, now)


def told(council, receipt):
    """What the family reads of each need: its English name, state and words."""
    found = follow(council.store, council.receipt_key, receipt, TODAY)
    return [
        (each.now.words.name and each.now.words.name.english, each.now.words.state)
        for each in found.needs
    ]


def logged(council, action="said of a need"):
    with council.store.read() as conn:
        return [row.subject for row in log.page(conn, None, 100) if row.action == action][::-1]


def states(council):
    with council.store.read() as conn:
        return sorted(row.state for row in conn.execute(table.select()))


def test_each_thing_asked_for_stands_by_itself_for_who_can_open_it(
    council, administrator, chair, reference
):
    seen = needs(council, administrator, reference)
    assert tuple(seen) == (INTERPRETER, TRAVEL, DOOR)
    assert {each.part for each in seen.values()} == {"unit"}
    assert states(council) == ["asked"] * 3
    seen = needs(council, chair, reference)
    assert tuple(seen) == NAMES
    assert seen[FROM_WHOM].part == "chair"
    assert {(each.state, each.since) for each in seen.values()} == {("asked", TODAY)}
    assert states(council) == ["asked"] * 4


def test_before_anybody_opens_it_nobody_can_count_what_was_asked_for(council, reference):
    assert states(council) == []


def test_confirming_one_tells_the_family_of_that_one_alone(
    council, administrator, receipt, reference
):
    need = needs(council, administrator, reference)[INTERPRETER]
    tell(council, administrator, reference, need, "confirmed", "Ms Aziz, from 10:00")
    found = follow(council.store, council.receipt_key, receipt, TODAY)
    (only,) = found.needs
    assert (only.now.day, only.now.words.text) == (TODAY, "Ms Aziz, from 10:00")
    assert (only.now.words.name, only.now.words.state) == (need.name, "confirmed")
    assert only.now.words.name.both
    assert (only.now.words.language, only.before, found.may_ask) == ("ur", (), True)
    seen = needs(council, administrator, reference)
    assert {name: each.state for name, each in seen.items()} == {
        INTERPRETER: "confirmed",
        TRAVEL: "asked",
        DOOR: "asked",
    }
    (step,) = seen[INTERPRETER].steps
    assert (step.said_by, step.words.text) == ("Ada Example", "Ms Aziz, from 10:00")
    assert not found.some_read, "saying something of one need is not reading all of it"


def test_what_only_the_chair_can_read_only_the_chair_says_anything_of(
    council, administrator, chair, receipt, reference
):
    need = needs(council, chair, reference)[FROM_WHOM]
    with pytest.raises(NotPermitted):
        tell(council, administrator, reference, need, "confirmed")
    assert (told(council, receipt), logged(council)) == ([], [])
    tell(council, chair, reference, need, "confirmed", "You will not meet.")
    assert told(council, receipt) == [(FROM_WHOM, "confirmed")]


def test_what_fell_through_after_it_was_confirmed_says_so_with_both_days(
    council, administrator, receipt, reference
):
    need = needs(council, administrator, reference)[TRAVEL]
    tell(council, administrator, reference, need, "confirmed", "A taxi at 9:00")
    need = needs(council, administrator, reference)[TRAVEL]
    tell(council, administrator, reference, need, "fell-through", now=MORNING + timedelta(days=2))
    assert told(council, receipt) == [(TRAVEL, "fell-through")]
    (only,) = follow(council.store, council.receipt_key, receipt, TODAY).needs
    assert only.now.day == TODAY + timedelta(days=2)
    assert [(each.day, each.words.state) for each in only.before] == [(TODAY, "confirmed")]


@pytest.mark.parametrize("state", ["looking", "booked", "could-not", "came-late", "asked"])
def test_every_state_reaches_the_family(council, administrator, receipt, reference, state):
    need = needs(council, administrator, reference)[INTERPRETER]
    tell(council, administrator, reference, need, state)
    assert told(council, receipt) == [(INTERPRETER, state)]


def test_what_was_said_last_comes_first(council, administrator, receipt, reference):
    for days, name in enumerate((DOOR, INTERPRETER)):
        need = needs(council, administrator, reference)[name]
        tell(council, administrator, reference, need, "booked", now=MORNING + timedelta(days=days))
    assert [name for name, _ in told(council, receipt)] == [INTERPRETER, DOOR]


def test_every_change_is_logged_with_its_state_and_without_a_word(
    council, administrator, reference
):
    for state in ("confirmed", "fell-through"):
        need = needs(council, administrator, reference)[INTERPRETER]
        tell(council, administrator, reference, need, state, "Ms Aziz")
    assert logged(council) == [
        f"{reference} {need.id} confirmed",
        f"{reference} {need.id} fell-through",
    ]


def test_pressing_twice_stores_it_once(council, administrator, receipt, reference):
    need, once = needs(council, administrator, reference)[INTERPRETER], new_message_id(0)
    for _ in range(2):
        tell(council, administrator, reference, need, "booked", id=once)
    assert told(council, receipt) == [(INTERPRETER, "booked")]
    assert len(logged(council)) == 1
    (step,) = needs(council, administrator, reference)[INTERPRETER].steps
    assert step.words.state == "booked"


def test_of_two_colleagues_at_once_the_second_is_told_and_nothing_is_overwritten(
    council, administrator, chair, receipt, reference
):
    seen = {who: needs(council, who, reference)[TRAVEL] for who in (administrator, chair)}
    outcome = []

    def press(who, state):
        try:
            tell(council, who, reference, seen[who], state)
            outcome.append("said")
        except SaidMeanwhile:
            outcome.append("refused")

    both = [
        threading.Thread(target=press, args=(administrator, "booked")),
        threading.Thread(target=press, args=(chair, "could-not")),
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(outcome) == ["refused", "said"]
    assert len(logged(council)) == 1
    need = needs(council, chair, reference)[TRAVEL]
    tell(council, chair, reference, need, "confirmed")
    assert told(council, receipt) == [(TRAVEL, "confirmed")]


def test_of_two_who_open_it_at_once_neither_makes_a_second_row(
    council, administrator, chair, reference
):
    both = [
        threading.Thread(target=needs, args=(council, who, reference))
        for who in (administrator, chair)
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert states(council) == ["asked"] * 4


def test_a_wish_to_be_apart_is_named_to_whoever_holds_the_number_only_where_staff_say_so(
    council, administrator, receipt, reference
):
    need = needs(council, administrator, reference)[DOOR]
    assert need.discreet
    with pytest.raises(CannotSay):
        tell(council, administrator, reference, need, "confirmed", " ", named=False)
    tell(council, administrator, reference, need, "confirmed", "Ring the bell.", named=False)
    assert told(council, receipt) == [(None, "confirmed")]
    need = needs(council, administrator, reference)[DOOR]
    tell(council, administrator, reference, need, "confirmed", named=True)
    assert told(council, receipt) == [(DOOR, "confirmed")]


@pytest.mark.parametrize(
    ("state", "text", "id"),
    [
        ("promised", "", ""),
        ("booked", "x" * (MOST_LETTERS + 1), ""),
        ("booked", "", "anything"),
    ],
)
def test_what_cannot_be_said_changes_nothing(
    council, administrator, receipt, reference, state, text, id
):
    need = needs(council, administrator, reference)[INTERPRETER]
    with pytest.raises(CannotSay):
        tell(council, administrator, reference, need, state, text, id=id or new_message_id(0))
    assert (told(council, receipt), logged(council)) == ([], [])
    assert states(council) == ["asked"] * 3


def test_of_what_was_taken_back_nothing_more_is_said_and_what_was_said_stays(
    council, administrator, receipt, reference
):
    need = needs(council, administrator, reference)[INTERPRETER]
    tell(council, administrator, reference, need, "booked")
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=True)
    need = needs(council, administrator, reference)[INTERPRETER]
    with pytest.raises(CannotSay):
        tell(council, administrator, reference, need, "confirmed")
    assert told(council, receipt) == [(INTERPRETER, "booked")]


def test_of_another_familys_need_nothing_is_said(council, administrator, receipt, reference):
    need = needs(council, administrator, ask_for_help(council))[INTERPRETER]
    with pytest.raises(NoSuchNeed):
        tell(council, administrator, reference, need, "confirmed")
    assert told(council, receipt) == []


def test_who_may_not_answer_says_nothing(council, administrator, reference):
    need = needs(council, administrator, reference)[INTERPRETER]
    with pytest.raises(NotPermitted):
        operator = council.signed_in(council.add("otto", "operator"))
        tell(council, operator, reference, need, "confirmed")


def test_what_was_said_of_one_need_cannot_be_passed_off_as_said_of_another_or_as_an_answer(
    council, administrator, receipt, reference
):
    seen = needs(council, administrator, reference)
    tell(council, administrator, reference, seen[INTERPRETER], "confirmed")
    with council.store.write() as conn:
        (step,) = conn.execute(need_steps.select())
        moved = {name: getattr(step, name) for name in ("id", "submission_id", "part", "body")}
        conn.execute(replies.insert().values(**moved, written=step.said_on))
        conn.execute(need_steps.update().values(need_id=seen[DOOR].id))
    found = follow(council.store, council.receipt_key, receipt, TODAY)
    assert [each.text for each in found.answers] == [None]
    assert [each.now.words for each in found.needs] == [None]
    (step,) = needs(council, administrator, reference)[DOOR].steps
    assert step.words is None


def test_another_number_opens_nothing_of_it(council, administrator, receipt, reference):
    need = needs(council, administrator, reference)[INTERPRETER]
    tell(council, administrator, reference, need, "confirmed")
    assert follow(council.store, council.receipt_key, new_receipt(), TODAY) is None


def test_a_young_person_is_told_in_short_sentences(council, administrator, receipt):
    answers = {"child_first_name": "Zofia", "advocate": "yes"}
    reference = from_a_child(council, answers, journey=CHILD_12_17, receipt=receipt)
    need = needs(council, administrator, reference)["Yes, please ask one for me"]
    with pytest.raises(CannotSay):
        tell(council, administrator, reference, need, "booked", "word " * 16)
    tell(council, administrator, reference, need, "booked", "Ms Okafor comes on Monday.")
    assert told(council, receipt) == [("Yes, please ask one for me", "booked")]


def test_who_answers_no_asks_for_nothing(council, administrator):
    answers = {"child_first_name": "Zofia", "advocate": "no"}
    reference = from_a_child(council, answers, journey=CHILD_12_17)
    assert needs(council, administrator, reference) == {}
