"""Fixtures for every room."""

from tests.databases import (
    postgresql_server,
    postgresql_store,
    sqlite_store,
    sqlite_template,
    store,
)

__all__ = [
    "postgresql_server",
    "postgresql_store",
    "sqlite_store",
    "sqlite_template",
    "store",
]
