"""A leaflet is drawn: HTML in, PDF out. Runs apart from the site: see `drawer`.

WeasyPrint draws with Pango, which a machine may lack; then this cannot be imported.
"""

import re

import weasyprint

_DESCRIBED = re.compile(r'<svg role="img" aria-label="([^"]*)"([^>]*)>')
_INSIDE = re.compile(r' href="/[^"]*"')
_ADORNING = re.compile(r'<svg aria-hidden="true".*?</svg>', re.DOTALL)


def drawn(html: str, address: str) -> bytes:
    """A whole HTML document as tagged PDF/UA-1. Its own style says how large the pages are.

    Links are read from `address`, where the page stands; without one they are words. Nothing is
    fetched from anywhere.
    """
    document = weasyprint.HTML(
        string=_told(html) if address else _INSIDE.sub("", _told(html)),
        base_url=address or None,
        url_fetcher=weasyprint.urls.URLFetcher(allowed_protocols=()),
    )
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def _told(html: str) -> str:
    """The document with its drawings as WeasyPrint can tag them.

    It takes their description from a `title` alone, and cannot mark one that only adorns.
    """
    return _DESCRIBED.sub(r"<svg\2><title>\1</title>", _ADORNING.sub("", html))
