"""The family's process takes no list of keys but one that the desk has signed."""

import json
import secrets
from dataclasses import replace
from datetime import date

import pytest

from heard.vault.errors import CannotSeal, SealFault
from heard.vault.primitives.signing import is_signed, sign, verify_key_of
from heard.vault.recipients_file import FORMAT, RecipientsFile, signed_text

TODAY = date(2029, 6, 1)
SIGNING_KEY = secrets.token_bytes(32)
VERIFY_KEY = verify_key_of(SIGNING_KEY)


@pytest.fixture
def path(tmp_path, council):
    path = tmp_path / "recipients.json"
    path.write_text(signed_text(council.recipients, SIGNING_KEY))
    return path


def _reason(path, today=TODAY, verify_key=VERIFY_KEY):
    with pytest.raises(CannotSeal) as caught:
        RecipientsFile(path, verify_key).load(today)
    return caught.value.reason


def _sign_again(path, **changes):
    """Change the file as somebody would who has the desk's key, and makes a mistake."""
    stored = json.loads(path.read_text()) | changes
    del stored["signature"]
    stored = {name: value for name, value in stored.items() if value is not ...}
    content = json.dumps(stored, sort_keys=True, separators=(",", ":")).encode()
    stored["signature"] = sign(SIGNING_KEY, b"heard recipients\n" + content).hex()
    path.write_text(json.dumps(stored))


def test_what_is_signed_is_loaded(path, council):
    assert RecipientsFile(path, VERIFY_KEY).load(TODAY) == council.recipients


def test_the_file_says_its_format_and_holds_a_list_of_keys(path):
    stored = json.loads(path.read_text())
    assert stored["format"] == FORMAT
    for key in stored["keys"]:
        assert set(key) == {"id", "kind", "generation", "recipient", "not_after"}


def test_the_last_day_is_good_and_the_day_after_is_not(path, council):
    file = RecipientsFile(path, VERIFY_KEY)
    assert file.load(date(2030, 1, 31)) == council.recipients
    with pytest.raises(CannotSeal) as caught:
        file.load(date(2030, 2, 1))
    assert caught.value.reason == SealFault.EXPIRED


def test_a_file_that_is_replaced_is_taken_up_without_a_restart(path, council):
    file = RecipientsFile(path, VERIFY_KEY)
    assert file.load(TODAY) == council.recipients
    keys = tuple(replace(key, generation=2) for key in council.recipients.keys)
    newer = replace(council.recipients, keys=keys)
    path.write_text(signed_text(newer, SIGNING_KEY))
    assert file.load(TODAY) == newer


def test_a_file_that_is_taken_away_or_spoilt_is_not_remembered(path):
    file = RecipientsFile(path, VERIFY_KEY)
    file.load(TODAY)
    kept = path.read_text()
    path.write_text("{")
    with pytest.raises(CannotSeal):
        file.load(TODAY)
    path.write_text(kept)
    file.load(TODAY)
    path.unlink()
    with pytest.raises(CannotSeal) as caught:
        file.load(TODAY)
    assert caught.value.reason == SealFault.MISSING


def test_a_missing_file_is_a_reason(tmp_path):
    assert _reason(tmp_path / "recipients.json") == SealFault.MISSING


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"age1"])
def test_a_file_that_is_not_json_is_a_reason(path, content):
    path.write_bytes(content)
    assert _reason(path) == SealFault.UNREADABLE


def test_a_folder_in_place_of_the_file_is_a_reason(tmp_path):
    assert _reason(tmp_path) == SealFault.UNREADABLE


@pytest.mark.parametrize("content", ["[]", "null", '"text"', "3", "{}", '{"format": 99}'])
def test_another_shape_or_format_is_a_reason(path, content):
    path.write_text(content)
    assert _reason(path) == SealFault.UNKNOWN_FORMAT


def test_a_list_signed_with_another_key_is_refused(path, council):
    path.write_text(signed_text(council.recipients, secrets.token_bytes(32)))
    assert _reason(path) == SealFault.FORGED
    assert _reason(path, verify_key=b"") == SealFault.FORGED


@pytest.mark.parametrize("value", [..., None, "", 7, "no hex", "00" * 64])
def test_a_list_without_its_signature_is_refused(path, value):
    stored = json.loads(path.read_text()) | {"signature": value}
    path.write_text(json.dumps({k: v for k, v in stored.items() if v is not ...}))
    assert _reason(path) == SealFault.FORGED


@pytest.mark.parametrize(
    "change",
    [
        lambda stored: stored.update(council="elsewhere"),
        lambda stored: stored.update(more="x"),
        lambda stored: stored["keys"].pop(),
        lambda stored: stored["keys"].reverse(),
        lambda stored: stored["keys"][0].update(recipient=stored["keys"][1]["recipient"]),
        lambda stored: stored["keys"][0].update(not_after="2099-01-01"),
    ],
)
def test_a_list_that_was_changed_after_it_was_signed_is_refused(path, change):
    stored = json.loads(path.read_text())
    change(stored)
    path.write_text(json.dumps(stored))
    assert _reason(path) == SealFault.FORGED


@pytest.mark.parametrize("keys", [..., None, "", 7, [], [{}], [7]])
def test_a_signed_list_of_another_shape_is_a_reason(path, keys):
    _sign_again(path, keys=keys)
    assert _reason(path) == SealFault.MALFORMED


@pytest.mark.parametrize("name", ["id", "kind", "generation", "recipient", "not_after"])
@pytest.mark.parametrize("value", [..., None, ""])
def test_a_signed_key_with_a_missing_or_malformed_value_is_a_reason(path, name, value):
    first, *others = json.loads(path.read_text())["keys"]
    key = {k: v for k, v in (first | {name: value}).items() if v is not ...}
    _sign_again(path, keys=[key, *others])
    assert _reason(path) == SealFault.MALFORMED


def test_recipients_that_are_not_sound_are_not_signed(council):
    unsound = replace(council.recipients, keys=council.recipients.keys[1:])
    with pytest.raises(CannotSeal):
        signed_text(unsound, SIGNING_KEY)


def test_a_signature_fits_one_message_and_one_key(council):
    signature = sign(SIGNING_KEY, b"message")
    assert is_signed(VERIFY_KEY, b"message", signature)
    assert not is_signed(VERIFY_KEY, b"another", signature)
    assert not is_signed(verify_key_of(secrets.token_bytes(32)), b"message", signature)
    assert not is_signed(VERIFY_KEY, b"message", signature[:-1])
