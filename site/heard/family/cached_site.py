"""The family's site as its process serves it: prepared pages in front, the application behind."""

from collections.abc import Iterable

from heard.authority.installation import Installation
from heard.family.app import create_app
from heard.family.guides.sitemap import prepared, unchanged
from heard.family.site import House, open_house, source_of
from heard.web.serving.compressed_pages import CompressedPages
from heard.web.serving.page_cache import EDITION, PageCache


def cached_site(installation: Installation) -> PageCache[House]:
    """The site of an installation. One application and one store stay; editions come and go."""
    app = create_app(installation)

    def addresses(house: House) -> Iterable[str]:
        with app.test_request_context(environ_overrides={EDITION: house}):
            return prepared()

    def same(old: House, new: House) -> frozenset[str]:
        with app.test_request_context(environ_overrides={EDITION: new}):
            return unchanged(old, new)

    return PageCache(
        app,
        app.extensions["house"],
        addresses=addresses,
        renew=lambda old: open_house(installation, old.store),
        revision=source_of(installation).revision,
        same=same,
        compressed=CompressedPages(installation.cache),
    )
