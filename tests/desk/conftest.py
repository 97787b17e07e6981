"""A desk with a founded council, a clock that stands still, and browsers that check pages."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from heard.authority.installation import Installation
from heard.casework.staff.accounts import Credentials
from heard.desk import site as desk_site
from heard.desk.app import create_app
from heard.records.database.store import Store
from tests.casework.founded import LIGHT_COSTS, MORNING, PASSWORD, FoundedCouncil, code_at, found
from tests.support.agents import agent
from tests.support.clients import CarefulClient


class Clock:
    """The desk's present moment."""

    def __init__(self) -> None:
        self.moment = MORNING

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **time: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of every view."""
    clock = Clock()
    monkeypatch.setattr(desk_site, "now", clock)
    return clock


@pytest.fixture
def council(sqlite_store: Store, tmp_path: Path) -> FoundedCouncil:
    """The council whose desk it is."""
    return found(sqlite_store, tmp_path / "secrets")


@pytest.fixture
def desk(council: FoundedCouncil, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The desk as its process makes it, with cheap sign-ins."""
    monkeypatch.setenv("HEARD_DESK_SECRETS", str(council.desk))
    monkeypatch.delenv("HEARD_TLS", raising=False)
    return create_app(Installation.from_environment(), council.store, agent(), **LIGHT_COSTS)


@pytest.fixture
def browser(desk: Flask) -> CarefulClient:
    """Somebody's browser, not signed in."""
    return CarefulClient(desk)


@pytest.fixture
def enter(desk: Flask, clock: Clock) -> Callable[[Credentials], CarefulClient]:
    """A function that signs a person in and returns their browser."""

    def _enter(person: Credentials) -> CarefulClient:
        browser = CarefulClient(desk)
        answer = browser.submit(
            "/sign-in",
            name=person.name,
            password=PASSWORD,
            code=code_at(person, clock.moment),
        )
        assert (answer.status_code, answer.location) == (303, "/")
        return browser

    return _enter


@pytest.fixture
def chair(council: FoundedCouncil, enter: Callable[[Credentials], CarefulClient]) -> CarefulClient:
    """A chair's browser, signed in."""
    return enter(council.add("cy", "chair"))


@pytest.fixture
def administrator(
    council: FoundedCouncil, enter: Callable[[Credentials], CarefulClient]
) -> CarefulClient:
    """An administrator's browser, signed in."""
    return enter(council.add("ada", "administrator"))
