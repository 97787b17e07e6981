"""The roles of PostgreSQL: the public one can add, and can take nothing back out."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from heard.records import (
    drafts,
    files,
    keys,
    messages,
    needs,
    readings,
    staff,
    submissions,
    waiting,
)
from heard.records.database.grants import GRANTS
from heard.records.database.store import Store, upgrade
from heard.records.errors import MissingGrants, StaleDatabase
from heard.records.messages import Added, StoredMessage, new_message_id
from heard.records.needs import StoredStep
from heard.records.readings import ReadOn
from heard.records.staff import StaffMember
from heard.records.tables import metadata
from heard.records.waiting import Piece, Waiting
from tests.records.roles import DAY, NOW, ROLES, message, new, refused
from tests.records.sealed import sealed_parts, stored
from tests.records.test_submissions import PROOF


def test_the_public_role_adds_a_submission_with_its_keys_once(public, desk):
    with public.write() as conn:
        assert submissions.add(conn, new(1)) is True
        assert submissions.add(conn, new(2)) is False
        assert submissions.by_receipt_hash(conn, b"receipt").id == "id-1"
    with desk.read() as conn:
        assert stored(conn, "id-1").parts == sealed_parts()


def test_the_public_role_follows_adds_to_and_takes_back_what_was_sent(public, desk):
    with public.write() as conn:
        submissions.add(conn, new(1))
    with desk.write() as conn:
        assert messages.add_reply(conn, "id-1", message("r"))
    with public.write() as conn:
        assert messages.replies_to(conn, "id-1") == [message("r")]
        assert messages.add_addition(conn, "id-1", message("a")) is True
        assert messages.add_addition(conn, "id-1", message("a")) is False
        assert messages.added_to(conn, "id-1") == [Added("a", "unit", DAY, False)]
        assert submissions.is_opened(conn, "id-1") is False
        messages.take_back(conn, "id-1", DAY, PROOF)
        messages.take_back(conn, "id-1", DAY, PROOF)
        assert messages.taken_back_on(conn, "id-1") == DAY
    with desk.write() as conn:
        assert messages.additions_to(conn, "id-1") == [message("a")]
        assert messages.fulfil(conn, bytes(32)).number == 1
        assert stored(conn, "id-1") is None
        assert messages.replies_to(conn, "id-1") == messages.additions_to(conn, "id-1") == []


def test_the_public_role_reads_no_addition_and_writes_no_reply(public):
    for column in ("body", "*"):
        refused(public, f"SELECT {column} FROM additions")
    refused(public, "UPDATE additions SET body = ''")
    refused(public, "DELETE FROM additions")
    refused(public, "INSERT INTO replies (id) VALUES ('x')")
    refused(public, "UPDATE replies SET body = ''")
    refused(public, "DELETE FROM replies")
    refused(public, "UPDATE withdrawals SET asked = '2020-01-01'")
    refused(public, "DELETE FROM withdrawals")


def test_the_public_role_reads_what_was_said_of_a_need_and_neither_by_whom_nor_what_else_there_is(
    public, desk
):
    with public.write() as conn:
        submissions.add(conn, new(1))
    step = StoredStep("s", "n" * 32, "unit", DAY, b"sealed")
    with desk.write() as conn:
        staff.add(conn, StaffMember("ada", "ada", "Ada Example", "administrator", "age1"))
        for id in ("n" * 32, "m" * 32):
            needs.note_need(conn, "id-1", "unit", id, DAY)
        need = needs.of_submission(conn, "id-1")[step.need_id]
        needs.add_step(conn, need, step, "ada", "confirmed")
        assert [each.said_by for each in needs.signed_steps_of(conn, "id-1")] == ["Ada Example"]
        assert needs.last_step(conn, step.need_id) == "s"
    with public.read() as conn:
        assert needs.steps_of(conn, "id-1") == [step]
    refused(public, "SELECT id FROM needs")
    refused(public, "SELECT staff_id FROM need_steps")
    refused(public, "INSERT INTO need_steps (id) VALUES ('x')")
    refused(public, "UPDATE needs SET state = 'confirmed'")
    refused(desk, "UPDATE need_steps SET body = ''")
    refused(desk, "DELETE FROM need_steps")
    refused(desk, "DELETE FROM needs")


def test_the_public_role_uses_drafts(public):
    with public.write() as conn:
        for lookup in (b"browser", b"code"):
            drafts.add(conn, lookup.decode(), b"body", NOW + timedelta(days=7))
            drafts.add_lock(conn, lookup, lookup.decode(), "session", b"key")
        assert drafts.save(conn, "browser", b"more", NOW + timedelta(days=7))
        assert drafts.find(conn, b"browser", NOW).body == b"more"
        drafts.release(conn, b"browser")
        drafts.delete_draft(conn, "code")
        assert drafts.delete_expired(conn, NOW) == 0


def test_the_public_role_sees_the_council_and_the_revision(public):
    public.require_ready()
    with public.read() as conn:
        assert keys.find_council(conn).name == "fictional"


@pytest.mark.parametrize(
    "table",
    [
        "part_keys",
        "keys",
        "key_holders",
        "staff",
        "staff_unlocks",
        "recovery_codes",
        "desk_sessions",
        "log",
        "ledger",
        "turns",
        "alarms",
    ],
)
def test_the_public_role_reads_and_empties_nothing_that_is_not_its_own(public, table):
    refused(public, f"SELECT * FROM {table}")
    refused(public, f"SELECT count(*) FROM {table}")
    refused(public, f"DELETE FROM {table}")
    refused(public, f"TRUNCATE {table}")


def test_the_public_role_reads_no_sealed_answer(public):
    for column in ("urgent", "*"):
        refused(public, f"SELECT {column} FROM submissions")
    for column in ("body", "*"):
        refused(public, f"SELECT {column} FROM submission_parts")


def test_the_public_role_sees_on_which_day_a_part_was_read_and_not_by_whom(public, desk):
    with public.write() as conn:
        submissions.add(conn, new(1))
    with desk.write() as conn:
        staff.add(conn, StaffMember("s", "a.chair", "A Chair", "chair", "age1"))
        readings.note_opened(conn, "id-1", [Piece("unit")], "s", True, DAY)
        readings.note_done(conn, "id-1", "s", DAY)
    with public.read() as conn:
        assert readings.days_read(conn, "id-1") == {Piece("unit"): ReadOn(chair=DAY)}
    for column in ("staff_id", "opened_on", "*"):
        refused(public, f"SELECT {column} FROM part_readings")
    refused(public, "UPDATE part_readings SET done_on = NULL")
    refused(public, "DELETE FROM part_readings")
    refused(desk, "DELETE FROM part_readings")
    refused(desk, "UPDATE part_readings SET staff_id = 'x'")


def test_the_public_role_lets_things_wait_and_ends_no_waiting(public, desk):
    added = StoredMessage(new_message_id(0), "chair", DAY, b"sealed", urgent=True)
    with public.write() as conn:
        submissions.add(conn, new(1, answered={"unit"}))
        assert messages.add_addition(conn, "id-1", added)
        assert messages.added_to(conn, "id-1") == [Added(added.id, "chair", DAY, True)]
        assert submissions.answered_parts(conn, "id-1") == {"unit"}
    for statement in (
        "SELECT part FROM waiting",
        "DELETE FROM waiting",
        "UPDATE waiting SET urgent = false",
        "SELECT body FROM additions",
        "SELECT * FROM taken_back",
        "DELETE FROM taken_back",
    ):
        refused(public, statement)
    refused(desk, "UPDATE waiting SET part = 'unit'")
    refused(desk, "INSERT INTO waiting (submission_id) VALUES ('id-1')")
    refused(desk, "UPDATE taken_back SET form = 'x'")
    with desk.write() as conn:
        found = waiting.of(conn, ["id-1"])["id-1"]
        assert found == (
            Waiting(Piece("unit"), True),
            Waiting(Piece("chair", added.id), True),
        )
        assert waiting.calm(conn, "id-1")


def test_the_public_role_changes_and_deletes_no_submission(public):
    with public.write() as conn:
        submissions.add(conn, new())
    refused(public, "UPDATE submissions SET state = 'withdrawn'")
    refused(public, "UPDATE submission_parts SET body = ''")
    refused(public, "DELETE FROM submission_parts")
    refused(public, "DELETE FROM submissions")
    refused(public, "UPDATE part_keys SET sealed_key = ''")
    refused(public, "INSERT INTO submissions (id, state) VALUES ('x', 'withdrawn')")


def test_the_public_role_redirects_no_key_and_makes_no_table(public):
    refused(public, "UPDATE council SET fingerprint = 'f'")
    refused(public, "INSERT INTO keys (id) VALUES ('unit')")
    refused(public, "UPDATE alembic_version SET version_num = '9999'")
    refused(public, "CREATE TABLE mine (id integer)")
    refused(public, "CREATE TEMPORARY TABLE mine (id integer)")


def test_an_upgrade_takes_away_what_somebody_granted_besides(roles, postgresql_server):
    database = roles["public"].engine.url.database
    for right in (
        "ALL ON part_keys, log TO heard_public",
        "SELECT (body) ON submission_parts TO heard_public",
        "SELECT ON keys TO PUBLIC",
    ):
        postgresql_server.execute(f"GRANT {right}", database)
    upgrade(postgresql_server.url(database, "heard_owner"))
    refused(roles["public"], "SELECT * FROM part_keys")
    refused(roles["public"], "SELECT body FROM submission_parts")
    refused(roles["public"], "SELECT * FROM keys")


@pytest.mark.parametrize("role", ["public", "desk"])
@pytest.mark.parametrize(
    ("taken", "named"),
    [
        ("ALL ON alembic_version", "alembic_version"),
        ("ALL ON council", "council"),
        ("SELECT ON council", "council"),
        ("SELECT (state) ON submissions", "submissions"),
        ("USAGE ON SCHEMA public", "schema"),
    ],
)
def test_a_process_whose_role_lacks_a_right_refuses_to_start_and_says_what_to_do(
    roles, postgresql_server, role, taken, named
):
    database = roles[role].engine.url.database
    roles[role].require_ready()
    if "(" in taken:
        # A right on the whole table would cover the column.
        postgresql_server.execute(f"REVOKE SELECT ON submissions FROM heard_{role}", database)
    postgresql_server.execute(f"REVOKE {taken} FROM heard_{role}", database)
    with pytest.raises(MissingGrants, match=rf"heard_{role} .*{named}.*heard db upgrade"):
        roles[role].require_ready()
    roles["owner"].require_ready()


def test_a_process_on_an_empty_database_asks_for_the_upgrade(postgresql_server):
    name = postgresql_server.create(template="template0")
    postgresql_server.execute(ROLES, name)
    store = Store(postgresql_server.url(name, "heard_public"))
    with pytest.raises(StaleDatabase, match="heard db upgrade"):
        store.require_ready()
    store.close()
    postgresql_server.drop(name)


def test_whatever_is_granted_is_a_column_that_there_is():
    for rights in GRANTS.values():
        for table, privileges in rights.items():
            for columns in privileges.values():
                if table != "alembic_version":
                    assert set(columns) <= set(metadata.tables[table].c.keys())


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
