"""Reading a PDF as it came, however untidy, without a search through all of it for each object."""

import io
import re
from collections.abc import Iterator
from functools import cached_property

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, PdfObject

from heard.casework.files.file_kinds import pdf_begins
from heard.casework.files.pdf.values import name_of, resolved, value_of
from heard.casework.files.refusals import MOST_PAGES, FileRefused, Refusal

#: Bytes in which the end must stand, as readers' programs have it (ISO 32000-1, annex H.3, note
#: 18). Behind it there may be any number of blanks.
_END_WITHIN = 1024
_BLANK = b"\0\t\n\f\r \x1a"

#: An end of which the last letters have been cut off.
_CUT_END = re.compile(rb"startxref\s+\d+\s*(?:%(?:%(?:E(?:OF?)?)?)?)?\Z")

_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s{1,20}(\d{1,5})\s{1,20}obj")
_OBJECT_HERE = re.compile(rb"\s{0,20}(?:%[^\r\n]{0,200}[\r\n])?\s{0,20}" + _OBJECT.pattern)


class Reader(PdfReader):
    """pypdf's reader. What its table of places misplaces is looked for once for the whole file.

    pypdf itself searches the file anew for each such object: the work would grow with its square.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        super().__init__(io.BytesIO(content))

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """The object of this number, or null where the file has none."""
        if isinstance(indirect_reference, int):
            indirect_reference = IndirectObject(indirect_reference, 0, self)
        number, generation = indirect_reference.idnum, indirect_reference.generation
        known = (generation, number) in self.resolved_objects
        packed = generation == 0 and number in self.xref_objStm
        if not known and not packed and not self._is_free(number, generation):
            place = self._place(number, generation)
            if place is None:
                return NullObject()
            self.xref.setdefault(generation, {})[number] = place
        return super().get_object(indirect_reference)

    def _is_free(self, number: int, generation: int) -> bool:
        return bool(self.xref_free_entry.get(generation, {}).get(number))

    def _place(self, number: int, generation: int) -> int | None:
        place = self.xref.get(generation, {}).get(number)
        if isinstance(place, int) and place >= 0:
            found = _OBJECT_HERE.match(self._content, place)
            if found and (int(found[1]), int(found[2])) == (number, generation):
                return place
        return self._places.get((number, generation))

    @cached_property
    def _places(self) -> dict[tuple[int, int], int]:
        """Where each object stands: of several with one number the last, which is the newest."""
        return {
            (int(found[1]), int(found[2])): found.start()
            for found in _OBJECT.finditer(self._content)
        }


def opened(content: bytes) -> Reader:
    """The file, unlocked where it opens without a password. Raises FileRefused."""
    reader = Reader(_without_what_is_around(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileRefused(Refusal.LOCKED)
    return reader


def pages_of(reader: PdfReader) -> list[DictionaryObject]:
    """Its pages, in order, each with what it inherits. Raises FileRefused: too many."""
    return list(_pages(value_of(reader.root_object, "/Pages"), {}, set()))


_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")


def _pages(
    top: PdfObject | None, inherited: dict[str, PdfObject], seen: set[int]
) -> Iterator[DictionaryObject]:
    found = 0
    waiting: list[tuple[PdfObject | None, dict[str, PdfObject]]] = [(top, inherited)]
    while waiting:
        each, known = waiting.pop()
        node = resolved(each)
        if not isinstance(node, DictionaryObject):
            continue
        known = known | {key: node.raw_get(key) for key in _INHERITED if key in node}
        kids = value_of(node, "/Kids")
        if isinstance(kids, ArrayObject):
            if id(node) in seen:
                raise FileRefused(Refusal.DAMAGED)
            seen.add(id(node))
            waiting += [(kid, known) for kid in reversed(kids)]
        elif name_of(node, "/Type") in ("", "/Page"):
            found += 1
            if found > MOST_PAGES:
                raise FileRefused(Refusal.TOO_MANY_PAGES)
            page = DictionaryObject(node)
            page.update(known)
            yield page


def _without_what_is_around(content: bytes) -> bytes:
    """The file from its header to its end, which is put back where its letters were cut off."""
    whole = content[pdf_begins(content) :].rstrip(_BLANK)
    if b"%%EOF" in whole[-_END_WITHIN:]:
        return whole + b"\n"
    if _CUT_END.search(whole[-_END_WITHIN:]):
        return whole.rstrip(b"%EOF").rstrip(_BLANK) + b"\n%%EOF\n"
    raise FileRefused(Refusal.DAMAGED)
