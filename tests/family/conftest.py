"""One family site for all tests of a worker; each test has a browser of its own."""

from collections.abc import Iterator

import pytest
from flask import Flask

from heard.authority.installation import Installation
from heard.family.app import create_app
from tests.support.clients import CarefulClient
from tests.support.houses import Built, built_house


@pytest.fixture(scope="session")
def family_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The house that the site stands in."""
    with built_house(tmp_path_factory.mktemp("family")) as house:
        yield house


@pytest.fixture(scope="session")
def family_app(family_house: Built) -> Flask:
    """The family's site as its process makes it."""
    return create_app(Installation.from_environment())


@pytest.fixture
def client(family_app: Flask) -> CarefulClient:
    """A parent's browser."""
    return CarefulClient(family_app)
