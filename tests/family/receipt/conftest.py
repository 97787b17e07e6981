"""Something that was sent, and somebody who has its number."""

import pytest
from flask import Flask

from tests.family.receipt.following import (
    sent_receipt,
)
from tests.support.clients import CarefulClient


@pytest.fixture
def number(client: CarefulClient) -> str:
    """The number of something that was just sent."""
    return sent_receipt(client)


@pytest.fixture
def stranger(family_app: Flask) -> CarefulClient:
    """A browser that has nothing but the number."""
    return CarefulClient(family_app)
