"""A whole house in a temporary folder: settings, content, a founded database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from heard.authority.installation import Installation
from heard.casework.council.founding import found_council
from heard.family.site import Site
from heard.records.database.store import Store, upgrade


@dataclass(frozen=True)
class Built:
    """Where the house stands and what its operator holds."""

    data: Path
    store: Store
    recovery_file: Path


@contextmanager
def built_house(data: Path, url: str = "") -> Iterator[Built]:
    """A founded council, with the environment pointing at it while the block runs.

    On SQLite in `data`, unless `url` names another database.
    """
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HEARD_DATA", str(data))
        # Tests type faster than people.
        environment.setenv("HEARD_LEAST_SECONDS", "0")
        # Pages are alike in every house of a run: the smallest form is worked out for one of them.
        environment.setenv("HEARD_CACHE", str(_shared(data) / "cache"))
        for name in ("HEARD_DATABASE", "HEARD_FAMILY_SECRETS", "HEARD_DESK_SECRETS", "HEARD_TLS"):
            environment.delenv(name, raising=False)
        if url:
            environment.setenv("HEARD_DATABASE", url)
        here = Installation.from_environment()
        url = here.database
        upgrade(url)
        store = Store(url)
        recovery = data / "recovery-key.txt"
        found_council(
            store,
            "fernshire",
            here.family_secrets,
            here.desk_secrets,
            recovery,
            date.today(),
        )
        yield Built(data, store, recovery)
        store.close()


def _shared(data: Path) -> Path:
    """A folder that all houses of a test run have in common, in whichever worker."""
    return next((each for each in data.parents if each.name.startswith("pytest-")), data)


def of_edition(house: Site, **changed: Any) -> Site:
    """The house with something else in its edition: `council`, `library`."""
    return replace(house, edition=replace(house.edition, **changed))
