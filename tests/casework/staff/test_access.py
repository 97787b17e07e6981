"""Who may do what: the role's rules and the keys that a person holds, both or nothing."""

from dataclasses import replace

import pytest

from heard.casework.errors import HoldsNoKey, NotPermitted
from heard.casework.reading.opening import mark_read, open_submission
from heard.casework.staff.access import (
    KEY_NEEDED,
    PERMISSIONS,
    Permission,
    allows,
    key_needed,
    require,
)
from heard.casework.staff.accounts import ROLE_KEYS
from heard.records import keys, staff
from heard.vault.staff.staff_keys import wrap_council_key
from tests.casework.founded import MORNING

WITHOUT_KEYS = ("translator", "auditor", "operator")


def test_every_role_has_its_line_in_the_table():
    assert set(PERMISSIONS) == set(ROLE_KEYS)


@pytest.mark.parametrize("role", PERMISSIONS)
def test_a_role_holds_exactly_the_keys_that_its_permissions_need(role):
    needed = {key_needed(role, each) for each in PERMISSIONS[role] if each in KEY_NEEDED}
    assert needed == set(ROLE_KEYS[role])


@pytest.mark.parametrize("role", PERMISSIONS)
def test_a_person_may_do_what_stands_in_the_table_and_nothing_else(council, role):
    person = council.signed_in(council.add("sam", role))
    assert {each for each in Permission if allows(person, each)} == PERMISSIONS[role]


@pytest.mark.parametrize("role", WITHOUT_KEYS)
def test_a_key_alone_opens_nothing_for_a_role_that_may_not(council, role):
    person = council.signed_in(council.add("sam", role))
    with_keys = replace(person, holds=frozenset({"unit", "chairs"}))
    for permission in KEY_NEEDED:
        with pytest.raises(NotPermitted):
            require(with_keys, permission)


def test_a_role_alone_opens_nothing_without_the_key(council):
    person = replace(council.signed_in(council.add("cy", "chair")), holds=frozenset({"unit"}))
    assert require(person, Permission.OPEN)
    with pytest.raises(HoldsNoKey):
        require(person, Permission.OPEN_FOR_CHAIRS)


def test_a_role_that_the_table_does_not_know_may_do_nothing(council):
    person = replace(council.signed_in(council.add("cy", "chair")), role="superuser")
    assert not [each for each in Permission if allows(person, each)]


def test_a_right_is_good_for_what_it_was_proven_for(council):
    person = council.signed_in(council.add("cy", "chair"))
    reference = council.send()
    given = council.store, council.logbook
    with pytest.raises(NotPermitted):
        open_submission(*given, require(person, Permission.LIST), reference, MORNING)
    with pytest.raises(NotPermitted):
        mark_read(*given, require(person, Permission.OPEN), reference, MORNING)


def test_an_administrator_to_whom_the_chairs_key_was_given_still_does_not_read_for_the_chairs(
    council,
):
    ada = council.add("ada", "administrator")
    with council.store.write() as conn:
        member = staff.find_by_name(conn, ada.name)
        chairs = council.recipients.load(MORNING.date()).key("chairs").id
        wrapped = wrap_council_key(council.keys()[chairs], member.recipient)
        keys.give(conn, member.id, chairs, wrapped)
    person = council.signed_in(ada)
    assert person.holds == {"unit", "chairs"}
    right = require(person, Permission.OPEN)
    found = open_submission(council.store, council.logbook, right, council.send(), MORNING)
    assert [each.slug for each in found.sections if each.closed] == ["for-the-chair"]
    assert "blue gate" not in repr(found)
