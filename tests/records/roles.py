"""A database with the roles of PostgreSQL, and what was sent into it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from heard.records import (
    keys,
)
from heard.records.database.store import Store, upgrade
from heard.records.keys import CouncilRow
from heard.records.messages import StoredMessage
from heard.records.submissions import NewSubmission
from heard.vault.receipts import hash_of_proof
from tests.records.sealed import have_keys, sealed_parts
from tests.records.test_submissions import PROOF

ROLES = (Path(__file__).parents[2] / "deploy" / "postgres-roles.sql").read_text()
DAY = date(2030, 3, 1)
NOW = datetime(2030, 3, 1, 14, 37, tzinfo=UTC)
KEY = b"k" * 32


@pytest.fixture
def roles(postgresql_server):
    """A database set up as the handbook says: roles, then upgrade as owner. Stores by role."""
    name = postgresql_server.create(template="template0")
    postgresql_server.execute(ROLES, name)
    assert upgrade(postgresql_server.url(name, "heard_owner")) == ["heard_public", "heard_desk"]
    stores = {
        role: Store(postgresql_server.url(name, f"heard_{role}"))
        for role in ("owner", "public", "desk")
    }
    with stores["owner"].write() as conn:
        keys.save_council(conn, CouncilRow("fictional", "0" * 16))
        have_keys(conn)
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


def new(number=1, receipt=b"receipt", answered=frozenset({"unit", "chair"})):
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
        parts=sealed_parts(),
        answered=answered,
    )


def message(id):
    return StoredMessage(id, "unit", DAY, b"sealed")


def refused(store, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), store.write() as conn:
        conn.execute(text(statement))
