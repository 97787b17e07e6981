"""The family process: the shelf of prepared pages, and behind it the application.

Granian serves `application`. This module starts work when it is imported, so nothing else
imports it.
"""

from flask import Flask

from heard.authority.installation import authority_folder, cache_folder, content_folder
from heard.family.app import create_app
from heard.family.guides.sitemap import prepared
from heard.languages.catalogues import translations_folder
from heard.web.serving.compressed_pages import CompressedPages
from heard.web.serving.file_changes import newest_change
from heard.web.serving.page_cache import Shelf


def _addresses(app: Flask) -> list[str]:
    with app.test_request_context():
        return prepared()


application = Shelf(
    build=create_app,
    addresses=_addresses,
    version=lambda: newest_change(content_folder(), authority_folder(), translations_folder()),
    compressed=CompressedPages(cache_folder()),
)
application.watch()
