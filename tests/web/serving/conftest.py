"""The cache's site, and its clock; a site with workers."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from heard.web.serving import page_cache as cache_module
from tests.support.process_tree import until
from tests.web.serving.cached_site import CachedSite
from tests.web.serving.working_site import Site, started


@pytest.fixture
def cached() -> CachedSite:
    """A site of one test."""
    return CachedSite()


@pytest.fixture
def at(monkeypatch):
    """Sets the cache's clock."""

    def _at(seconds: float) -> None:
        clock = SimpleNamespace(time=lambda: seconds, sleep=None)
        monkeypatch.setattr(cache_module, "time", clock)

    return _at


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[Site]:
    """In the middle of its start."""
    with started(tmp_path) as site:
        yield site


@pytest.fixture
def serving(starting: Site) -> Site:
    """Answering."""
    starting.let("the start")
    until(starting.answers, "the first answer")
    return starting
