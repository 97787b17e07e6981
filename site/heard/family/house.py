"""What every view of the family's site may use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app

from heard.authority.settings import Council
from heard.casework.sending import Sealer
from heard.library.collection import Library
from heard.records.store import Store


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class House:
    """Settings, content, database and the means to seal."""

    council: Council
    library: Library
    store: Store
    sealer: Sealer
    clock: Callable[[], datetime] = _utc_now


def house() -> House:
    """The house of the application that answers this request."""
    return current_app.extensions["house"]


def now() -> datetime:
    """The present moment, with its time zone."""
    return house().clock()
