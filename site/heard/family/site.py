"""What every view of the family's site may use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app

from heard.authority.settings import Council
from heard.casework.sending.send import Sealer
from heard.library.pages.collection import Library
from heard.records.database.store import Store


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class House:
    """Settings, content, database and the means to seal.

    `forms_open_in` are the languages whose words about who may see an answer can be relied on.
    """

    council: Council
    library: Library
    store: Store
    sealer: Sealer
    forms_open_in: frozenset[str]
    clock: Callable[[], datetime] = _utc_now


def house() -> House:
    """The house of the application that answers this request."""
    return current_app.extensions["house"]


def now() -> datetime:
    """The present moment, with its time zone."""
    return house().clock()
