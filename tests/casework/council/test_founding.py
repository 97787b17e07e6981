"""The council's keys are made once."""

import stat
from datetime import date

import pytest

from heard.casework.council.founding import found_council, is_founded
from heard.casework.council.key_pairs import council_keys_by_recovery, read_recovery_key
from heard.casework.errors import AlreadyFounded, NotASecret, NotRecoveryKey
from heard.casework.secret_files import read_secret
from heard.records import keys
from heard.vault.primitives.envelope import recipient_of
from heard.vault.staff.staff_keys import new_council_key
from tests.casework.founded import COUNCIL, MORNING, TODAY, found


def council_row(council):
    with council.store.read() as conn:
        return keys.find_council(conn)


def test_the_file_of_recipients_and_the_database_agree(council):
    recipients = council.recipients.load(TODAY)
    assert council_row(council).fingerprint == recipients.fingerprint()
    assert recipients.expires == date(2028, 11, 24)
    with council.store.read() as conn:
        stored = {key.id: key for key in keys.of_the_council(conn)}
    for key in recipients.keys:
        found = stored[key.id]
        assert (found.kind, found.generation) == (key.kind, 1)
        assert (found.recipient, found.not_after) == (key.recipient, key.not_after)


def test_both_folders_have_the_list_and_only_the_desk_has_what_signs_it(council):
    listed = [folder / "recipients.json" for folder in (council.desk, council.family)]
    assert listed[0].read_bytes() == listed[1].read_bytes()
    signing = (council.desk / "signing.key").read_text()
    assert not [path for path in council.family.iterdir() if signing.strip() in path.read_text()]


def test_the_recovery_key_gives_back_the_keys_that_families_seal_to(council):
    recipients = council.recipients.load(TODAY)
    opened = council.keys()
    assert len(opened) == 3
    for kind in ("unit", "chairs", "complaints"):
        key = recipients.key(kind)
        assert recipient_of(opened[key.id]) == key.recipient


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
        council.desk / "signing.key",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}
    assert len({path.read_bytes() for path in secrets}) == len(secrets)


def test_neither_folder_nor_database_holds_the_recovery_key(council):
    private = read_recovery_key(council.recovery_file)
    files = [*council.family.iterdir(), *council.desk.iterdir()]
    assert not [path for path in files if private in path.read_text()]
    with council.store.read() as conn:
        sealed = {key.kind: key.sealed_to_recovery for key in keys.of_the_council(conn)}
    assert sealed["recovery"] is None
    assert private.encode() not in sealed["unit"] + sealed["chairs"]


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
