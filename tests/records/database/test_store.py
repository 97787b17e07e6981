"""The store: one moment to read from, all or nothing to write, nothing left behind."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from heard.records.database.store import Store, upgrade
from heard.records.errors import StaleDatabase
from heard.records.tables import council


def insert_council(conn, name="fictional"):
    conn.execute(text("INSERT INTO council VALUES (1, :name, 'f')"), {"name": name})


def names(conn):
    return list(conn.scalars(select(council.c.name)))


def test_what_was_written_is_read(store):
    with store.write() as conn:
        insert_council(conn)
    with store.read() as conn:
        assert names(conn) == ["fictional"]


def test_an_exception_undoes_the_whole_write(store):
    with pytest.raises(RuntimeError), store.write() as conn:
        insert_council(conn)
        raise RuntimeError
    with store.read() as conn:
        assert names(conn) == []


def test_a_reader_cannot_write(store):
    with pytest.raises(DBAPIError), store.read() as conn:
        insert_council(conn)
    with store.write() as conn:
        insert_council(conn)


def test_a_reader_sees_one_moment_while_others_write(store):
    with store.read() as reader:
        assert names(reader) == []
        with store.write() as writer:
            insert_council(writer)
        assert names(reader) == []


def test_a_store_serves_many_threads_at_once(store):
    def add_one(failures):
        try:
            with store.write() as conn:
                conn.execute(text("UPDATE council SET name = name || 'x'"))
            with store.read() as conn:
                assert names(conn)[0].startswith("x")
        except Exception as failure:
            failures.append(failure)

    with store.write() as conn:
        insert_council(conn, name="")
    failures = []
    threads = [threading.Thread(target=add_one, args=(failures,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with store.read() as conn:
        assert names(conn) == ["x" * 12]


def test_errors_do_not_repeat_the_values_of_a_statement(store):
    with pytest.raises(DBAPIError) as caught, store.write() as conn:
        conn.execute(text("INSERT INTO nowhere VALUES (:word)"), {"word": "canary"})
    assert "canary" not in str(caught.value)


def test_the_current_revision_is_accepted(store):
    store.require_ready()


def test_an_empty_database_is_refused_by_name(tmp_path):
    store = Store(f"sqlite:///{tmp_path}/empty.db")
    with pytest.raises(StaleDatabase, match=r"revision none, this program needs \d{4}"):
        store.require_ready()
    store.close()


def test_an_unknown_revision_is_refused_by_name(store):
    with store.write() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StaleDatabase) as caught:
        store.require_ready()
    assert caught.value.found == "9999"
    assert "9999" in str(caught.value)


def test_upgrading_twice_changes_nothing(sqlite_store):
    with sqlite_store.write() as conn:
        insert_council(conn)
    upgrade(sqlite_store.engine.url.render_as_string(hide_password=False))
    sqlite_store.require_ready()
    with sqlite_store.read() as conn:
        assert names(conn) == ["fictional"]


def test_every_sqlite_connection_is_set_up_to_keep_and_to_forget(sqlite_store):
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }
    with sqlite_store.read() as first, sqlite_store.read() as second:
        for conn in (first, second):
            found = {name: conn.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted


def test_a_writer_of_sqlite_waits_for_the_one_before_it(sqlite_store):
    writing = threading.Event()
    order = []

    def second():
        writing.wait()
        with sqlite_store.write():
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with sqlite_store.write():
        writing.set()
        thread.join(0.1)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_what_was_deleted_is_in_no_file_of_sqlite(sqlite_store):
    canary = "CANARY-" * 8
    with sqlite_store.write() as conn:
        insert_council(conn, name=canary)
    file = Path(sqlite_store.engine.url.database)
    assert any(canary.encode() in path.read_bytes() for path in file.parent.glob("heard.db*"))
    with sqlite_store.write() as conn:
        conn.execute(text("DELETE FROM council"))
    sqlite_store.settle_deletions()
    for path in file.parent.glob("heard.db*"):
        assert canary.encode() not in path.read_bytes()


def test_a_committed_row_is_there_for_another_program(sqlite_store):
    with sqlite_store.write() as conn:
        insert_council(conn)
    other = sqlite3.connect(sqlite_store.engine.url.database)
    assert other.execute("SELECT name FROM council").fetchall() == [("fictional",)]
    other.close()


def test_no_more_connections_are_open_than_were_given(store):
    few = Store(store.engine.url, connections=2)

    def look() -> None:
        with few.read():
            pass

    waiting = threading.Thread(target=look)
    with few.read(), few.read():
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        assert few.engine.pool.checkedout() == 2
    waiting.join()
    few.close()
