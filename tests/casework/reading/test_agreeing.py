"""Whoever writes in the database swaps keys and days there, and reads nothing that follows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select, update

from heard.casework.council.alarms import log_alarms
from heard.casework.errors import CaseworkError, DoesNotAgree, NothingUnderNumber
from heard.casework.reading.opening import open_submission
from heard.casework.reading.replying import Reply, reply
from heard.casework.reading.saying import Said, say
from heard.casework.sending.receipt_holder import add_words, withdraw
from heard.casework.staff.access import Permission, require
from heard.records import log
from heard.records.messages import new_message_id
from heard.records.tables import (
    additions,
    alarms,
    need_steps,
    part_keys,
    replies,
    submission_parts,
    submissions,
    withdrawals,
)
from heard.vault.errors import CannotOpen, VaultError
from heard.vault.parts import APART
from heard.vault.primitives.envelope import new_key_pair, unseal
from heard.vault.receipts import new_receipt
from tests.casework.founded import MORNING, TODAY, UNIT_PART, FoundedCouncil
from tests.casework.requests import NAMES, ask_for_help

LATER = TODAY + timedelta(days=40)


@dataclass(frozen=True)
class Intruder:
    """Somebody with the owner's right to write in the database, and a key pair of their own."""

    private: str = field(repr=False)
    public: str

    def reads(self, conn: Connection) -> int:
        """How much of what was said after sending opens with their key."""
        bodies = [
            body
            for table in (replies, additions, need_steps)
            for body in conn.scalars(select(table.c.body))
        ]
        return sum(self._opens(body) for body in bodies)

    def _opens(self, body: bytes) -> bool:
        try:
            unseal(body, self.private)
        except CannotOpen:
            return False
        return True


@pytest.fixture
def intruder() -> Intruder:
    return Intruder(*new_key_pair())


@pytest.fixture
def receipt() -> str:
    return new_receipt()


@dataclass
class House:
    """What staff and family do with one form."""

    council: FoundedCouncil
    reference: str
    receipt: str

    def open(self, reader):
        right = require(reader, Permission.OPEN)
        return open_submission(
            self.council.store, self.council.logbook, right, self.reference, MORNING
        )

    def answer(self, reader, part: str, place: int) -> None:
        right = require(reader, Permission.REPLY)
        new = Reply(new_message_id(place), "The house by the blue gate.", part)
        reply(self.council.store, self.council.logbook, right, self.reference, new, MORNING)

    def tell(self, reader, need) -> None:
        right = require(reader, Permission.REPLY)
        said = Said(new_message_id(9), "confirmed", "At ten, by the blue gate.", True, need.last)
        say(self.council.store, self.council.logbook, right, self.reference, need, said, MORNING)

    def add(self, part: str, place: int, *, urgent: bool = False) -> None:
        given = (self.council.store, self.council.receipt_key, self.receipt, "She knows.", part)
        add_words(*given, MORNING, new_message_id(place), urgent=urgent)

    def take_back(self) -> None:
        given = (self.council.store, self.council.receipt_key, self.receipt, MORNING)
        withdraw(*given, told_opened=True)

    def everything(self, person, part: str, need) -> list[Callable[[], None]]:
        """All that is sealed to a key after sending."""
        return [
            lambda: self.answer(person, part, 90),
            lambda: self.tell(person, need),
            lambda: self.add(part, 91),
            lambda: self.add(part, 92),
            lambda: self.add(part, 93, urgent=True),
        ]


@pytest.fixture
def house(council, receipt) -> House:
    """A form with things that were asked for, opened by nobody yet."""
    return House(council, ask_for_help(council, receipt), receipt)


def swap_mailbox(conn: Connection, intruder: Intruder) -> None:
    conn.execute(submissions.update().values(mailbox_recipient=intruder.public))


def swap_part(name: str) -> Callable[[Connection, Intruder], None]:
    def swap(conn: Connection, intruder: Intruder) -> None:
        mine = submission_parts.c.part == name
        conn.execute(update(submission_parts).where(mine).values(recipient=intruder.public))

    swap.__name__ = name
    return swap


