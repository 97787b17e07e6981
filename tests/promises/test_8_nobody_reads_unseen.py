"""Promise 8: 0 words shown before their row in the log; 6 of 6 changes of it are found.

Nobody reads unseen.
"""

from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update

from heard.casework.council import logbook as logbook_room
from heard.casework.council.logbook import load_logbook
from heard.casework.reading.counting import begin_counting, open_answers
from heard.casework.reading.opening import open_submission
from heard.casework.sending.receipt_holder import add_words
from heard.casework.staff.access import Permission, require
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.records import log
from heard.records.database.store import Store
from heard.records.messages import new_message_id
from heard.records.tables import log as table
from heard.vault.agent.client import LockedKey
from heard.vault.chain import link
from heard.vault.receipts import new_receipt
from tests.casework.founded import MORNING, FoundedCouncil, found
from tests.support.processes import RunningDesk, RunningSite, Visitor, newest_reference, send_views


@pytest.fixture
def council(store: Store, tmp_path: Path) -> FoundedCouncil:
    return found(store, tmp_path / "secrets")


def opened_rows(store: Store) -> list[str]:
    with store.read() as conn:
        return list(conn.scalars(select(table.c.subject).where(table.c.action == "opened")))


def test_the_row_is_committed_before_anything_is_opened(
    council: FoundedCouncil, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = council.send()
    reader = council.signed_in(council.add("nadia", "chair"))
    seen_from_outside: list[list[str]] = []
    opening = LockedKey.open_parts

    def watched(*given):
        seen_from_outside.append(opened_rows(council.store))
        return opening(*given)

    monkeypatch.setattr(LockedKey, "open_parts", watched)
    open_submission(
        council.store, council.logbook, require(reader, Permission.OPEN), reference, MORNING
    )
    assert seen_from_outside == [[reference]]


def test_the_row_is_committed_before_anything_is_opened_to_be_counted(
    council: FoundedCouncil, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        council.send()
    reader = council.signed_in(council.add("nadia", "chair"))
    counted = select(table.c.actor, table.c.subject).where(table.c.action == "counted")
    seen_from_outside: list[list[tuple[str, ...]]] = []
    opening = LockedKey.open_parts

    def watched(*given):
        with council.store.read() as conn:
            seen_from_outside.append([tuple(row) for row in conn.execute(counted)])
        return opening(*given)

    monkeypatch.setattr(LockedKey, "open_parts", watched)
    days = (MORNING.date(), MORNING.date())
    right = require(reader, Permission.COUNT)
    given = council.store, council.logbook, right, YOUR_VIEWS, days, MORNING
    assert len(list(open_answers(begin_counting(*given), 9))) == 3
    assert seen_from_outside == [[("nadia", "your-views")]]


def test_the_row_is_committed_before_anything_that_was_added_is_opened(
    council: FoundedCouncil, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = new_receipt()
    reference = council.send(receipt=receipt)
    given = council.store, council.receipt_key, receipt, "one more thing", "chair", MORNING
    add_words(*given, new_message_id(0))
    reader = council.signed_in(council.add("nadia", "chair"))
    seen_from_outside: list[list[str]] = []
    opening = LockedKey.open_parts

    def watched(*given):
        seen_from_outside.append(opened_rows(council.store))
        return opening(*given)

    monkeypatch.setattr(LockedKey, "open_parts", watched)
    opened = open_submission(
        council.store, council.logbook, require(reader, Permission.OPEN), reference, MORNING
    )
    assert [message.text for message in opened.messages] == ["one more thing"]
    assert seen_from_outside == [[reference]]


def test_where_the_log_cannot_be_written_nothing_is_opened(
    council: FoundedCouncil, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = council.send()
    reader = council.signed_in(council.add("nadia", "chair"))

    def full_disk(*_: object) -> None:
        raise OSError("no space left")

    def never(*_: object) -> None:
        raise AssertionError("something was opened without a row in the log")

    monkeypatch.setattr(logbook_room.log, "append", full_disk)
    monkeypatch.setattr(LockedKey, "open_parts", never)
    with pytest.raises(OSError, match="no space"):
        open_submission(
            council.store, council.logbook, require(reader, Permission.OPEN), reference, MORNING
        )
    days = (MORNING.date(), MORNING.date())
    right = require(reader, Permission.COUNT)
    with pytest.raises(OSError, match="no space"):
        begin_counting(council.store, council.logbook, right, YOUR_VIEWS, days, MORNING)


def sign_in(desk: RunningDesk) -> Visitor:
    """Somebody who has signed in at the desk that really runs."""
    visitor, chair = Visitor(desk.address), desk.hire("chair")
    visitor.sign_in(chair)
    return visitor


@pytest.fixture
def at_the_desk(family_server: RunningSite, desk_server: RunningDesk) -> Visitor:
    return sign_in(desk_server)


def test_at_the_desk_that_really_runs_each_session_that_looks_at_a_page_leaves_a_row(
    at_the_desk: Visitor, desk_server: RunningDesk, family_server: RunningSite
) -> None:
    send_views(Visitor(family_server.address), "for the meeting")
    reference = newest_reference(family_server)
    for _ in range(2):
        status, page = at_the_desk.get(f"/submissions/{reference}")
        assert status == 200
        assert "for the meeting" in page
        assert opened_rows(family_server.house.store).count(reference) == 1
    assert sign_in(desk_server).get(f"/submissions/{reference}")[0] == 200
    assert opened_rows(family_server.house.store).count(reference) == 2
    with family_server.house.store.read() as conn:
        assert load_logbook(family_server.house.data / "desk").faults(conn) == []


def test_at_the_desk_that_really_runs_nothing_is_shown_while_the_log_takes_no_row(
    at_the_desk: Visitor, family_server: RunningSite
) -> None:
    send_views(Visitor(family_server.address), "for the meeting")
    reference, store = newest_reference(family_server), family_server.house.store
    with store.write() as conn:
        conn.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'full'); END")
        )
    try:
        status, page = at_the_desk.get(f"/submissions/{reference}")
    finally:
        with store.write() as conn:
            conn.execute(text("DROP TRIGGER full"))
    assert status == 500
    assert "for the meeting" not in page
    assert at_the_desk.get(f"/submissions/{reference}")[0] == 200


def a_log_of_six(council: FoundedCouncil) -> None:
    with council.store.write() as conn:
        for each in range(6):
            log.append(conn, council.logbook.key, "nadia", "opened", f"K7PM-000{each}", MORNING)


def faults(council: FoundedCouncil, anchor: log.Head | None = None) -> list[log.Fault]:
    with council.store.read() as conn:
        return council.logbook.faults(conn, anchor)


def head(council: FoundedCouncil) -> log.Head:
    with council.store.read() as conn:
        return log.head(conn)


def test_an_untouched_log_is_unbroken(council: FoundedCouncil) -> None:
    a_log_of_six(council)
    assert faults(council) == []


def test_a_changed_row_is_found(council: FoundedCouncil) -> None:
    a_log_of_six(council)
    middle = head(council).sequence - 3
    with council.store.write() as conn:
        conn.execute(update(table).where(table.c.sequence == middle).values(actor="someone"))
    assert any(fault.sequence == middle for fault in faults(council))


def test_a_row_that_was_taken_out_is_found(council: FoundedCouncil) -> None:
    a_log_of_six(council)
    with council.store.write() as conn:
        conn.execute(delete(table).where(table.c.sequence == head(council).sequence - 3))
    assert faults(council)


def test_rows_that_changed_places_are_found(council: FoundedCouncil) -> None:
    a_log_of_six(council)
    last = head(council).sequence
    with council.store.write() as conn:
        for subject, sequence in (("K7PM-0003", last - 1), ("K7PM-0004", last - 2)):
            conn.execute(update(table).where(table.c.sequence == sequence).values(subject=subject))
    assert faults(council)


def test_whole_rows_that_changed_places_are_found(council: FoundedCouncil) -> None:
    a_log_of_six(council)
    last = head(council).sequence
    with council.store.write() as conn:
        for one, other in ((last - 1, 0), (last - 2, last - 1), (0, last - 2)):
            conn.execute(update(table).where(table.c.sequence == one).values(sequence=other))
    assert faults(council)


def test_a_row_rewritten_with_its_links_by_somebody_without_the_key_is_found(
    council: FoundedCouncil,
) -> None:
    a_log_of_six(council)
    with council.store.read() as conn:
        *kept, forged = reversed(log.page(conn, None, 6))
    row = {"sequence": forged.sequence, "hour": forged.hour, "actor": "someone"}
    row |= {"action": forged.action, "subject": forged.subject, "session": forged.session}
    covered = row | {"hour": forged.hour.isoformat(timespec="minutes")}
    for key in (bytes(32), forged.link, forged.previous):
        forging = link(key, kept[-1].link, covered)
        with council.store.write() as conn:
            conn.execute(delete(table).where(table.c.sequence == forged.sequence))
            conn.execute(insert(table).values(**row, previous=kept[-1].link, link=forging))
        assert faults(council) == [log.Fault(forged.sequence, "changed")]
    right = link(council.logbook.key, kept[-1].link, covered)
    with council.store.write() as conn:
        conn.execute(update(table).where(table.c.sequence == forged.sequence).values(link=right))
    assert faults(council) == [], "only the key makes a row that fits"


def test_a_cut_before_the_last_anchor_is_found_and_one_after_it_is_not(
    council: FoundedCouncil,
) -> None:
    a_log_of_six(council)
    anchor = head(council)
    a_log_of_six(council)
    with council.store.write() as conn:
        conn.execute(delete(table).where(table.c.sequence > anchor.sequence))
    assert faults(council, anchor) == [], "the threat model says that this is not found"
    with council.store.write() as conn:
        conn.execute(delete(table).where(table.c.sequence > anchor.sequence - 2))
    assert faults(council, anchor), "rows that the anchor knew are missing"
