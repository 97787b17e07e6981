"""Fixtures of the records."""

from tests.records.roles import desk, public, roles

__all__ = ["desk", "public", "roles"]