def logged(council) -> list[str]:
    with council.store.read() as conn:
        rows = log.page(conn, None, 200)
    return [row.subject for row in rows if row.action == "does not agree"]


def count(council, table) -> int:
    with council.store.read() as conn:
        return len(conn.execute(table.select()).all())


@pytest.mark.parametrize("swap", [swap_mailbox, swap_part("unit"), swap_part("chair")])
@pytest.mark.parametrize("part", ["unit", "chair"])
def test_whoever_swaps_a_key_reads_nothing_that_is_said_afterwards(
    council, house, chair, intruder, swap, part
):
    need = {each.name.english: each for each in house.open(chair).needs}[NAMES[-1]]
    house.answer(chair, part, 0)
    house.add(part, 1)
    before = [count(council, table) for table in (replies, additions, need_steps)]
    with council.store.write() as conn:
        swap(conn, intruder)
    for press in house.everything(chair, part, need):
        with pytest.raises(DoesNotAgree):
            press()
    with council.store.read() as conn:
        assert intruder.reads(conn) == 0
    assert [count(council, table) for table in (replies, additions, need_steps)] == before
    assert len(logged(council)) == 1, "it stands in the log, once for a session"
    assert [log_alarms(council.store, council.logbook, MORNING) for _ in range(2)] == [1, 0]
    assert logged(council)[0] == house.reference, "what the family's site has told of stands there"


def test_an_administrator_is_refused_too_though_the_chairs_key_alone_was_swapped(
    council, house, administrator, intruder
):
    with council.store.write() as conn:
        swap_part("chair")(conn, intruder)
    with pytest.raises(DoesNotAgree) as refused:
        house.answer(administrator, "unit", 0)
    assert refused.value.differs == {"parts"}


def test_a_complaint_that_is_kept_apart_is_guarded_in_the_same_way(council, receipt, intruder):
    manager = council.signed_in(council.add("meg", "complaints-manager"))
    reference = council.send(parts={APART: UNIT_PART}, receipt=receipt)
    house = House(council, reference, receipt)
    for swap in (swap_part(APART), swap_mailbox):
        with council.store.write() as conn:
            swap(conn, intruder)
        with pytest.raises(DoesNotAgree):
            house.answer(manager, APART, 0)
        with pytest.raises(DoesNotAgree):
            house.add(APART, 1)
    with council.store.read() as conn:
        assert intruder.reads(conn) == 0


def swapped_with_another(council, receipt, *columns: str) -> House:
    """What came under this number, once these columns stand in the row of an intruder's form."""
    theirs, number = council.send(), receipt
    ours = council.send(receipt=number)
    with council.store.write() as conn:
        rows = {
            each: conn.execute(submissions.select().where(submissions.c.reference == each)).one()
            for each in (ours, theirs)
        }
        free = {name: f"{name}-free".encode() for name in columns if name == "receipt_hash"}
        if free:
            conn.execute(update(submissions).where(_is(ours)).values(**free))
        for to, source in ((theirs, ours), (ours, theirs)):
            values = {name: getattr(rows[source], name) for name in columns}
            conn.execute(update(submissions).where(_is(to)).values(**values))
    return House(council, ours, number)


def _is(reference: str):
    return submissions.c.reference == reference


@pytest.mark.parametrize(
    "columns",
    [
        ("receipt_hash",),
        ("receipt_hash", "mailbox_wrapped"),
        ("receipt_hash", "mailbox_wrapped", "proof_hash", "mailbox_recipient"),
        ("mailbox_wrapped",),
        ("mailbox_recipient",),
    ],
    ids="+".join,
)
def test_a_number_that_leads_to_another_form_adds_nothing_to_it_and_takes_nothing_back(
    council, receipt, columns
):
    house = swapped_with_another(council, receipt, *columns)
    for press in (lambda: house.add("chair", 0), lambda: house.add("unit", 1), house.take_back):
        with pytest.raises(DoesNotAgree):
            press()
    assert (count(council, additions), count(council, withdrawals)) == (0, 0)


