"""PDF files are checked: pages and nothing else. Runs apart from the site: see `examiner`.

Staff get them as a download and open them with a program of their own. So whatever could run there,
call somewhere or bring another file along is refused. What a reader's program might find although
the file's own list of objects leaves it out is looked for in the bytes.
"""

import codecs
import io
import re
from collections.abc import Iterator
from importlib import import_module

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from heard.casework.files.refusals import MOST_PAGES, FileRefused, Refusal

# pypdf would load these when it has a file in its hands. The process that examines may not open
# anything any more by then, and pypdf goes on without the part that it could not read: a locked
# file would look like an open one, and an action beside a text in UTF-16 would not be seen.
for each in ("filters", "xmp"):
    import_module(f"pypdf.{each}")
for each in ("utf-16", "utf-16be", "utf-16le", "gbk", "latin1", "charmap"):
    codecs.lookup(each)

#: Where the end must stand (ISO 32000-1, annex H.3, note 18): no other file hangs on behind.
_END_WITHIN = 1024

#: What an entry means that has one of these keys.
_KEYS = {"/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/RichMediaContent"}
#: Actions (ISO 32000-1, 12.6.4) that do more than lead to a page or an address.
_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/GoToR",
    "/Rendition",
    "/RichMediaExecute",
}
_KINDS = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}


def _however_written(name: str) -> bytes:
    """A pattern for a name, each of whose letters may be written as # and two digits (7.3.5)."""
    return b"/" + b"".join(
        b"(?:%c|(?i:#%02x))" % (letter, letter) for letter in name.encode("ascii")
    )


#: Long enough names that no picture inside a file has them by chance.
_IN_THE_BYTES = re.compile(
    b"|".join(
        _however_written(name)
        for name in (
            "JavaScript",
            "Launch",
            "EmbeddedFile",
            "RichMedia",
            "SubmitForm",
            "ImportData",
        )
    )
)


def check_paper(content: bytes) -> None:
    """Raise FileRefused unless this is a PDF of 1 to MOST_PAGES pages and nothing else."""
    if b"%%EOF" not in content[-_END_WITHIN:]:
        raise FileRefused(Refusal.DAMAGED)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise FileRefused(Refusal.LOCKED)
        pages = len(reader.pages)
        active = _IN_THE_BYTES.search(content) or any(map(_does_more, _entries(reader)))
    except FileRefused:
        raise
    except Exception:
        # Not chained: what pypdf says of a faulty file can quote it.
        raise FileRefused(Refusal.DAMAGED) from None
    if active:
        raise FileRefused(Refusal.MORE_THAN_PAGES)
    if not pages:
        raise FileRefused(Refusal.DAMAGED)
    if pages > MOST_PAGES:
        raise FileRefused(Refusal.TOO_MANY_PAGES)


def _does_more(entry: DictionaryObject) -> bool:
    return (
        not _KEYS.isdisjoint(entry)
        or _named(entry, "/S") in _ACTIONS
        or _named(entry, "/Type") in _KINDS
        or _named(entry, "/Subtype") in _KINDS
    )


def _named(entry: DictionaryObject, key: str) -> str | None:
    value = entry.raw_get(key) if key in entry else None
    if isinstance(value, IndirectObject):
        value = value.get_object()
    return value if isinstance(value, str) else None


def _entries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary in the file, however deep, each object of the file's list taken once."""
    known = {
        (number, generation) for generation, numbers in reader.xref.items() for number in numbers
    } | {(number, 0) for number in reader.xref_objStm}
    waiting: list[object] = [reader.trailer]
    waiting += [
        IndirectObject(number, generation, reader).get_object()
        for number, generation in sorted(known)
    ]
    while waiting:
        each = waiting.pop()
        if isinstance(each, DictionaryObject):
            yield each
            inside = [each.raw_get(key) for key in each]
        elif isinstance(each, ArrayObject):
            inside = list(each)
        else:
            continue
        waiting += [one for one in inside if isinstance(one, DictionaryObject | ArrayObject)]
