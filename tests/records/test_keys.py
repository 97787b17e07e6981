"""The council's row, its keys by generation, and who holds them."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from heard.records import keys, staff
from heard.records.keys import CouncilRow, HeldKey, Holder
from heard.records.staff import StaffMember
from heard.records.tables import council
from heard.records.tables import keys as table
from tests.records.sealed import CHAIRS, UNIT, have_keys

ROW = CouncilRow("fictional", "0123456789abcdef")
SECOND = replace(UNIT, id="unit-2", generation=2, recipient="age1unit2")
ADA = StaffMember("ada", "ada", "Ada Example", "administrator", "age1ada", b"vouched")
BO = StaffMember("bo", "bo", "Bo Example", "chair", "age1bo", b"vouched")


def test_before_the_house_is_set_up_there_is_no_council_and_no_key(store):
    with store.read() as conn:
        assert keys.find_council(conn) is None
        assert keys.of_the_council(conn) == []


def test_saving_the_council_again_replaces_it(store):
    with store.write() as conn:
        keys.save_council(conn, CouncilRow("old", "0" * 16))
        keys.save_council(conn, ROW)
        assert keys.find_council(conn) == ROW


def test_there_is_one_council(store):
    with store.write() as conn:
        keys.save_council(conn, ROW)
    with pytest.raises(IntegrityError), store.write() as conn:
        conn.execute(council.insert().values(id=2, **vars(ROW)))


def test_every_generation_of_a_key_is_kept_the_oldest_first(store):
    with store.write() as conn:
        for key in (SECOND, CHAIRS, UNIT):
            keys.add(conn, key)
        assert keys.of_the_council(conn) == [CHAIRS, UNIT, SECOND]


def test_a_generation_of_a_kind_is_made_once(store):
    with store.write() as conn:
        have_keys(conn)
    with pytest.raises(IntegrityError), store.write() as conn:
        keys.add(conn, replace(UNIT, id="another", recipient="age1another"))


def test_the_keys_of_a_conference_stand_beside_the_councils_and_are_not_theirs(store):
    own = {**vars(UNIT), "id": "own", "recipient": "age1own", "conference_id": "conference"}
    with store.write() as conn:
        have_keys(conn)
        conn.execute(insert(table).values(**own))
        assert [key.id for key in keys.of_the_council(conn)] == ["chairs-1", "unit-1"]


def test_a_key_can_be_used_up_to_another_day(store):
    with store.write() as conn:
        have_keys(conn)
        keys.set_not_after(conn, "unit-1", date(2033, 1, 1))
        assert keys.of_the_council(conn) == [CHAIRS, replace(UNIT, not_after=date(2033, 1, 1))]


@pytest.fixture
def held(store):
    """Ada and Bo hold the unit's key, Bo the chairs' too."""
    with store.write() as conn:
        have_keys(conn)
        for person in (BO, ADA):
            staff.add(conn, person)
            keys.give(conn, person.id, "unit-1", f"unit for {person.id}".encode())
        keys.give(conn, "bo", "chairs-1", b"chairs for bo")
    return store


def test_a_person_holds_the_keys_that_were_wrapped_for_them(held):
    with held.read() as conn:
        assert keys.held_by(conn, "ada") == {"unit-1": HeldKey("unit-1", "unit", b"unit for ada")}
        assert set(keys.held_by(conn, "bo")) == {"unit-1", "chairs-1"}
        assert keys.held_by(conn, "nobody") == {}


def test_a_key_that_is_not_there_cannot_be_held(held):
    with pytest.raises(IntegrityError), held.write() as conn:
        keys.give(conn, "ada", "unit-9", b"wrapped")


def test_who_holds_a_key_and_can_sign_in_is_known_by_name(held):
    with held.write() as conn:
        ada = Holder("ada", "ada", "Ada Example", "age1ada", b"vouched")
        bo = Holder("bo", "bo", "Bo Example", "age1bo", b"vouched")
        assert keys.holders(conn, "unit-1") == [ada, bo]
        staff.set_active(conn, "ada", False)
        assert keys.holders(conn, "unit-1") == [bo]


def test_every_key_is_taken_from_one_person_alone(held):
    with held.write() as conn:
        keys.take_all(conn, "bo")
        assert keys.held_by(conn, "bo") == {}
        assert set(keys.held_by(conn, "ada")) == {"unit-1"}