def test_what_was_swapped_while_it_was_being_added_is_sealed_to_the_familys_own_key(
    council, house, chair, intruder, monkeypatch
):
    def between(*given, **more):
        with council.store.write() as conn:
            swap_part("unit")(conn, intruder)
        return sealed(*given, **more)

    sealed = add_words.__globals__["seal_message"]
    monkeypatch.setitem(add_words.__globals__, "seal_message", between)
    house.add("unit", 0)
    with council.store.read() as conn:
        assert intruder.reads(conn) == 0
    assert [each.text for each in house.open(chair).messages] == ["She knows."]


@pytest.mark.parametrize(
    ("column", "value"),
    [("urgent", True), ("received", LATER), ("expires", LATER), ("language", "pl")],
)
def test_what_was_changed_in_the_clear_is_named_to_who_opens_it_and_logged_once(
    council, house, administrator, column, value
):
    with council.store.write() as conn:
        conn.execute(submissions.update().values(**{column: value}))
    for _ in range(2):
        assert house.open(administrator).differs == {column}
    assert logged(council) == [f"{house.reference} {column}"]
    with pytest.raises(DoesNotAgree):
        house.answer(administrator, "unit", 0)


def test_what_is_as_it_was_sent_is_told_from_what_was_changed(council, house, chair):
    house.add("chair", 0, urgent=True)
    assert house.open(chair).differs == frozenset()
    assert (logged(council), count(council, alarms)) == ([], 0)


def test_an_addition_says_itself_that_it_is_urgent(council, house, chair):
    house.add("chair", 0, urgent=True)
    with council.store.write() as conn:
        conn.execute(additions.update().values(urgent=False))
    found = house.open(chair)
    assert (found.differs, [each.urgent for each in found.messages]) == ({"additions"}, [True])


def test_a_part_that_is_damaged_keeps_its_reader_from_answering(council, house, chair, intruder):
    with council.store.write() as conn:
        conn.execute(
            update(submission_parts).where(submission_parts.c.part == "chair").values(body=b"x")
        )
    with pytest.raises(DoesNotAgree):
        house.answer(chair, "unit", 0)


def test_parts_of_two_families_that_changed_places_do_not_open_and_are_not_answered(
    council, house, chair
):
    other = council.send()
    with council.store.write() as conn:
        ids = dict(conn.execute(select(submissions.c.reference, submissions.c.id)).all())
        ours, theirs = ids[house.reference], ids[other]
        for table in (submission_parts, part_keys):
            row = conn.execute(
                table.select().where(table.c.submission_id == theirs, table.c.part == "unit")
            ).one()
            values = {k: v for k, v in row._mapping.items() if k not in ("submission_id", "part")}
            conn.execute(
                update(table)
                .where(table.c.submission_id == ours, table.c.part == "unit")
                .values(**values)
            )
    for press in (lambda: house.open(chair), lambda: house.answer(chair, "chair", 0)):
        with pytest.raises((CaseworkError, VaultError)):
            press()
    with pytest.raises(DoesNotAgree):
        house.add("unit", 1)
    assert count(council, replies) == 0


def test_a_family_whose_row_agrees_adds_again_after_a_swap_was_put_right(council, house, intruder):
    with council.store.read() as conn:
        before = conn.execute(submissions.select()).one().mailbox_recipient
    with council.store.write() as conn:
        swap_mailbox(conn, intruder)
    with pytest.raises(DoesNotAgree):
        house.add("unit", 0)
    with council.store.write() as conn:
        conn.execute(submissions.update().values(mailbox_recipient=before))
    house.add("unit", 0)
    assert count(council, additions) == 1


def test_under_a_number_that_leads_nowhere_there_is_no_alarm(council, house):
    house.receipt = new_receipt()
    with pytest.raises(NothingUnderNumber):
        house.add("unit", 0)
    assert count(council, alarms) == 0
