"""Fixtures of casework."""

from pathlib import Path

import pytest

from heard.records.database.store import Store
from tests.casework.founded import FoundedCouncil, found


@pytest.fixture
def council(store: Store, tmp_path: Path) -> FoundedCouncil:
    """A founded council, on both databases."""
    return found(store, tmp_path / "secrets")


@pytest.fixture
def chair(council):
    return council.signed_in(council.add("cy", "chair"))


@pytest.fixture
def administrator(council):
    return council.signed_in(council.add("ada", "administrator"))
