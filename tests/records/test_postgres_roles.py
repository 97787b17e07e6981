"""deploy/postgres-roles.sql: the public role can add, and can take nothing back out."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from heard.records import (
    council_keys,
    desk_sessions,
    drafts,
    files,
    inbox,
    log,
    messages,
    staff,
    submissions,
)
from heard.records.council_keys import CouncilRow
from heard.records.database.store import Store, upgrade
from heard.records.messages import StoredMessage
from heard.records.scope import EVERYTHING
from heard.records.staff import StaffMember
from heard.records.submissions import NewSubmission
from heard.records.tables import metadata
from heard.vault.receipts import hash_of_proof
from tests.records.test_submissions import PROOF

ROLES = (Path(__file__).parents[2] / "deploy" / "postgres-roles.sql").read_text()
DAY = date(2030, 3, 1)
NOW = datetime(2030, 3, 1, 14, 37, tzinfo=UTC)
KEY = b"k" * 32


@pytest.fixture
def roles(postgresql_server):
    """A database set up as the file says: roles, upgrade as owner, grants. Stores by role."""
    name = postgresql_server.create(template="template0")
    postgresql_server.execute(ROLES, name)
    upgrade(postgresql_server.url(name, "heard_owner"))
    postgresql_server.execute(ROLES, name)
    stores = {
        role: Store(postgresql_server.url(name, f"heard_{role}"))
        for role in ("owner", "public", "desk")
    }
    with stores["owner"].write() as conn:
        council_keys.save_council(conn, CouncilRow("fictional", "0" * 16, DAY))
    yield stores
    for one in stores.values():
        one.close()
    postgresql_server.drop(name)


@pytest.fixture
def public(roles):
    return roles["public"]


@pytest.fixture
def desk(roles):
    return roles["desk"]


def new(number=1, receipt=b"receipt"):
    return NewSubmission(
        id=f"id-{number}",
        form="your-views",
        form_version=1,
        language="en",
        received=DAY,
        urgent=True,
        expires=DAY,
        receipt_hash=receipt,
        mailbox_recipient="age1mailbox",
        mailbox_wrapped=b"wrapped",
        proof_hash=hash_of_proof(PROOF),
        parts={"unit": b"unit part", "chair": b"chair part"},
        keys={"unit": b"unit key", "chair": b"chair key"},
        recipients={"unit": "age1unit", "chair": "age1chair"},
    )


def message(id):
    return StoredMessage(id, "unit", DAY, b"sealed")


def refused(store, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), store.write() as conn:
        conn.execute(text(statement))


def test_the_public_role_adds_a_submission_with_its_keys_once(public, desk):
    with public.write() as conn:
        assert submissions.add(conn, new(1)) is True
        assert submissions.add(conn, new(2)) is False
        assert submissions.by_receipt_hash(conn, b"receipt").id == "id-1"
    with desk.read() as conn:
        assert submissions.part_key(conn, "id-1", "chair") == b"chair key"


def test_the_public_role_follows_adds_to_and_takes_back_what_was_sent(public, desk):
    with public.write() as conn:
        submissions.add(conn, new(1))
    with desk.write() as conn:
        assert messages.add_reply(conn, "id-1", message("r"))
    with public.write() as conn:
        assert messages.replies_to(conn, "id-1") == [message("r")]
        assert messages.add_addition(conn, "id-1", message("a")) is True
        assert messages.add_addition(conn, "id-1", message("a")) is False
        assert messages.days_of_additions(conn, "id-1") == [DAY]
        assert submissions.is_opened(conn, "id-1") is False
        messages.take_back(conn, "id-1", DAY, PROOF)
        messages.take_back(conn, "id-1", DAY, PROOF)
        assert messages.taken_back_on(conn, "id-1") == DAY
    with desk.write() as conn:
        assert messages.additions_to(conn, "id-1") == [message("a")]
        assert messages.fulfil(conn) == 1
        assert submissions.find(conn, "id-1") is None
        assert messages.replies_to(conn, "id-1") == messages.additions_to(conn, "id-1") == []


def test_the_public_role_reads_no_addition_and_writes_no_reply(public):
    for column in ("id", "part", "body", "*"):
        refused(public, f"SELECT {column} FROM additions")
    refused(public, "UPDATE additions SET body = ''")
    refused(public, "DELETE FROM additions")
    refused(public, "INSERT INTO replies (id) VALUES ('x')")
    refused(public, "UPDATE replies SET body = ''")
    refused(public, "DELETE FROM replies")
    refused(public, "UPDATE withdrawals SET asked = '2020-01-01'")
    refused(public, "DELETE FROM withdrawals")


def test_the_desk_role_writes_nothing_in_a_familys_name(desk):
    refused(desk, "INSERT INTO additions (id) VALUES ('x')")
    refused(desk, "UPDATE additions SET body = ''")
    refused(desk, "DELETE FROM additions")
    refused(desk, "UPDATE replies SET body = ''")
    refused(desk, "DELETE FROM replies")
    refused(desk, "INSERT INTO withdrawals (submission_id) VALUES ('x')")
    refused(desk, "DELETE FROM withdrawals")


def test_the_public_role_uses_drafts(public):
    with public.write() as conn:
        for lookup in (b"browser", b"code"):
            drafts.add(conn, lookup.decode(), b"body", NOW + timedelta(days=7))
            drafts.add_lock(conn, lookup, lookup.decode(), "session", b"key")
        assert drafts.save(conn, "browser", b"more", NOW + timedelta(days=7))
        assert drafts.find(conn, b"browser", NOW).body == b"more"
        assert drafts.has_return_lock(conn, "browser") is False
        drafts.release(conn, b"browser")
        drafts.delete_draft(conn, "code")
        assert drafts.delete_expired(conn, NOW) == 0


def test_the_public_role_sees_the_council_and_the_revision(public):
    public.require_current_revision()
    with public.read() as conn:
        assert council_keys.find_council(conn).name == "fictional"


@pytest.mark.parametrize(
    "table",
    [
        "part_keys",
        "council_keys",
        "staff",
        "staff_keys",
        "recovery_codes",
        "desk_sessions",
        "log",
    ],
)
def test_the_public_role_reads_and_empties_nothing_that_is_not_its_own(public, table):
    refused(public, f"SELECT * FROM {table}")
    refused(public, f"SELECT count(*) FROM {table}")
    refused(public, f"DELETE FROM {table}")
    refused(public, f"TRUNCATE {table}")


def test_the_public_role_reads_no_sealed_answer(public):
    for column in ("unit_part", "chair_part", "sequence", "urgent"):
        refused(public, f"SELECT {column} FROM submissions")
    refused(public, "SELECT * FROM submissions")


def test_the_public_role_changes_and_deletes_no_submission(public):
    with public.write() as conn:
        submissions.add(conn, new())
    refused(public, "UPDATE submissions SET state = 'withdrawn'")
    refused(public, "UPDATE submissions SET unit_part = ''")
    refused(public, "DELETE FROM submissions")
    refused(public, "UPDATE part_keys SET sealed_key = ''")
    refused(public, "INSERT INTO submissions (id, state) VALUES ('x', 'read')")


def test_the_public_role_redirects_no_key_and_makes_no_table(public):
    refused(public, "UPDATE council SET fingerprint = 'f'")
    refused(public, "INSERT INTO council_keys VALUES ('unit', 'age1', '')")
    refused(public, "UPDATE alembic_version SET version_num = '9999'")
    refused(public, "CREATE TABLE mine (id integer)")
    refused(public, "CREATE TEMPORARY TABLE mine (id integer)")


def test_the_desk_role_works_through_a_submission_to_its_end(public, desk):
    with public.write() as conn:
        submissions.add(conn, new(1, b"1"))
        submissions.add(conn, new(2, b"2"))
        drafts.add(conn, "d", b"body", NOW - timedelta(hours=2))
        drafts.add_lock(conn, b"lock", "d", "session", b"key")
    desk.require_current_revision()
    with desk.write() as conn:
        assert len(inbox.older(conn, EVERYTHING, DAY - timedelta(days=1), None, 10)) == 2
        assert submissions.find(conn, "id-1").parts["unit"] == b"unit part"
        reference = submissions.find(conn, "id-1").reference
        assert submissions.find_by_reference(conn, EVERYTHING, reference).id == "id-1"
        submissions.mark_opened(conn, "id-1")
        assert submissions.mark_read(conn, "id-1", DAY)
        assert submissions.mark_read_by_chair(conn, "id-1", DAY)
        submissions.confirm(conn, "id-1", DAY)
        assert submissions.set_state(conn, "id-1", "withdrawn")
        assert submissions.delete_unopened(conn, "id-2")
        assert submissions.delete_expired(conn, DAY) == 1
        assert submissions.part_key(conn, "id-1", "unit") is None
        assert drafts.delete_expired(conn, NOW) == 1


def test_the_desk_role_keeps_staff_sessions_and_log(desk):
    member = StaffMember("s", "a.chair", "A Chair", "chair", "age1", b"salt", b"wrapped")
    with desk.write() as conn:
        staff.add(conn, member)
        staff.set_password(conn, "s", "age1", b"salt", b"new")
        staff.accept_totp_step(conn, "s", 1)
        staff.count_failure(conn, "s")
        staff.clear_failures(conn, "s")
        staff.save_key(conn, "s", "unit", b"wrapped")
        staff.take_key(conn, "s", "unit")
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
    refused(desk, "DELETE FROM staff")
    refused(desk, "SELECT body FROM drafts")
    refused(desk, "SELECT * FROM draft_locks")
    refused(desk, "INSERT INTO submissions (id) VALUES ('x')")
    refused(desk, "UPDATE submissions SET unit_part = ''")
    refused(desk, "UPDATE part_keys SET sealed_key = ''")
    refused(desk, "UPDATE council SET fingerprint = 'f'")
    refused(desk, "UPDATE council_keys SET recipient = 'age1'")


def test_running_the_file_again_takes_away_what_somebody_added(roles, postgresql_server):
    database = roles["public"].engine.url.database
    postgresql_server.execute("GRANT ALL ON part_keys, log TO heard_public", database)
    postgresql_server.execute("GRANT SELECT (unit_part) ON submissions TO heard_public", database)
    postgresql_server.execute(ROLES, database)
    refused(roles["public"], "SELECT * FROM part_keys")
    refused(roles["public"], "SELECT unit_part FROM submissions")


def test_every_table_belongs_to_the_owner(roles):
    with roles["owner"].read() as conn:
        owners = dict(
            conn.execute(
                text("SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public'")
            ).all()
        )
    assert owners == dict.fromkeys([*metadata.tables, "alembic_version"], "heard_owner")


def test_no_value_and_no_row_is_named_in_the_server_log(roles):
    for one in roles.values():
        with one.read() as conn:
            found = conn.execute(
                text(
                    "SELECT name, setting FROM pg_settings WHERE name IN "
                    "('log_error_verbosity', 'log_parameter_max_length', 'synchronous_commit')"
                )
            )
            assert dict(found.all()) == {
                "log_error_verbosity": "terse",
                "log_parameter_max_length": "0",
                "synchronous_commit": "on",
            }


def test_a_file_goes_in_and_comes_out_at_the_desk_alone(public, desk):
    with public.write() as conn:
        drafts.add(conn, "draft", b"body", NOW + timedelta(hours=1))
        submissions.add(conn, new(1))
        for name in ("sent", "kept", "dropped"):
            files.add(conn, name, b"sealed", "draft")
        files.send_along(conn, "draft", "id-1", ["sent"])
        files.drop(conn, "draft", "dropped")
    for statement in (
        "SELECT body FROM files",
        "DELETE FROM files",
        "UPDATE files SET body = ''",
        "SELECT submission_id FROM submission_files",
        "DELETE FROM submission_files",
    ):
        refused(public, statement)
    refused(desk, "SELECT draft_id FROM draft_files")
    with desk.write() as conn:
        assert files.body(conn, "id-1", "sent") == b"sealed"
        assert files.delete_loose(conn) == 1
