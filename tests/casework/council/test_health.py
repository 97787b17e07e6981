"""What an operator is told before families find out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from heard.casework.council.health import running_faults
from heard.casework.errors import DoesNotAgree
from heard.casework.secret_files import read_secret
from heard.casework.sending.receipt_holder import add_words
from heard.records.database.store import Store
from heard.records.messages import new_message_id
from heard.records.tables import submissions
from heard.vault.receipts import new_receipt
from heard.vault.recipients_file import signed_text
from tests.casework.founded import COUNCIL, MORNING, TODAY

LAST_DAY = date(2028, 11, 24)


def faults(council, council_id=COUNCIL, today=TODAY):
    return list(running_faults(council.store, council_id, council.family, council.desk, today))


def test_a_founded_council_lacks_nothing(council):
    assert faults(council) == []


@pytest.mark.parametrize(
    "name",
    [
        "family/cookie.key",
        "family/receipt.key",
        "family/verify.key",
        "desk/log.key",
        "desk/signing.key",
    ],
)
def test_a_missing_secret_is_named(council, name):
    (council.family.parent / name).unlink()
    (fault,) = faults(council)
    assert name in fault


def test_a_list_of_keys_that_the_database_does_not_know_is_found(council):
    signing_key = read_secret(council.desk / "signing.key")
    present = council.recipients.load(TODAY)
    keys = tuple(replace(key, not_after=date(2099, 1, 1)) for key in present.keys)
    path = council.family / "recipients.json"
    path.write_text(signed_text(replace(present, keys=keys), signing_key))
    (fault,) = faults(council)
    assert "not those that the database knows" in fault


def test_a_list_of_keys_that_the_desk_has_not_signed_is_found(council):
    (council.family / "verify.key").write_text("00" * 32)
    (fault,) = faults(council)
    assert "not signed by the council's own key" in fault


def test_keys_of_another_council_are_found(council):
    assert "belong to another council" in faults(council, "elsewhere")[0]


def test_keys_are_called_for_before_they_expire(council):
    (fault,) = faults(council, today=LAST_DAY - timedelta(days=30))
    assert "2028-11-24" in fault
    (fault,) = faults(council, today=LAST_DAY + timedelta(days=1))
    assert "expired" in fault


def test_an_empty_database_asks_for_its_upgrade(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'empty.db'}")
    first, *others = running_faults(store, COUNCIL, tmp_path, tmp_path, TODAY)
    assert "heard db upgrade" in first
    assert others, "and the secrets are looked at all the same"


def test_a_council_without_keys_is_told_to_make_them(store, tmp_path):
    first = next(iter(running_faults(store, COUNCIL, tmp_path, tmp_path, TODAY)))
    assert "heard init" in first


def test_rows_that_are_not_what_was_sent_are_counted(council):
    receipt = new_receipt()
    council.send(receipt=receipt)
    with council.store.write() as conn:
        conn.execute(submissions.update().values(mailbox_recipient="age1another"))
    with pytest.raises(DoesNotAgree):
        given = (council.store, council.receipt_key, receipt, "words", "unit")
        add_words(*given, MORNING, new_message_id(0))
    (fault,) = faults(council)
    assert fault.startswith("the rows of 1 forms are not what was sent")
