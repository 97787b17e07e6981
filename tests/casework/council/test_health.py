"""What an operator is told before families find out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from heard.casework.council.health import running_faults
from heard.records.database.store import Store
from heard.vault.recipients import load_recipients, save_recipients
from heard.vault.staff.staff_keys import new_council_key
from tests.casework.founded import COUNCIL, TODAY

LAST_DAY = date(2028, 11, 24)


def faults(council, council_id=COUNCIL, today=TODAY):
    return list(running_faults(council.store, council_id, council.family, council.desk, today))


def test_a_founded_council_lacks_nothing(council):
    assert faults(council) == []


@pytest.mark.parametrize("name", ["family/cookie.key", "family/receipt.key", "desk/log.key"])
def test_a_missing_secret_is_named(council, name):
    (council.family.parent / name).unlink()
    (fault,) = faults(council)
    assert name in fault


def test_recipients_that_are_not_the_councils_are_found(council):
    path = council.family / "recipients.json"
    theirs = replace(load_recipients(path, TODAY), unit=new_council_key()[1])
    save_recipients(path, theirs)
    (fault,) = faults(council)
    assert "not those that the database knows" in fault


def test_keys_of_another_council_are_found(council):
    assert "belong to another council" in faults(council, "elsewhere")[0]


def test_keys_are_called_for_before_they_expire(council):
    (fault,) = faults(council, today=LAST_DAY - timedelta(days=30))
    assert "2028-11-24" in fault
    (fault,) = faults(council, today=LAST_DAY + timedelta(days=1))
    assert "expired" in fault


def test_an_empty_database_asks_for_its_upgrade(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'empty.db'}")
    (fault,) = running_faults(store, COUNCIL, tmp_path, tmp_path, TODAY)
    assert "heard db upgrade" in fault


def test_a_council_without_keys_is_told_to_make_them(store, tmp_path):
    first = next(iter(running_faults(store, COUNCIL, tmp_path, tmp_path, TODAY)))
    assert "heard init" in first
