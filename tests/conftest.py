"""Fixtures for every room."""

from hypothesis import HealthCheck, settings

from tests.databases import (
    postgresql_server,
    postgresql_store,
    sqlite_store,
    sqlite_template,
    store,
)
from tests.support.browsers import driver
from tests.support.disks import small_disk
from tests.support.processes import desk_server, family_server
from tests.tiers import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_terminal_summary,
)

# How long a step takes depends on the machine; timing is measured in bench/, not in tests.
settings.register_profile("heard", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("heard")

__all__ = [
    "desk_server",
    "driver",
    "family_server",
    "postgresql_server",
    "postgresql_store",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_terminal_summary",
    "small_disk",
    "sqlite_store",
    "sqlite_template",
    "store",
]
