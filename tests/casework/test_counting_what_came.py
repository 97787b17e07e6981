"""Whoever deletes a form from the database is found out by the count, exactly."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update

from heard.casework.council.logbook import present_heads
from heard.casework.reading.opening import open_submission
from heard.casework.retention import sweep
from heard.casework.sending.receipt_holder import withdraw
from heard.casework.staff.access import Permission, require
from heard.records import ledger as records
from heard.records import log
from heard.records.tables import alarms, ledger, part_keys, submission_parts, submissions
from heard.vault.primitives.envelope import new_key_pair
from heard.vault.receipts import new_receipt
from tests.casework.founded import MORNING, TODAY

MINUTE = timedelta(minutes=1)


def counted(council, anchor=None):
    with council.store.read() as conn:
        return council.logbook.count(conn, anchor)


def heads(council):
    with council.store.read() as conn:
        return present_heads(conn)


def minute(council, now=MORNING):
    """What the desk's process does every minute."""
    return sweep(council.store, council.logbook, now)


def sequences(council):
    with council.store.read() as conn:
        rows = conn.execute(select(submissions.c.reference, submissions.c.sequence))
        return {row.reference: row.sequence for row in rows}


def remove(council, *references):
    """As somebody who may delete rows."""
    with council.store.write() as conn:
        conn.execute(delete(submissions).where(submissions.c.reference.in_(references)))


def change(council, **values):
    with council.store.write() as conn:
        conn.execute(update(submissions).values(**values))


def test_what_came_and_ended_as_it_may_leaves_nothing_missing(council, administrator):
    receipts = [new_receipt() for _ in range(2)]
    for receipt in receipts:
        council.send(receipt=receipt)
    opened = council.send(receipt=(kept := new_receipt()))
    council.send(expires=TODAY + timedelta(days=90))
    minute(council)
    right = require(administrator, Permission.OPEN)
    open_submission(council.store, council.logbook, right, opened, MORNING)
    for receipt in receipts:
        withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=False)
    withdraw(council.store, council.receipt_key, kept, MORNING, told_opened=True)
    minute(council)
    minute(council, MORNING + timedelta(days=90))
    found = counted(council)
    assert (found.sound, found.missing, found.skipped) == (True, (), 0)
    assert (found.came, found.here) == (4, 1)
    assert found.ended == {"taken back": 2, "expired": 1}


def test_what_was_never_taken_up_before_its_end_is_counted_all_the_same(council):
    council.send(receipt=(receipt := new_receipt()))
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=False)
    minute(council)
    assert (counted(council).came, counted(council).ended) == (1, {"taken back": 1})


@pytest.mark.parametrize("many", [1, 3])
def test_what_was_deleted_by_hand_is_missing_by_its_number(council, many):
    sent = [council.send() for _ in range(5)]
    minute(council)
    numbers = sequences(council)
    remove(council, *sent[1 : 1 + many])
    council.send()
    for _ in range(2):
        assert counted(council).missing == tuple(numbers[each] for each in sent[1 : 1 + many])
        minute(council)


def test_a_table_that_was_emptied_is_missing_whole(council):
    for _ in range(3):
        council.send()
    minute(council)
    emptied = "TRUNCATE submissions CASCADE"
    with council.store.write() as conn:
        sqlite = conn.dialect.name == "sqlite"
        conn.execute(text("DELETE FROM submissions" if sqlite else emptied))
    assert len(counted(council).missing) == 3


def test_what_was_deleted_within_the_minute_in_which_it_came_leaves_a_number_that_was_skipped(
    council,
):
    council.send()
    minute(council)
    remove(council, council.send())
    council.send()
    minute(council)
    found = counted(council)
    assert (found.missing, found.skipped, found.came) == ((), 1, 2)


def test_sending_twice_skips_no_number(council):
    receipt = new_receipt()
    council.send(receipt=receipt)
    for _ in range(2):
        with pytest.raises(AssertionError):
            council.send(receipt=receipt)
    council.send()
    minute(council)
    assert (counted(council).came, counted(council).skipped) == (2, 0)


def test_a_false_reason_in_the_ledger_is_found(council):
    reference = council.send()
    council.send()
    minute(council)
    number = sequences(council)[reference]
    remove(council, reference)
    with council.store.write() as conn:
        last = records.head(conn)
        row = {"number": last.sequence + 1, "sequence": number, "event": "expired"}
        row |= {"fingerprint": b"", "previous": last.link, "link": b"l" * 32}
        conn.execute(ledger.insert().values(**row))
    found = counted(council)
    assert found.missing == (number,)
    assert [fault.kind for fault in found.faults] == ["changed"]


