"""Whoever has broken into the family's process holds what they can, and the desk works on."""

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import select

from heard.casework.reading.opening import open_submission
from heard.casework.reading.replying import Reply, reply
from heard.casework.retention import sweep
from heard.casework.sending.receipt_holder import follow, withdraw
from heard.casework.staff.access import Permission, require
from heard.records.database.store import Store, upgrade
from heard.records.messages import new_message_id
from heard.records.tables import drafts, submissions, withdrawals
from heard.vault.receipts import new_receipt
from tests.casework.founded import MORNING, TODAY, FoundedCouncil, found
from tests.databases import PostgresqlServer
from tests.records.roles import ROLES


class Attacked:
    """A council on PostgreSQL: the desk, the family's site, and an intruder with its role."""

    def __init__(self, server: PostgresqlServer, tmp_path) -> None:
        self.name = server.create(template="template0")
        server.execute(ROLES, self.name)
        upgrade(server.url(self.name, "heard_owner"))
        owner, self.family, desk = self.stores = [
            Store(server.url(self.name, f"heard_{role}")) for role in ("owner", "public", "desk")
        ]
        council = found(owner, tmp_path / "secrets")
        self.council = replace(council, store=desk)
        self.sender = council  # as a test looks up the reference of what it sends
        self._address = {"host": str(server.folder), "user": "heard_public", "dbname": self.name}
        self._held: list[psycopg.Connection] = []

    def run(self, statement: str) -> None:
        """Let the intruder run something and keep their transaction open."""
        conn = psycopg.connect(**self._address)
        self._held.append(conn)
        conn.execute("SET lock_timeout = '2s'")
        conn.execute("SET idle_in_transaction_session_timeout = 0")
        conn.execute(statement)

    def let_go(self) -> None:
        for each in self._held:
            # Closing alone does not wait until the server has let go too.
            if not each.closed:
                each.rollback()
            each.close()

    def close(self) -> None:
        self.let_go()
        for each in self.stores:
            each.close()


@pytest.fixture
def attacked(postgresql_server, tmp_path) -> Iterator[Attacked]:
    house = Attacked(postgresql_server, tmp_path)
    yield house
    house.close()
    postgresql_server.drop(house.name)


#: Everything by which the role may hold something that the desk needs.
HOLDS = {
    "wishes": "INSERT INTO withdrawals SELECT id, '2026-11-24', decode(repeat('00', 32), 'hex') "
    "FROM submissions",
    "additions": "INSERT INTO additions (id, submission_id, part, received, urgent, body) "
    "SELECT md5(id), id, 'unit', '2026-11-24', false, '' FROM submissions",
    "parts": "INSERT INTO submission_parts (submission_id, part, body, recipient, answered) "
    "SELECT id, 'more', '', 'age1', false FROM submissions",
    "alarms": "INSERT INTO alarms (submission_id, raised) SELECT id, '2026-11-24' FROM submissions",
    "drafts": "LOCK TABLE drafts IN ACCESS EXCLUSIVE MODE",
    "draft files": "LOCK TABLE draft_files, draft_locks IN ACCESS EXCLUSIVE MODE",
    "rows of drafts": "SELECT FROM drafts FOR UPDATE",
    "waiting": "INSERT INTO waiting (submission_id, part, addition, sequence, urgent) "
    "SELECT id, 'chair', 'x', sequence, true FROM submissions",
}


@pytest.mark.parametrize("held", HOLDS)
def test_the_desk_signs_in_opens_and_answers_and_a_family_takes_back_while_it_is_held(
    attacked, held
):
    council: FoundedCouncil = attacked.council
    receipt = new_receipt()
    reference, theirs = attacked.sender.send(), attacked.sender.send(receipt=receipt)
    expired = attacked.sender.send(expires=TODAY)
    person = council.add("ada", "administrator")
    attacked.run(HOLDS[held])
    ada = council.signed_in(person)
    opened = open_submission(
        council.store, council.logbook, require(ada, Permission.OPEN), reference, MORNING
    )
    assert opened.differs == frozenset()
    new = Reply(new_message_id(9), "We have read it.", "unit")
    right = require(ada, Permission.REPLY)
    reply(council.store, council.logbook, right, reference, new, MORNING)
    withdraw(attacked.family, council.receipt_key, receipt, MORNING, told_opened=False)
    assert follow(attacked.family, council.receipt_key, receipt, TODAY) is None
    sweep(council.store, council.logbook, MORNING)
    attacked.let_go()
    sweep(council.store, council.logbook, MORNING)
    with council.store.read() as conn:
        here = set(conn.scalars(select(submissions.c.reference)))
    assert here == {reference}
    assert not here & {theirs, expired}


def test_a_false_wish_does_not_stand_in_the_place_of_a_true_one_and_is_swept_away(attacked):
    council = attacked.council
    receipt = new_receipt()
    attacked.sender.send(receipt=receipt)
    attacked.run(f"{HOLDS['wishes']}; COMMIT")
    withdraw(attacked.family, council.receipt_key, receipt, MORNING, told_opened=False)
    kept = attacked.sender.send()
    attacked.run(f"{HOLDS['wishes']} ON CONFLICT DO NOTHING; COMMIT")
    sweep(council.store, council.logbook, MORNING)
    with council.store.read() as conn:
        assert list(conn.scalars(select(submissions.c.reference))) == [kept]
        assert conn.execute(withdrawals.select()).all() == []


FORBIDDEN = (
    "SELECT pg_advisory_lock(1751474546)",
    "SELECT pg_advisory_xact_lock(1, 2)",
    "SELECT pg_try_advisory_lock_shared(1)",
    "SELECT pg_sleep(1)",
    "SELECT pg_notify('a', 'b')",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, '')",
    "LOCK TABLE log",
    "LOCK TABLE turns IN ROW SHARE MODE",
    "LOCK TABLE submissions IN SHARE MODE",
    "LOCK TABLE submission_parts IN SHARE ROW EXCLUSIVE MODE",
    "LOCK TABLE council",
    "SELECT id FROM submissions FOR KEY SHARE",
    "SELECT id FROM submissions FOR UPDATE",
    "SELECT part FROM submission_parts FOR SHARE",
    "SELECT id FROM replies FOR UPDATE",
    "SELECT id FROM council FOR SHARE",
    "SELECT name FROM turns FOR UPDATE",
    "CREATE TEMPORARY TABLE mine (id integer)",
    "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
)


def test_what_the_desk_waits_for_the_family_process_cannot_hold(attacked):
    attacked.sender.send()
    for statement in FORBIDDEN:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            attacked.run(statement)
    with attacked.family.read() as conn:
        conn.execute(select(drafts.c.id)).all()


def test_the_desk_finds_a_connection_when_the_family_process_takes_all_that_it_gets(attacked):
    with pytest.raises(psycopg.OperationalError, match="too many connections"):
        for _ in range(200):
            attacked.run("SELECT 1")
    attacked.council.add("ada", "administrator")
    assert attacked.council.store.require_ready() is None
