"""The family's site as its process serves it: prepared pages in front, the application behind."""

from collections.abc import Iterable

from heard.authority.installation import Installation
from heard.family.app import create_app
from heard.family.guides.sitemap import prepared, unchanged
from heard.family.proxy_pages import write_proxy_pages
from heard.family.site import Site, open_site, source_of
from heard.web.serving.compressed_pages import CompressedPages
from heard.web.serving.page_cache import EDITION, PageCache


def cached_site(installation: Installation) -> PageCache[Site]:
    """The site of an installation. One application and one store stay; editions come and go."""
    app = create_app(installation)
    write_proxy_pages(app, app.extensions["site"], installation.cache)

    def addresses(site: Site) -> Iterable[str]:
        with app.test_request_context(environ_overrides={EDITION: site}):
            return prepared()

    def same(old: Site, new: Site) -> frozenset[str]:
        with app.test_request_context(environ_overrides={EDITION: new}):
            return unchanged(old, new)

    def renew(old: Site) -> Site:
        new = open_site(installation, old.store)
        write_proxy_pages(app, new, installation.cache)
        return new

    return PageCache(
        app,
        app.extensions["site"],
        addresses=addresses,
        renew=renew,
        revision=source_of(installation).revision,
        same=same,
        compressed=CompressedPages(installation.cache),
    )
