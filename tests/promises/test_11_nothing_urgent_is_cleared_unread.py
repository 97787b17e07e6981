"""Promise 11: 0 of 4 marks and answers end what only a chair can read, and none has read.

Nothing urgent is cleared unread.

Waiting and urgent end only when somebody who can open a part has opened it, and families are told
of each part what is true of it.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from heard.casework.council.renewing import present_holders, renew_keys
from heard.casework.errors import NothingOpened, OnlyForChairs
from heard.casework.reading.acting import Because, act_unread
from heard.casework.reading.inbox import Shown, inbox_page
from heard.casework.reading.opening import mark_read, open_submission
from heard.casework.reading.replying import Reply, reply
from heard.casework.retention import sweep
from heard.casework.sending.receipt_holder import Followed, add_words, follow, withdraw
from heard.casework.staff.access import Permission, require
from heard.casework.staff.sessions import SignedIn
from heard.journeys.children.child_8_11 import CHILD_8_11
from heard.records import log
from heard.records.database.store import Store
from heard.records.messages import new_message_id
from heard.records.tables import key_holders, keys
from heard.vault.receipts import new_receipt
from tests.casework.a_child import from_a_child
from tests.casework.founded import (
    CHAIR_ANSWERS,
    MORNING,
    TODAY,
    UNIT_ANSWERS,
    FoundedCouncil,
    found,
    in_urdu,
)

NEXT_DAY = MORNING + timedelta(days=1)

#: What a parent can send: which parts hold answers.
FOR_CHAIR_ALONE = in_urdu(CHAIR_ANSWERS)
FOR_TEAM_ALONE = in_urdu(UNIT_ANSWERS)
FOR_BOTH = in_urdu(UNIT_ANSWERS | CHAIR_ANSWERS)


class Desk:
    """A council, what one family sent it urgently, and what people at the desk do with it."""

    def __init__(self, council: FoundedCouncil) -> None:
        self.council, self.receipt = council, new_receipt()
        self.ada = council.signed_in(council.add("ada", "administrator"))
        self.cy = council.signed_in(council.add("cy", "chair"))
        self.reference = ""

    def given(self, parts: tuple[dict, dict] = FOR_BOTH, urgent: bool = True) -> "Desk":
        self.reference = self.council.send(*parts, urgent=urgent, receipt=self.receipt)
        return self

    def opened(self, who: SignedIn, now=MORNING):
        right = require(who, Permission.OPEN)
        return open_submission(self.council.store, self.council.logbook, right, self.reference, now)

    def marks(self, who: SignedIn, now=MORNING) -> None:
        right = require(who, Permission.MARK_READ)
        mark_read(self.council.store, self.council.logbook, right, self.reference, now)

    def reads(self, who: SignedIn, now=MORNING) -> None:
        self.opened(who, now)
        self.marks(who, now)

    def answers(self, who: SignedIn, **more: str) -> None:
        right = require(who, Permission.REPLY)
        new = Reply(new_message_id(0), "We have read it.", "unit", **more)
        reply(self.council.store, self.council.logbook, right, self.reference, new, MORNING)

    def adds(self, part: str, urgent: bool, place: int = 0) -> None:
        add_words(
            self.council.store,
            self.council.receipt_key,
            self.receipt,
            "He has found out",
            part,
            MORNING,
            new_message_id(place),
            urgent=urgent,
        )

    def takes_back(self, told_opened: bool) -> None:
        withdraw(
            self.council.store,
            self.council.receipt_key,
            self.receipt,
            MORNING,
            told_opened=told_opened,
        )

    def told(self) -> Followed:
        told = follow(self.council.store, self.council.receipt_key, self.receipt, TODAY)
        assert told is not None
        return told

    def in_list(self, who: SignedIn, shown: Shown) -> bool:
        right = require(who, Permission.LIST)
        rows = inbox_page(
            self.council.store, self.council.logbook, right, NEXT_DAY, shown=shown
        ).rows
        return self.reference in {row.reference for row in rows}

    def waits(self) -> bool:
        """Whether it stands in "not read yet", alike for everybody."""
        seen = {self.in_list(who, Shown.UNREAD) for who in (self.ada, self.cy)}
        assert len(seen) == 1
        return seen.pop()

    def is_urgent(self) -> bool:
        """Whether it stands in what is urgent, and is counted there, alike for everybody."""
        right = require(self.ada, Permission.LIST)
        counted = inbox_page(
            self.council.store, self.council.logbook, right, NEXT_DAY
        ).urgent_waiting
        seen = {self.in_list(who, Shown.URGENT) for who in (self.ada, self.cy)}
        assert seen == {bool(counted)}
        return seen.pop()


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(found(store, tmp_path / "secrets"))


@pytest.mark.parametrize("parts", [FOR_CHAIR_ALONE, FOR_BOTH], ids=["chair alone", "both parts"])
@pytest.mark.parametrize("does", [Desk.reads, Desk.answers], ids=["marks", "answers"])
def test_an_administrator_ends_nothing_that_only_a_chair_can_read(
    desk: Desk, parts: tuple[dict, dict], does: Callable
) -> None:
    desk.given(parts).opened(desk.ada)
    does(desk, desk.ada)
    assert desk.is_urgent()
    assert desk.waits()
    told = desk.told()
    assert not told.all_read
    assert [each.read for each in told.pieces if each.part == "chair"] == [False]
    desk.reads(desk.cy, NEXT_DAY)
    assert not desk.is_urgent()
    assert not desk.waits()
    assert desk.told().all_read


@pytest.mark.parametrize("first", ["ada", "cy"])
def test_in_either_order_the_family_is_told_who_read_which_part_and_when(
    desk: Desk, first: str
) -> None:
    desk.given()
    desk.reads(getattr(desk, first), MORNING)
    assert desk.is_urgent() is (first == "ada")
    desk.reads(desk.cy if first == "ada" else desk.ada, NEXT_DAY)
    unit, chair = desk.told().pieces
    days = {"ada": TODAY, "cy": TODAY, {"ada": "cy", "cy": "ada"}[first]: NEXT_DAY.date()}
    assert (unit.team_read_on, unit.chair_read_on) == (days["ada"], days["cy"])
    assert (chair.team_read_on, chair.chair_read_on) == (None, days["cy"])
    assert not desk.is_urgent()


def test_what_is_for_the_team_alone_needs_no_chair(desk: Desk) -> None:
    desk.given(FOR_TEAM_ALONE).reads(desk.ada)
    assert not desk.is_urgent()
    assert not desk.waits()
    assert [each.part for each in desk.told().pieces] == ["unit"]


def test_opening_is_no_reading(desk: Desk) -> None:
    desk.given().opened(desk.cy)
    assert desk.is_urgent()
    told = desk.told()
    assert [(each.opened, each.read) for each in told.pieces] == [(True, False)] * 2


def test_a_chair_who_has_not_opened_it_ends_nothing_and_another_chair_who_has_does(
    desk: Desk,
) -> None:
    other = desk.council.signed_in(desk.council.add("di", "chair"))
    desk.given().opened(desk.cy)
    with pytest.raises(NothingOpened):
        desk.marks(other)
    desk.answers(other)
    assert desk.is_urgent()
    desk.marks(desk.cy)
    assert not desk.is_urgent()


def test_a_chair_without_the_very_key_of_it_ends_nothing(desk: Desk) -> None:
    council = desk.given().council
    with council.store.read() as conn:
        (old,) = conn.scalars(select(keys.c.id).where(keys.c.kind == "chairs"))
    names = [each.name for each in present_holders(council.store, council.desk, council.family)]
    renew_keys(council.store, council.logbook, council.desk, council.family, names, MORNING)
    new = council.add("di", "chair")
    theirs = key_holders.c.staff_id == council.signed_in(new).staff_id
    with council.store.write() as conn:
        conn.execute(delete(key_holders).where(theirs, key_holders.c.key_id == old))
    later = council.signed_in(new, MORNING + timedelta(minutes=1))
    desk.reads(later)
    assert desk.is_urgent()


def test_what_is_added_after_reading_is_unread_again_and_can_be_urgent(desk: Desk) -> None:
    desk.given(urgent=False)
    desk.reads(desk.cy)
    assert not desk.waits()
    desk.adds("chair", urgent=True)
    assert desk.is_urgent()
    assert desk.waits()
    told = desk.told()
    assert not told.all_read
    assert [(each.urgent, each.read) for each in told.added] == [(True, False)]
    desk.reads(desk.ada)
    assert desk.is_urgent(), "the administrator cannot open it"
    desk.marks(desk.cy)
    assert desk.is_urgent(), "the chair had opened it before it was added to"
    desk.reads(desk.cy, NEXT_DAY)
    assert not desk.is_urgent()
    assert desk.told().added[0].chair_read_on == NEXT_DAY.date()


def test_an_addition_for_the_team_waits_for_the_team(desk: Desk) -> None:
    desk.given(urgent=False)
    desk.reads(desk.cy)
    desk.adds("unit", urgent=False)
    assert desk.waits()
    assert not desk.is_urgent()
    desk.reads(desk.ada, NEXT_DAY)
    assert not desk.waits()
    assert desk.told().added[0].team_read_on == NEXT_DAY.date()


def test_a_child_is_not_answered_past_what_only_the_chair_can_read(desk: Desk) -> None:
    desk.reference = from_a_child(
        desk.council, journey=CHILD_8_11, shared="chair", urgent=True, receipt=desk.receipt
    )
    desk.opened(desk.ada)
    with pytest.raises(OnlyForChairs):
        desk.answers(desk.ada, did="We talk to you.")
    desk.marks(desk.ada)
    assert desk.is_urgent()
    assert not desk.told().all_read
    desk.opened(desk.cy)
    desk.answers(desk.cy, did="We talk to you.")
    assert not desk.is_urgent()


def test_taking_it_back_does_not_clear_what_is_urgent_and_unread(desk: Desk) -> None:
    desk.given().opened(desk.ada)
    desk.takes_back(told_opened=True)
    sweep(desk.council.store, desk.council.logbook, MORNING)
    assert desk.is_urgent()
    desk.reads(desk.cy)
    assert not desk.is_urgent()


def test_what_is_not_urgent_and_was_taken_back_waits_no_longer(desk: Desk) -> None:
    desk.given(urgent=False).opened(desk.ada)
    desk.takes_back(told_opened=True)
    sweep(desk.council.store, desk.council.logbook, MORNING)
    assert not desk.waits()


def test_a_chair_says_why_it_was_acted_on_unread_and_it_goes_on_waiting(desk: Desk) -> None:
    desk.given()
    right = require(desk.cy, Permission.OPEN_FOR_CHAIRS)
    act_unread(
        desk.council.store, desk.council.logbook, right, desk.reference, Because.TOLD, MORNING
    )
    assert not desk.is_urgent()
    assert desk.waits()
    assert not desk.told().some_read
    with desk.council.store.read() as conn:
        newest = log.page(conn, None, 1)[0]
        assert desk.council.logbook.faults(conn) == []
    assert (newest.actor, newest.action) == ("cy", "acted without reading")
    assert newest.subject == f"{desk.reference} told us themselves"


def test_what_came_without_any_answer_is_seen_by_somebody(desk: Desk) -> None:
    desk.given(in_urdu({}))
    assert desk.is_urgent()
    desk.reads(desk.ada)
    assert not desk.is_urgent()
