"""The council's row and keys."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from heard.records import council_keys
from heard.records.council_keys import CouncilKey, CouncilRow
from heard.records.tables import council

ROW = CouncilRow("fictional", "0123456789abcdef", date(2031, 1, 1))
UNIT = CouncilKey("unit", "age1unit", b"sealed")


def test_before_the_house_is_set_up_there_is_no_council(store):
    with store.read() as conn:
        assert council_keys.find_council(conn) is None
        assert council_keys.find_key(conn, "unit") is None


def test_saving_the_council_again_replaces_it(store):
    with store.write() as conn:
        council_keys.save_council(conn, CouncilRow("old", "0" * 16, date(2030, 1, 1)))
        council_keys.save_council(conn, ROW)
        assert council_keys.find_council(conn) == ROW


def test_there_is_one_council(store):
    with store.write() as conn:
        council_keys.save_council(conn, ROW)
    with pytest.raises(IntegrityError), store.write() as conn:
        conn.execute(council.insert().values(id=2, **vars(ROW)))


def test_saving_a_key_again_replaces_it_and_not_the_other(store):
    chairs = CouncilKey("chairs", "age1chairs", b"sealed")
    with store.write() as conn:
        for key in (CouncilKey("unit", "age1old", b"old"), chairs, UNIT):
            council_keys.save_key(conn, key)
        assert council_keys.find_key(conn, "unit") == UNIT
        assert council_keys.find_key(conn, "chairs") == chairs
