"""The cache's site, and its clock."""

from types import SimpleNamespace

import pytest

from heard.web.serving import page_cache as cache_module
from tests.web.serving.cached_site import CachedSite


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
