"""Without sound and current recipients nothing is sealed, and the reason is told."""

import dataclasses
import json
from datetime import date

import pytest

from heard.vault.errors import CannotSeal, SealFault
from heard.vault.primitives.envelope import is_recipient, new_key_pair
from heard.vault.recipients import load_recipients, save_recipients

TODAY = date(2029, 6, 1)


@pytest.fixture
def path(tmp_path, council):
    path = tmp_path / "family" / "recipients.json"
    save_recipients(path, council.recipients)
    return path


def _reason(path, today=TODAY):
    with pytest.raises(CannotSeal) as caught:
        load_recipients(path, today)
    return caught.value.reason


def _rewrite(path, **changes):
    stored = json.loads(path.read_text()) | changes
    path.write_text(json.dumps({k: v for k, v in stored.items() if v is not ...}))


def test_what_is_saved_is_loaded(path, council):
    assert load_recipients(path, TODAY) == council.recipients


def test_saving_again_replaces_the_whole_file_and_leaves_nothing_beside_it(path, council):
    newer = dataclasses.replace(council.recipients, expires=date(2031, 1, 1))
    save_recipients(path, newer)
    assert load_recipients(path, TODAY) == newer
    assert list(path.parent.iterdir()) == [path]


def test_the_last_day_is_good_and_the_day_after_is_not(path, council):
    assert load_recipients(path, date(2030, 1, 31)) == council.recipients
    assert _reason(path, date(2030, 2, 1)) == SealFault.EXPIRED
    with pytest.raises(CannotSeal):
        council.recipients.require_current(date(2030, 2, 1))


def test_a_missing_file_is_a_reason(tmp_path):
    assert _reason(tmp_path / "recipients.json") == SealFault.MISSING


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"age1"])
def test_a_file_that_is_not_json_is_a_reason(path, content):
    path.write_bytes(content)
    assert _reason(path) == SealFault.UNREADABLE


def test_a_folder_in_place_of_the_file_is_a_reason(tmp_path):
    assert _reason(tmp_path) == SealFault.UNREADABLE


@pytest.mark.parametrize("content", ["[]", "null", '"text"', "3", "{}"])
def test_json_of_another_shape_is_a_reason(path, content):
    path.write_text(content)
    assert _reason(path) == SealFault.MALFORMED


@pytest.mark.parametrize("name", ["council", "unit", "chairs", "recovery", "expires"])
@pytest.mark.parametrize("value", [..., None, "", 7], ids=["missing", "null", "empty", "number"])
def test_a_missing_or_malformed_value_is_a_reason(path, name, value):
    _rewrite(path, **{name: value})
    assert _reason(path) == SealFault.MALFORMED


@pytest.mark.parametrize("name", ["unit", "chairs", "recovery", "expires"])
def test_text_that_is_no_key_and_no_day_is_a_reason(path, name):
    _rewrite(path, **{name: "age1nonsense"})
    assert _reason(path) == SealFault.MALFORMED


@pytest.mark.parametrize("name", ["unit", "chairs", "recovery"])
def test_a_private_key_put_there_by_mistake_is_refused_and_not_repeated(path, council, name):
    _rewrite(path, **{name: council.unit})
    with pytest.raises(CannotSeal) as caught:
        load_recipients(path, TODAY)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(("one", "other"), [("chairs", "unit"), ("recovery", "chairs")])
def test_one_key_in_two_places_is_refused(path, council, one, other):
    _rewrite(path, **{one: getattr(council.recipients, other)})
    assert _reason(path) == SealFault.NOT_DISTINCT


def test_one_key_cannot_hide_as_two_by_its_spelling(council):
    assert not is_recipient(council.recipients.unit.upper())
    assert not is_recipient(" " + council.recipients.unit)


@pytest.mark.parametrize("name", ["council", "unit", "chairs", "recovery"])
def test_another_key_or_council_has_another_fingerprint(council, name):
    other = dataclasses.replace(council.recipients, **{name: new_key_pair()[1]})
    assert other.fingerprint() != council.recipients.fingerprint()


def test_keys_that_change_places_have_another_fingerprint(council):
    ours = council.recipients
    swapped = dataclasses.replace(ours, unit=ours.chairs, chairs=ours.unit)
    assert swapped.fingerprint() != ours.fingerprint()


def test_the_fingerprint_is_sixteen_hex_digits_and_outlives_a_new_day_of_expiry(council):
    ours = council.recipients
    later = dataclasses.replace(ours, expires=date(2040, 1, 1))
    assert later.fingerprint() == ours.fingerprint()
    assert len(ours.fingerprint()) == 16
    assert int(ours.fingerprint(), 16) >= 0