@pytest.mark.parametrize("which", [1, 2, 3])
def test_a_row_taken_out_of_the_ledger_is_found_with_an_anchor(council, which):
    for _ in range(3):
        council.send()
    minute(council)
    anchor = heads(council).ledger
    assert counted(council, anchor).sound
    with council.store.write() as conn:
        conn.execute(delete(ledger).where(ledger.c.number == which))
    kinds = [fault.kind for fault in counted(council, anchor).faults]
    assert kinds == (["cut"] if which == 3 else ["gap"])


def test_an_older_copy_of_the_whole_database_is_found_with_an_anchor(council):
    council.send()
    minute(council)
    second = council.send()
    minute(council)
    anchor = heads(council).ledger
    remove(council, second)
    with council.store.write() as conn:
        conn.execute(delete(ledger).where(ledger.c.number == 2))
    assert counted(council).sound, "by itself an older copy is as good as the newer one"
    assert [fault.kind for fault in counted(council, anchor).faults] == ["cut"]


@pytest.mark.parametrize(
    "change_to",
    [
        {"expires": TODAY},
        {"expires": TODAY + timedelta(days=9000)},
        {"proof_hash": b"of somebody else"},
        {"reference": "K7PM-3QXD"},
        {"mailbox_recipient": new_key_pair()[1]},
        {"urgent": True},
    ],
    ids=lambda change_to: next(iter(change_to)),
)
def test_a_row_that_was_changed_is_named_and_not_deleted_as_if_its_time_had_come(
    council, change_to
):
    council.send()
    minute(council)
    change(council, **change_to)
    minute(council)
    found = counted(council)
    assert (found.here, len(found.changed), found.ended) == (1, 1, {})


def test_words_that_were_put_in_the_place_of_a_familys_are_seen_and_not_answered(
    council, administrator
):
    reference = council.send()
    minute(council)
    with council.store.write() as conn:
        conn.execute(update(part_keys).where(part_keys.c.part == "chair").values(sealed_key=b"x"))
    right = require(administrator, Permission.OPEN)
    found = open_submission(council.store, council.logbook, right, reference, MORNING)
    assert found.differs == {"row"}


def test_what_was_made_to_look_expired_is_logged_once(council):
    reference = council.send()
    minute(council)
    change(council, expires=TODAY)
    for _ in range(3):
        minute(council)
    with council.store.read() as conn:
        rows = [row for row in log.page(conn, None, 50) if row.action == "does not agree"]
        assert len(conn.execute(alarms.select()).all()) == 1
    assert [(row.actor, row.subject) for row in rows] == [("heard itself", reference)]


def test_a_wish_that_somebody_wrote_for_themselves_deletes_nothing(council):
    theirs, ours = new_receipt(), new_receipt()
    council.send(receipt=theirs)
    reference = council.send(receipt=ours)
    minute(council)
    with council.store.write() as conn:
        rows = conn.execute(submissions.select().order_by(submissions.c.sequence)).all()
        mine = submissions.c.reference == reference
        conn.execute(update(submissions).where(mine).values(proof_hash=rows[0].proof_hash))
    withdraw(council.store, council.receipt_key, theirs, MORNING, told_opened=False)
    with council.store.write() as conn:
        conn.execute(
            text("INSERT INTO withdrawals SELECT :id, asked, proof FROM withdrawals"),
            {"id": rows[1].id},
        )
    minute(council)
    assert list(sequences(council)) == [reference]
    assert counted(council).changed == (reference,)


def test_whoever_is_killed_before_the_end_is_committed_has_ended_nothing(council, monkeypatch):
    council.send(expires=TODAY)
    council.send(receipt=(receipt := new_receipt()))
    minute(council, MORNING - timedelta(days=1))
    withdraw(council.store, council.receipt_key, receipt, MORNING, told_opened=False)
    real = records.end

    def killed(*given):
        real(*given)
        raise KeyboardInterrupt

    for _ in range(2):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(records, "end", killed)
            minute(council)
        assert (counted(council).here, counted(council).sound) == (2, True)
    minute(council)
    found = counted(council)
    assert (found.here, found.sound, sum(found.ended.values())) == (0, True, 2)


def test_the_ledger_says_nothing_of_what_is_gone_but_its_number_and_why(council):
    council.send(expires=TODAY + timedelta(days=1))
    minute(council)
    with council.store.read() as conn:
        before = conn.execute(submissions.select()).one()
    minute(council, MORNING + timedelta(days=1))
    with council.store.read() as conn:
        rows = conn.execute(ledger.select().order_by(ledger.c.number)).all()
        assert conn.execute(submission_parts.select()).all() == []
    assert [(row.number, row.sequence, row.event) for row in rows] == [
        (1, before.sequence, "came"),
        (2, before.sequence, "expired"),
    ]
    assert [len(row.fingerprint) for row in rows] == [32, 0]
