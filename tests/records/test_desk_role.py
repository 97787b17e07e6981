"""What the desk's role of PostgreSQL does with what families sent, and what it cannot."""

from datetime import timedelta

from heard.records import (
    desk_sessions,
    drafts,
    endings,
    inbox,
    keys,
    log,
    messages,
    staff,
    submissions,
    taken_back,
)
from heard.records.scope import EVERYTHING
from heard.records.staff import StaffMember, StoredUnlock
from tests.records.roles import DAY, KEY, NOW, new, refused
from tests.records.sealed import stored
from tests.records.test_submissions import PROOF


def test_the_desk_role_writes_nothing_in_a_familys_name(desk):
    refused(desk, "INSERT INTO additions (id) VALUES ('x')")
    refused(desk, "UPDATE additions SET body = ''")
    refused(desk, "DELETE FROM additions")
    refused(desk, "UPDATE replies SET body = ''")
    refused(desk, "DELETE FROM replies")
    refused(desk, "INSERT INTO withdrawals (submission_id) VALUES ('x')")
    refused(desk, "UPDATE withdrawals SET proof = ''")


def test_the_desk_role_works_through_a_submission_to_its_end(public, desk):
    with public.write() as conn:
        submissions.add(conn, new(1, b"1"))
        submissions.add(conn, new(2, b"2"))
        drafts.add(conn, "d", b"body", NOW - timedelta(hours=2))
        drafts.add_lock(conn, b"lock", "d", "session", b"key")
    desk.require_ready()
    with desk.write() as conn:
        submissions.mark_opened(conn, "id-1")
    with public.write() as conn:
        for id in ("id-1", "id-2"):
            messages.take_back(conn, id, DAY, PROOF)
    with desk.write() as conn:
        assert len(inbox.older(conn, EVERYTHING, DAY - timedelta(days=1), None, 10)) == 2
        reference = stored(conn, "id-1").reference
        assert submissions.find_by_reference(conn, EVERYTHING, reference).id == "id-1"
        submissions.mark_opened(conn, "id-1")
        assert messages.fulfil(conn, KEY).number == 2
        assert len(taken_back.newest(conn, EVERYTHING, None, 9)) == 1
        assert taken_back.forget(conn, DAY + timedelta(days=90)) == 1
        assert len(endings.end_expired(conn, KEY, DAY).gone) == 1
        assert stored(conn, "id-1") is None
        assert drafts.delete_expired(conn, NOW) == 1


def test_the_desk_role_keeps_staff_sessions_and_log(desk):
    member = StaffMember("s", "a.chair", "A Chair", "chair", "age1")
    with desk.write() as conn:
        staff.add(conn, member)
        new = StoredUnlock("password", b"salt", b"new")
        staff.replace_unlocks(conn, "s", "age1new", b"vouched", [new])
        assert staff.unlocks(conn, "s", "password")
        staff.accept_totp_step(conn, "s", 1)
        staff.count_failure(conn, "s")
        staff.clear_failures(conn, "s")
        keys.give(conn, "s", "unit-1", b"wrapped")
        assert keys.held_by(conn, "s")
        keys.take_all(conn, "s")
        staff.set_recovery_codes(conn, "s", [b"code"])
        assert staff.use_recovery_code(conn, "s", b"code")
        staff.set_recovery_codes(conn, "s", [])
        desk_sessions.add(conn, b"lookup", "s", b"half", NOW)
        desk_sessions.touch(conn, b"lookup", NOW)
        desk_sessions.end(conn, b"lookup")
        log.append(conn, KEY, "a.chair", "open", "id-1", NOW)
        assert log.verify(conn, KEY) == []


def test_the_desk_role_rewrites_no_history_reads_no_draft_and_makes_no_submission(desk):
    refused(desk, "UPDATE log SET actor = 'x'")
    refused(desk, "DELETE FROM log")
    refused(desk, "UPDATE ledger SET event = 'expired'")
    refused(desk, "DELETE FROM ledger")
    refused(desk, "DELETE FROM turns")
    refused(desk, "DELETE FROM alarms")
    refused(desk, "DELETE FROM staff")
    refused(desk, "SELECT body FROM drafts")
    refused(desk, "SELECT * FROM draft_locks")
    refused(desk, "INSERT INTO submissions (id) VALUES ('x')")
    refused(desk, "UPDATE submission_parts SET body = ''")
    refused(desk, "UPDATE part_keys SET sealed_key = ''")
    refused(desk, "UPDATE council SET fingerprint = 'f'")
    refused(desk, "UPDATE keys SET recipient = 'age1'")
    refused(desk, "INSERT INTO keys (id) VALUES ('x')")
    refused(desk, "UPDATE key_holders SET wrapped = ''")
    refused(desk, "UPDATE staff SET role = 'chair'")
