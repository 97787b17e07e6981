"""What every view of the desk may use."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app

from heard.authority.settings import Council
from heard.casework.council.logbook import Logbook
from heard.records.database.store import Store
from heard.vault.agent.client import Agent
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, INTERACTIVE, Cost


@dataclass(frozen=True)
class DeskSite:
    """Settings, database, log, and the agent that uses keys.

    The costs are those of a sign-in; tests make them small.
    """

    council: Council
    store: Store
    logbook: Logbook
    agent: Agent
    cost: Cost = INTERACTIVE
    code_cost: Cost = DRAWN_AT_RANDOM


def desk_site() -> DeskSite:
    """The site of the application that answers this request."""
    found: DeskSite = current_app.extensions["site"]
    return found


def now() -> datetime:
    """The present moment. One place, so that tests can set the clock."""
    return datetime.now(UTC)
