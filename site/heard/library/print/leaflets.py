"""Leaflets: HTML in, PDF out, for reading, for folding and in large print.

WeasyPrint draws with Pango, which a machine may lack. This is the one place that knows: where it
is missing, `AVAILABLE` is False and everything else goes on.
"""

import logging
import re
from collections.abc import Iterator
from io import BytesIO

import segno
from pypdf import PdfReader, PdfWriter
from pypdf import __version__ as imposing
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

log = logging.getLogger("heard")

try:
    import weasyprint
except (ImportError, OSError) as error:
    #: Whether leaflets can be made on this machine.
    AVAILABLE = False
    log.warning("Leaflets are off: %s", str(error).split("\n")[0])
else:
    AVAILABLE = True

#: Leaflets drawn by other programs than these may look different.
DRAWN_BY = f"{weasyprint.VERSION if AVAILABLE else ''} {imposing}"

#: A4 in points.
_A4_LONG, _A4_SHORT = 297 * 72 / 25.4, 210 * 72 / 25.4

_DESCRIBED = re.compile(r'<svg role="img" aria-label="([^"]*)"([^>]*)>')
_INSIDE = re.compile(r' href="/[^"]*"')
_ADORNING = re.compile(r'<svg aria-hidden="true".*?</svg>', re.DOTALL)


def leaflet(html: str, address: str) -> bytes:
    """A whole HTML document as tagged PDF/UA-1. Its own style says how large the pages are.

    Links are read from `address`, where the page stands; without one they are words. Nothing is
    fetched from anywhere.
    """
    document = weasyprint.HTML(
        string=_told(html) if address else _INSIDE.sub("", _told(html)),
        base_url=address or None,
        url_fetcher=weasyprint.urls.URLFetcher(allowed_protocols=()),
    )
    drawn: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return drawn


def folded(pdf: bytes, *, right_to_left: bool) -> bytes:
    """The pages of a leaflet two on a side, so that the printed sheets fold into a booklet.

    For printing alone: the tags of the leaflet are not kept.
    """
    leaflet = PdfReader(BytesIO(pdf))
    pages = leaflet.pages
    half = _A4_LONG / 2
    booklet = PdfWriter()
    for side in sides(len(pages), right_to_left=right_to_left):
        sheet = booklet.add_blank_page(_A4_LONG, _A4_SHORT)
        for at, number in enumerate(side):
            if number <= len(pages):
                page = pages[number - 1]
                page.pop("/Annots", None)
                middle = (half - float(page.mediabox.width)) / 2
                sheet.merge_translated_page(page, at * half + middle, 0)
        sheet.compress_content_streams()
    booklet.add_metadata(leaflet.metadata or {})
    root = booklet.root_object
    root[NameObject("/Lang")] = TextStringObject(leaflet.root_object["/Lang"])
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/Duplex"): NameObject("/DuplexFlipShortEdge")}
    )
    made = BytesIO()
    booklet.write(made)
    return made.getvalue()


def sides(count: int, *, right_to_left: bool) -> Iterator[tuple[int, int]]:
    """Which two pages, from 1, stand on each side of the sheets: first front, first back, and on.

    What is above `count` is a blank page: a sheet always takes four.
    """
    whole = count + -count % 4
    for low in range(1, whole // 2 + 1):
        pair = (low, whole + 1 - low)
        front = low % 2 == 1
        yield pair if front == right_to_left else pair[::-1]


def square_code(address: str, words: str) -> str:
    """A QR code of `address` as SVG, with `words` for those who do not see it."""
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", xmldecl=False, omitsize=True, title=words
    )
    return drawn.getvalue().decode("utf-8").strip()


def _told(html: str) -> str:
    """The document with its drawings as WeasyPrint can tag them.

    It takes their description from a `title` alone, and cannot mark one that only adorns.
    """
    return _DESCRIBED.sub(r"<svg\2><title>\1</title>", _ADORNING.sub("", html))
