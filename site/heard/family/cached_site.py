"""The family's site as its process serves it: prepared pages in front, the application behind."""

from collections.abc import Iterable

from heard.authority.installation import Installation
from heard.family.app import create_app
from heard.family.guides.sitemap import prepared, timed, unchanged
from heard.family.proxy_pages import write_proxy_pages
from heard.family.site import Site, open_site, source_of
from heard.web.serving.compressed_pages import CompressedPages
from heard.web.serving.page_cache import EDITION, PageCache
from heard.web.serving.ready_pages import ReadyPages

#: The folder of the pages that the reverse proxy hands out, inside the cache's.
READY = "ready"


def cached_site(installation: Installation) -> PageCache[Site]:
    """The site of an installation. One application and one store stay; editions come and go."""
    app = create_app(installation)
    write_proxy_pages(app, app.extensions["site"], installation.cache)

    def addresses(site: Site) -> Iterable[str]:
        with app.test_request_context(environ_overrides={EDITION: site}):
            return prepared()

    def by_the_hour(site: Site) -> Iterable[str]:
        with app.test_request_context(environ_overrides={EDITION: site}):
            return timed()

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
        timed=by_the_hour,
        for_proxy=ReadyPages(installation.cache / READY),
    )
