"""Times in the clear have no room for minutes and seconds."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from heard.records.tables import drafts
from heard.records.times import next_whole_hour, whole_hour, whole_minute

NEPAL = timezone(timedelta(hours=5, minutes=45))
AT = datetime(2030, 3, 1, 14, 37, 25, 123456, tzinfo=UTC)


def test_a_whole_hour_forgets_minutes_and_seconds():
    assert whole_hour(AT) == datetime(2030, 3, 1, 14, tzinfo=UTC)
    assert whole_minute(AT) == datetime(2030, 3, 1, 14, 37, tzinfo=UTC)


def test_whole_hours_are_those_of_utc():
    assert whole_hour(AT.astimezone(NEPAL)) == datetime(2030, 3, 1, 14, tzinfo=UTC)


def test_an_end_is_never_early():
    assert next_whole_hour(AT) == datetime(2030, 3, 1, 15, tzinfo=UTC)
    assert next_whole_hour(whole_hour(AT)) == whole_hour(AT)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        whole_hour(datetime(2030, 3, 1, 14))


def test_a_column_of_hours_refuses_a_finer_time(store):
    with pytest.raises(StatementError, match="finer"), store.write() as conn:
        conn.execute(drafts.insert().values(id="d", body=b"", expires_hour=AT))


def test_a_column_of_hours_gives_back_the_hour_in_utc(store):
    with store.write() as conn:
        conn.execute(drafts.insert().values(id="d", body=b"", expires_hour=whole_hour(AT)))
    with store.read() as conn:
        assert conn.scalar(select(drafts.c.expires_hour)) == whole_hour(AT)
        assert conn.exec_driver_sql("SELECT expires_hour FROM drafts").scalar() == (
            whole_hour(AT).timestamp() / 3600
        )
