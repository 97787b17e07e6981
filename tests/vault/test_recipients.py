"""Which keys families' words are sealed to: one of each kind, all different, and for how long."""

from dataclasses import replace
from datetime import date

import pytest

from heard.vault.errors import CannotSeal, SealFault
from heard.vault.primitives.envelope import is_recipient, new_key_pair
from heard.vault.recipients import KINDS


def changed(recipients, kind, **values):
    """The same recipients but for one key."""
    keys = (replace(key, **values) if key.kind == kind else key for key in recipients.keys)
    return replace(recipients, keys=tuple(keys))


def reason(recipients):
    with pytest.raises(CannotSeal) as caught:
        recipients.require_sound()
    return caught.value.reason


def test_one_key_of_each_kind_is_sound(council):
    council.recipients.require_sound()
    assert {key.kind for key in council.recipients.keys} == set(KINDS)
    assert council.recipients.key("chairs").id == "id of chairs"


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_a_second_and_an_unknown_key_are_refused(council, kind):
    ours = council.recipients
    of_kind = ours.key(kind)
    others = tuple(key for key in ours.keys if key.kind != kind)
    second = replace(of_kind, id="another", recipient=new_key_pair()[1])
    for keys in (others, (*ours.keys, second), (*others, replace(of_kind, kind="visitors"))):
        assert reason(replace(ours, keys=keys)) == SealFault.MALFORMED
    with pytest.raises(CannotSeal):
        replace(ours, keys=others).key(kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", ["", "age1nonsense", None, 7])
def test_what_is_no_public_key_is_refused(council, kind, value):
    assert reason(changed(council.recipients, kind, recipient=value)) == SealFault.MALFORMED


@pytest.mark.parametrize("name", ["", None, 7])
def test_recipients_of_no_council_are_refused(council, name):
    assert reason(replace(council.recipients, council=name)) == SealFault.MALFORMED


def test_a_private_key_put_there_by_mistake_is_refused_and_not_repeated(council):
    with pytest.raises(CannotSeal) as caught:
        changed(council.recipients, "unit", recipient=council.unit).require_sound()
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize(("one", "other"), [("chairs", "unit"), ("recovery", "chairs")])
@pytest.mark.parametrize("what", ["recipient", "id"])
def test_one_key_in_two_places_is_refused(council, one, other, what):
    twice = {what: getattr(council.recipients.key(other), what)}
    assert reason(changed(council.recipients, one, **twice)) == SealFault.NOT_DISTINCT


def test_one_key_cannot_hide_as_two_by_its_spelling(council):
    unit = council.recipients.key("unit").recipient
    assert not is_recipient(unit.upper())
    assert not is_recipient(" " + unit)


def test_the_last_day_of_the_first_key_that_ends_is_good_and_the_day_after_is_not(council):
    ours = changed(council.recipients, "chairs", not_after=date(2029, 12, 31))
    assert ours.expires == date(2029, 12, 31)
    ours.require_current(date(2029, 12, 31))
    with pytest.raises(CannotSeal) as caught:
        ours.require_current(date(2030, 1, 1))
    assert caught.value.reason == SealFault.EXPIRED


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "values",
    [
        {"id": "another"},
        {"generation": 2},
        {"recipient": new_key_pair()[1]},
        {"not_after": date(2040, 1, 1)},
    ],
    ids=lambda values: next(iter(values)),
)
def test_whatever_changes_in_a_key_changes_the_fingerprint(council, kind, values):
    ours = council.recipients
    assert changed(ours, kind, **values).fingerprint() != ours.fingerprint()


def test_another_council_and_keys_that_change_places_have_another_fingerprint(council):
    ours = council.recipients
    unit, chairs = ours.key("unit"), ours.key("chairs")
    swapped = changed(
        changed(ours, "unit", recipient=chairs.recipient), "chairs", recipient=unit.recipient
    )
    assert (
        len({ours.fingerprint(), swapped.fingerprint(), replace(ours, council="x").fingerprint()})
        == 3
    )


def test_the_fingerprint_is_sixteen_hex_digits_whatever_the_order_of_the_list(council):
    ours = council.recipients
    assert replace(ours, keys=ours.keys[::-1]).fingerprint() == ours.fingerprint()
    assert len(ours.fingerprint()) == 16
    assert int(ours.fingerprint(), 16) >= 0
