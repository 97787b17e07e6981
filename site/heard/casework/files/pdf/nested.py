"""Drawings within drawings: how often a page draws, so that showing it ends in good time."""

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator

from pypdf.generic import DictionaryObject, IndirectObject, NameObject, StreamObject

from heard.casework.files.pdf.values import name_of, raw, resolved, table_of, value_of
from heard.casework.files.refusals import FileRefused, Refusal

#: How many drawings may be drawn on one page, each counted as often as it is named.
_MOST = 200_000

_NAME = re.compile(rb"/([^\x00\t\n\x0c\r /<>\[\]{}()%]+)")


class Nesting:
    """Counts what the pages of one written file draw."""

    def __init__(self) -> None:
        self._inside: dict[int, dict[bytes, set[IndirectObject]]] = {}
        self._known: dict[tuple[int, int], int] = {}
        self._within: set[tuple[int, int]] = set()

    def require_few(self, page: DictionaryObject) -> None:
        """Refuse a page that draws itself, or so much that no reader comes to an end."""
        drawing = value_of(page, "/Contents")
        if isinstance(drawing, StreamObject):
            self._count(drawing, 0, table_of(page, "/Resources"))

    def _count(self, drawing: StreamObject, number: int, around: DictionaryObject) -> int:
        """How much it draws, with resources of its own or of what it is drawn in."""
        resources = table_of(drawing, "/Resources") or around
        mark = (number, id(resources))
        if mark in self._within:
            raise FileRefused(Refusal.DAMAGED)
        if mark in self._known:
            return self._known[mark]
        self._within.add(mark)
        total, inside = 1, self._drawings_of(resources)
        for reference, times in _times(drawing, inside).items():
            found = resolved(reference)
            if isinstance(found, StreamObject):
                total += times * self._count(found, reference.idnum, resources)
            if total > _MOST:
                raise FileRefused(Refusal.DAMAGED)
        self._within.discard(mark)
        if number:
            self._known[mark] = total
        return total

    def _drawings_of(self, resources: DictionaryObject) -> dict[bytes, set[IndirectObject]]:
        """What each name may draw. Once for each table: many drawings can share a large one."""
        known = self._inside.get(id(resources))
        if known is None:
            known = self._inside[id(resources)] = defaultdict(set)
            for name, reference in _inside(resources):
                for written in (name.encode(), name.encode("latin-1", "ignore")):
                    known[written].add(reference)
        return known


def _inside(resources: DictionaryObject) -> Iterator[tuple[str, IndirectObject]]:
    """The name of each thing that draws by itself, and each of the drawings that it stands for."""
    for key in ("/XObject", "/Pattern", "/ExtGState", "/Font"):
        table = table_of(resources, key)
        for name in table:
            thing, reference = table_of(table, name), raw(table, name)
            if key == "/ExtGState":
                found = [raw(table_of(thing, "/SMask"), "/G")]
            elif key == "/Font":
                glyphs = table_of(thing, "/CharProcs")
                found = [raw(glyphs, glyph) for glyph in glyphs]
            else:
                found = [reference] if name_of(thing, "/Subtype") != "/Image" else []
            for each in found:
                if isinstance(each, IndirectObject):
                    yield str(name)[1:], each


def _times(
    drawing: StreamObject, inside: dict[bytes, set[IndirectObject]]
) -> Counter[IndirectObject]:
    """How often each of the drawings is named in a drawing."""
    times = Counter[IndirectObject]()
    if inside:
        named = Counter(map(NameObject.unnumber, _NAME.findall(zlib.decompress(drawing._data))))
        for name, count in named.items():
            for reference in inside.get(name, ()):
                times[reference] += count
    return times
