"""What stands in the clear is a closed list; the migrations build exactly these tables."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Boolean, Date, Integer, LargeBinary, String, inspect

from heard.records.tables import CLEAR_COLUMNS, FAMILY_TABLES, metadata
from heard.records.times import Hour, Minute

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)


def is_bytes(column):
    return isinstance(column.type, LargeBinary)


def test_every_table_is_in_the_closed_list():
    assert set(CLEAR_COLUMNS) == set(metadata.tables)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_column_is_either_bytes_or_in_the_closed_list(table):
    assert {column.name for column in table.c if not is_bytes(column)} == CLEAR_COLUMNS[table.name]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_clear_column_has_no_room_for_a_text_of_any_length_or_a_fine_time(table):
    for column in table.c:
        if not is_bytes(column):
            assert isinstance(column.type, String | Integer | Boolean | Date | Hour | Minute)
            assert not isinstance(column.type, String) or column.type.length <= 200


@pytest.mark.parametrize("name", sorted(FAMILY_TABLES))
def test_nothing_a_family_does_is_timed_finer_than_the_hour(name):
    assert not any(isinstance(column.type, Minute) for column in metadata.tables[name].c)


def test_the_migrated_database_holds_no_column_beyond_the_closed_list(store):
    found = inspect(store.engine)
    assert set(found.get_table_names()) == {*metadata.tables, "alembic_version"}
    for table in TABLES:
        for column in found.get_columns(table.name):
            kind = column["type"]
            clear = not isinstance(kind, LargeBinary)
            assert clear == (column["name"] in CLEAR_COLUMNS[table.name])
            assert isinstance(kind, String | Integer | Boolean | Date | LargeBinary)


def test_the_migrations_build_the_declared_tables(store):
    with store.read() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrations_build_what_a_comparison_of_columns_does_not_see(store):
    """Checks, cascades, defaults, identities, beside tables made straight from the declaration."""
    migrated = described(store)
    with store.write() as conn:
        conn.exec_driver_sql("DROP TABLE alembic_version")
        metadata.drop_all(conn)
        metadata.create_all(conn)
    assert described(store) == migrated


def described(store):
    found = inspect(store.engine)
    return {
        name: {
            "columns": [
                {key: str(value) for key, value in column.items()}
                for column in found.get_columns(name)
            ],
            "primary key": found.get_pk_constraint(name),
            "foreign keys": ordered(found.get_foreign_keys(name)),
            "unique": ordered(found.get_unique_constraints(name)),
            "checks": ordered(found.get_check_constraints(name)),
            # Written out, because a condition of an index is an object of its own each time.
            "indexes": [
                {key: written(value) for key, value in index.items()}
                for index in ordered(found.get_indexes(name))
            ],
        }
        for name in metadata.tables
    }


def written(value):
    if isinstance(value, dict):
        return {key: str(each) for key, each in value.items()}
    return str(value)


def ordered(constraints):
    return sorted(constraints, key=lambda constraint: constraint["name"])
