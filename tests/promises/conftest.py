"""The family's site and the desk, for promises that are kept on their pages."""

from tests.desk.conftest import browser, clock, council, desk, enter
from tests.family.conftest import client, family_app, family_house

__all__ = [
    "browser",
    "client",
    "clock",
    "council",
    "desk",
    "enter",
    "family_app",
    "family_house",
]
