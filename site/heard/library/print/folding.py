"""A leaflet on sheets that fold into a booklet. Runs apart from the site: see `drawer`."""

from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

#: A4 in points.
_A4_LONG, _A4_SHORT = 297 * 72 / 25.4, 210 * 72 / 25.4


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
