"""Fixtures for every room."""

from tests.databases import (
    postgresql_server,
    postgresql_store,
    sqlite_store,
    sqlite_template,
    store,
)
from tests.support.processes import family_server

__all__ = [
    "family_server",
    "postgresql_server",
    "postgresql_store",
    "sqlite_store",
    "sqlite_template",
    "store",
]
