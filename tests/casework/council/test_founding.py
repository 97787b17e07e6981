"""The council's keys are made once."""

import stat
from dataclasses import replace
from datetime import date, timedelta

import pytest

from heard.casework.council.founding import (
    council_keys_by_recovery,
    extend_keys,
    found_council,
    is_founded,
    read_recovery_key,
)
from heard.casework.errors import AlreadyFounded, NotASecret, NotRecoveryKey
from heard.casework.secret_files import read_secret
from heard.casework.sending.send import Sealer
from heard.records import log
from heard.records.council_keys import find_council, find_key
from heard.vault.errors import CannotSeal
from heard.vault.primitives.envelope import recipient_of
from heard.vault.recipients import load_recipients, save_recipients
from heard.vault.staff.staff_keys import new_council_key
from tests.casework.founded import COUNCIL, MORNING, found


def council_row(council):
    with council.store.read() as conn:
        return find_council(conn)


def test_the_file_of_recipients_and_the_database_agree(council):
    recipients = load_recipients(council.family / "recipients.json", MORNING.date())
    row = council_row(council)
    assert row.fingerprint == recipients.fingerprint()
    assert recipients.expires == date(2028, 11, 24)
    assert row.key_expires == date(2028, 11, 25)


def test_the_recovery_key_gives_back_the_keys_that_families_seal_to(council):
    recipients = load_recipients(council.family / "recipients.json", MORNING.date())
    keys = council.keys()
    assert recipient_of(keys["unit"]) == recipients.unit
    assert recipient_of(keys["chairs"]) == recipients.chairs


def test_another_recovery_key_gives_nothing(council):
    with pytest.raises(NotRecoveryKey):
        council_keys_by_recovery(council.store, new_council_key()[0])


def test_secrets_are_readable_by_their_owner_only(council):
    secrets = [
        council.recovery_file,
        council.family / "cookie.key",
        council.family / "receipt.key",
        council.desk / "cookie.key",
        council.desk / "log.key",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}
    assert len({path.read_bytes() for path in secrets}) == len(secrets)


def test_neither_folder_nor_database_holds_the_recovery_key(council):
    private = read_recovery_key(council.recovery_file)
    files = [*council.family.iterdir(), *council.desk.iterdir()]
    assert not [path for path in files if private in path.read_text()]
    with council.store.read() as conn:
        assert private.encode() not in find_key(conn, "unit").sealed_to_recovery


def test_a_founded_council_is_not_founded_again(council, tmp_path):
    fingerprint = council_row(council).fingerprint
    with pytest.raises(AlreadyFounded):
        found(council.store, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()
    assert council_row(council).fingerprint == fingerprint


def test_a_key_that_lies_there_already_is_not_written_over(store, tmp_path):
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "log.key").write_text("precious")
    with pytest.raises(AlreadyFounded, match=r"log\.key"):
        found(store, tmp_path)
    assert (tmp_path / "desk" / "log.key").read_text() == "precious"
    assert not (tmp_path / "family").exists()
    assert not is_founded(store)


def test_a_founding_that_fails_leaves_nothing_behind(store, tmp_path):
    (tmp_path / "family").write_text("a file where a folder should be")
    with pytest.raises(OSError):
        found_council(
            store,
            COUNCIL,
            tmp_path / "family",
            tmp_path / "desk",
            tmp_path / "recovery.key",
            MORNING.date(),
        )
    assert not (tmp_path / "recovery.key").exists()
    assert not list((tmp_path / "desk").iterdir())
    assert not is_founded(store)


def test_keys_made_on_the_29th_of_february_have_a_last_day(store, tmp_path):
    founded = found_council(
        store,
        COUNCIL,
        tmp_path / "family",
        tmp_path / "desk",
        tmp_path / "recovery.key",
        date(2028, 2, 29),
    )
    assert founded.expires == date(2030, 2, 28)


@pytest.mark.parametrize("text", ["", "not hex", "abcd"])
def test_a_broken_secret_is_refused_by_name(tmp_path, text):
    (tmp_path / "cookie.key").write_text(text)
    with pytest.raises(NotASecret, match=r"cookie\.key"):
        read_secret(tmp_path / "cookie.key")


def test_extended_keys_seal_longer_and_file_and_database_agree(council):
    until = date(2031, 1, 31)
    extend_keys(council.store, council.logbook, council.family, until, MORNING)
    recipients = load_recipients(council.family / "recipients.json", until)
    row = council_row(council)
    assert recipients.expires == until
    assert row.key_expires == until + timedelta(days=1)
    assert row.fingerprint == recipients.fingerprint()
    with council.store.read() as conn:
        assert log.page(conn, None, 1)[0].action == "keys extended"


def test_a_file_that_was_extended_by_hand_does_not_outlast_the_database(council):
    path = council.family / "recipients.json"
    recipients = load_recipients(path, MORNING.date())
    save_recipients(path, replace(recipients, expires=date(2099, 1, 1)))
    sealer = Sealer(path, b"k" * 32, COUNCIL, 365)
    with council.store.read() as conn:
        assert sealer.recipients(conn, MORNING.date())
        with pytest.raises(CannotSeal):
            sealer.recipients(conn, date(2090, 1, 1))
