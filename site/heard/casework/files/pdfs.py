"""PDF files are written anew: their pages and nothing else. Runs apart: see `examiner`.

Staff get them as a download and open them with a program of their own, of which nobody here knows
what it does with a file. So what comes is never kept. A new file is made, into which goes of each
page what a closed list has (`pdf.allowed`): what is drawn on it, with its fonts and pictures, and
the look of what stands on it. Nothing in that list runs, calls anywhere, or carries another file.

Whatever the file that came can also be read as goes no further than this: one reader has read it,
and what it found was written down. That is examined like what came, and must come out of it without
a byte changed; and nothing inside it may look like a piece of another file (`pdf.final`).
"""

import codecs
import gc
import io
from dataclasses import dataclass, field
from importlib import import_module

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from heard.casework.files.pdf.copying import Copier
from heard.casework.files.pdf.final import require_one_reading
from heard.casework.files.pdf.nested import Nesting
from heard.casework.files.pdf.pages import add_page
from heard.casework.files.pdf.reading import opened, pages_of
from heard.casework.files.pdf.streams import Streams
from heard.casework.files.pdf.values import name_of, table_of, value_of
from heard.casework.files.refusals import FileRefused, Refusal

# pypdf would load these when it has a file in its hands. The process that examines may not open
# anything any more by then, and pypdf goes on without the part that it could not read: a locked
# file would look like an open one. What unlocks AES is loaded with pypdf.
for each in ("filters", "xmp"):
    import_module(f"pypdf.{each}")
for each in ("utf-16", "utf-16be", "utf-16le", "gbk", "latin1", "charmap"):
    codecs.lookup(each)

#: How often what was written is written again, until nothing more is left out.
_MOST_TIMES = 3


@dataclass(frozen=True)
class Pages:
    """A PDF as it is kept. `less`: something that people may have seen or pressed is left out."""

    content: bytes = field(repr=False)
    less: bool


def pages_alone(content: bytes) -> Pages:
    """A PDF of 1 to MOST_PAGES pages and nothing else, written anew. Raises FileRefused.

    What opens without a password is taken, although it may be locked against changes.
    """
    try:
        streams = Streams()
        once, less = _written(opened(content), streams)
        for _ in range(_MOST_TIMES):
            # Or both would be in memory at once: what is read of a file holds on to itself.
            gc.collect()
            again, _ = _written(PdfReader(io.BytesIO(once), strict=True), streams)
            if again == once:
                require_one_reading(once)
                return Pages(once, less)
            once = again
        raise FileRefused(Refusal.DAMAGED)
    except FileRefused:
        raise
    except Exception:
        # Not chained: what pypdf says of a faulty file can quote it.
        raise FileRefused(Refusal.DAMAGED) from None


def _written(reader: PdfReader, streams: Streams) -> tuple[bytes, bool]:
    catalog = reader.root_object
    _require_pages_only(catalog)
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    writer.metadata = None
    copier, pages = Copier(writer, streams), pages_of(reader)
    if not pages:
        raise FileRefused(Refusal.DAMAGED)
    less = _acts(catalog)
    nesting = Nesting()
    for page in pages:
        kept, more = add_page(page, copier)
        nesting.require_few(kept)
        less = less or more
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue(), less


def _require_pages_only(catalog: DictionaryObject) -> None:
    """Refuse what people would take for part of the file, and what no page shows."""
    files = value_of(table_of(catalog, "/Names"), "/EmbeddedFiles")
    form = value_of(table_of(catalog, "/AcroForm"), "/XFA")
    more = [value_of(catalog, key) for key in ("/Collection", "/AF")]
    if any(each is not None for each in (files, form, *more)):
        raise FileRefused(Refusal.MORE_THAN_PAGES)


def _acts(catalog: DictionaryObject) -> bool:
    opening = table_of(catalog, "/OpenAction")
    return (
        value_of(table_of(catalog, "/Names"), "/JavaScript") is not None
        or value_of(catalog, "/AA") is not None
        or (bool(opening) and name_of(opening, "/S") != "/GoTo")
    )
