"""PDF files are checked and written anew: pages and nothing else. Runs apart: see `examiner`.

Staff get them as a download and open them with a program of their own. So whatever could run there,
call somewhere or bring another file along is refused. What a reader's program might find although
the file's own list of objects leaves it out is looked for in the bytes.

What is kept is a new file with the objects that the pages need, each in one place, unlocked, with
nothing before or behind. It is checked like the one that came, and more strictly: so what could not
be read is not in it, and every reader's program finds in it what was checked here.
"""

import codecs
import gc
import io
import re
from collections.abc import Iterator
from importlib import import_module

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from heard.casework.files.file_kinds import pdf_begins
from heard.casework.files.refusals import MOST_PAGES, FileRefused, Refusal

# pypdf would load these when it has a file in its hands. The process that examines may not open
# anything any more by then, and pypdf goes on without the part that it could not read: a locked
# file would look like an open one, and an action beside a text in UTF-16 would not be seen. What
# unlocks AES is loaded with pypdf.
for each in ("filters", "xmp"):
    import_module(f"pypdf.{each}")
for each in ("utf-16", "utf-16be", "utf-16le", "gbk", "latin1", "charmap"):
    codecs.lookup(each)

#: Bytes in which the end must stand, as readers' programs have it (ISO 32000-1, annex H.3, note
#: 18). Behind it there may be any number of blanks.
_END_WITHIN = 1024
_BLANK = b"\0\t\n\f\r \x1a"

#: An end of which the last letters have been cut off.
_CUT_END = re.compile(rb"startxref\s+\d+\s*(?:%(?:%(?:E(?:OF?)?)?)?)?\Z")

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
#: Objects packed in a stream. Whoever mends a file might look into one that nothing needs.
_PACKED = {"/ObjStm", "/XRef"}
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


def checked_anew(content: bytes) -> bytes:
    """A PDF of 1 to MOST_PAGES pages and nothing else, written anew. Raises FileRefused.

    What opens without a password is taken, although it may be locked against changes.
    """
    try:
        anew = _written_anew(content)
        # Or both would be in memory at once: what is read of a file holds on to itself.
        gc.collect()
        entries = _check(anew, PdfReader(io.BytesIO(anew), strict=True))
        if any(_named(entry, "/Type") in _PACKED for entry in entries):
            raise FileRefused(Refusal.DAMAGED)
        return anew
    except FileRefused:
        raise
    except Exception:
        # Not chained: what pypdf says of a faulty file can quote it.
        raise FileRefused(Refusal.DAMAGED) from None


def _without_what_is_around(content: bytes) -> bytes:
    """The file from its header to its end, which is put back where its letters were cut off."""
    whole = content[pdf_begins(content) :].rstrip(_BLANK)
    if b"%%EOF" in whole[-_END_WITHIN:]:
        return whole + b"\n"
    if _CUT_END.search(whole[-_END_WITHIN:]):
        return whole.rstrip(b"%EOF").rstrip(_BLANK) + b"\n%%EOF\n"
    raise FileRefused(Refusal.DAMAGED)


def _check(content: bytes, reader: PdfReader) -> list[DictionaryObject]:
    """Every dictionary of a file, which does no more than show its pages. Raises FileRefused."""
    pages, entries = len(reader.pages), list(_entries(reader))
    if _IN_THE_BYTES.search(content) or any(map(_does_more, entries)):
        raise FileRefused(Refusal.MORE_THAN_PAGES)
    if not pages:
        raise FileRefused(Refusal.DAMAGED)
    if pages > MOST_PAGES:
        raise FileRefused(Refusal.TOO_MANY_PAGES)
    return entries


def _written_anew(content: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(_without_what_is_around(content)))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileRefused(Refusal.LOCKED)
    _check(content, reader)
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = "%PDF-1.7"
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


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
