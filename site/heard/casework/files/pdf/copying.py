"""Things out of one PDF into a new one, as far as the closed list in `allowed` has them."""

import re
from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from heard.casework.files.pdf.allowed import DRAWINGS, FONT_PROGRAMS, KINDS, SAYS, Kind, Shapes
from heard.casework.files.pdf.streams import Streams
from heard.casework.files.pdf.values import name_of, resolved, table_of, value_of
from heard.casework.files.refusals import FileRefused, Refusal

#: Things in one file, those in one list, and the largest number that readers' programs can hold.
_MOST_THINGS = 50_000
_LARGEST = 2**31 - 1
_DEEPEST = 40
_LONGEST_NAME = 400

#: What might make a name a path to a file, or an address.
_PATHLIKE = re.compile(r"[/\\:\x00-\x1f]|\.\.")

_PLAIN_COLOURS = ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern")
_CALIBRATED = ("/CalGray", "/CalRGB", "/Lab")
_BY_PARTS = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}


#: Which object of the file, taken for which thing; what stands within another has no number.
_Mark = tuple[int, int, str]


class Copier:
    """Copies into `writer` what is kept of one file."""

    def __init__(self, writer: PdfWriter, streams: Streams) -> None:
        self.writer, self.streams = writer, streams
        self._things = self._depth = 0
        self._pages = ArrayObject()
        self._copied: dict[_Mark, IndirectObject] = {}
        self._within: list[_Mark] = []
        self._ways: dict[str, Callable[[PdfObject], PdfObject | None]] = {
            "number": _number,
            "name": _name,
            "font name": _font_name,
            "flag": _flag,
            "string": _string,
            "numbers": self._numbers,
            "plain": self._plain,
            "colour space": self._colours,
            "font and size": self._font_and_size,
        }

    def add(self, page: DictionaryObject) -> None:
        """Put a page behind those that are written."""
        page[NameObject("/Parent")] = self.writer._pages
        self._pages.append(self.writer._add_object(page))
        tree = resolved(self.writer._pages)
        if isinstance(tree, DictionaryObject):
            tree[NameObject("/Kids")] = self._pages
            tree[NameObject("/Count")] = NumberObject(len(self._pages))

    def copy(self, value: PdfObject, shapes: Shapes) -> PdfObject | None:
        """The value as the first of the shapes that fits it; None where none does."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileRefused(Refusal.DAMAGED)
        try:
            for shape in shapes:
                found = self._as(value, shape)
                if found is not None:
                    return found
            return None
        finally:
            self._depth -= 1

    def _as(self, value: PdfObject, shape: str) -> PdfObject | None:
        if shape in self._ways:
            plain = resolved(value)
            return None if plain is None else self._ways[shape](plain)
        first, _, of = shape.partition(" ")
        if first == "each":
            return self._each(resolved(value), of)
        if shape.startswith("list of "):
            return self._list(resolved(value), shape.removeprefix("list of "))
        return self._thing(value, shape)

    def _each(self, table: object, of: str) -> PdfObject | None:
        if not isinstance(table, DictionaryObject) or isinstance(table, StreamObject):
            return None
        made = DictionaryObject()
        for name in table:
            # A default stands in for the plain colours, which are all that is kept of profiles.
            if of == "colour space" and str(name).startswith("/Default"):
                continue
            value, shape = table.raw_get(name), of
            if of == "drawing":
                shape = DRAWINGS.get(name_of(table_of(table, name), "/Subtype"), "")
            kept = self.copy(value, (shape,)) if shape else None
            if kept is not None:
                made[_name_again(name)] = kept
        return made

    def _list(self, found: object, of: str) -> PdfObject | None:
        if not isinstance(found, ArrayObject):
            return None
        made = [self.copy(each, (of,)) for each in found]
        return ArrayObject([each for each in made if each is not None])

    def _thing(self, value: PdfObject, name: str) -> IndirectObject | None:
        kind, found = KINDS[name], resolved(value)
        is_stream = isinstance(found, StreamObject)
        if not isinstance(found, DictionaryObject) or kind.stream not in (None, is_stream):
            return None
        mark = (0, 0, name)
        if isinstance(value, IndirectObject):
            mark = (value.idnum, value.generation, name)
            if mark in self._copied:
                self._require_no_circle(mark)
                return self._copied[mark]
        self._things += 1
        if self._things > _MOST_THINGS:
            raise FileRefused(Refusal.DAMAGED)
        made = (
            self.streams.kept(found, picture=kind.picture)
            if isinstance(found, StreamObject)
            else DictionaryObject()
        )
        # Known before what is in it is looked at: that may lead back here.
        reference = self.writer._add_object(made)
        if mark[0]:
            self._copied[mark] = reference
        self._within.append(mark)
        self._fill(made, found, name, kind)
        self._within.pop()
        return reference

    def _require_no_circle(self, mark: _Mark) -> None:
        """Refuse a thing within itself, unless it is in the same resources as what it needs.

        Programs give one table of resources to a page and all that is drawn on it; what really
        draws itself `nested` finds.
        """
        if mark in self._within:
            since = self._within[self._within.index(mark) :]
            if all(each[2] != "resources" for each in since):
                raise FileRefused(Refusal.DAMAGED)

    def _fill(self, made: DictionaryObject, found: DictionaryObject, name: str, kind: Kind) -> None:
        for key, values in SAYS.get(name, {}).items():
            said = name_of(found, key)
            made[NameObject(key)] = NameObject(said if said in values else values[0])
        if name == "font program":
            said = name_of(found, "/Subtype")
            if said in FONT_PROGRAMS:
                made[NameObject("/Subtype")] = NameObject(said)
        for key, shapes in kind.keys.items():
            if key in found:
                kept = self.copy(found.raw_get(key), shapes)
                if kept is not None:
                    made[NameObject(key)] = kept

    def _numbers(self, value: PdfObject) -> PdfObject | None:
        if not isinstance(value, ArrayObject):
            return None
        made = [_number(resolved(each)) for each in value]
        return ArrayObject([each for each in made if each is not None])

    def _plain(self, value: PdfObject) -> PdfObject | None:
        if not isinstance(value, ArrayObject):
            for way in (_number, _name, _string, _flag):
                found = way(value)
                if found is not None:
                    return found
            return None
        made = [self.copy(each, ("plain",)) for each in value]
        return ArrayObject([each for each in made if each is not None])

    def _font_and_size(self, value: PdfObject) -> PdfObject | None:
        if not isinstance(value, ArrayObject) or len(value) != 2:
            return None
        font, size = self.copy(value[0], ("font",)), self.copy(value[1], ("number",))
        return ArrayObject([font, size]) if font is not None and size is not None else None

    def _colours(self, value: PdfObject) -> PdfObject | None:
        if isinstance(value, NameObject):
            return _name(value)
        if not isinstance(value, ArrayObject) or not value:
            return None
        kind, more = str(resolved(value[0])), list(value[1:])
        if kind in _PLAIN_COLOURS and (kind != "/Pattern" or not more):
            return NameObject(kind)
        if not more:
            return None
        if kind == "/ICCBased":
            return self._without_profile(resolved(more[0]))
        shapes: dict[str, tuple[Shapes, ...]] = {
            "/Pattern": (("colour space",),),
            "/Indexed": (("colour space",), ("number",), ("string", "data")),
            "/Separation": (("name",), ("colour space",), ("function",)),
            "/DeviceN": (("plain",), ("colour space",), ("function",)),
            **dict.fromkeys(_CALIBRATED, (("calibration",),)),
        }
        wanted = shapes.get(kind, ())
        made = [self.copy(each, shape) for each, shape in zip(more, wanted, strict=False)]
        if not wanted or len(made) < len(wanted) or None in made:
            return None
        return ArrayObject([NameObject(kind), *(each for each in made if each is not None)])

    def _without_profile(self, profile: PdfObject | None) -> PdfObject | None:
        """Plain colours of as many parts: a profile is a program's own file inside the file."""
        if not isinstance(profile, DictionaryObject):
            return None
        parts = value_of(profile, "/N")
        name = _BY_PARTS.get(int(parts)) if isinstance(parts, NumberObject) else None
        return NameObject(name) if name else None


def _flag(value: object) -> BooleanObject | None:
    return BooleanObject(value.value) if isinstance(value, BooleanObject) else None


def _number(value: object) -> PdfObject | None:
    if not isinstance(value, NumberObject | FloatObject):
        return None
    if not abs(float(value)) <= _LARGEST:
        raise FileRefused(Refusal.DAMAGED)
    return NumberObject(value) if isinstance(value, NumberObject) else FloatObject(value)


def _name_again(value: object) -> NameObject:
    name = str(value)
    if len(name) > _LONGEST_NAME or not name.startswith("/"):
        raise FileRefused(Refusal.DAMAGED)
    return NameObject(name)


def _name(value: object) -> NameObject | None:
    return _name_again(value) if isinstance(value, NameObject) else None


def _font_name(value: object) -> PdfObject | None:
    """A name or a string by which a reader looks for a font or a table of its own: never a path."""
    if isinstance(value, NameObject):
        return _name_again("/" + _PATHLIKE.sub("_", str(value)[1:]))
    if isinstance(value, TextStringObject):
        return ByteStringObject(_PATHLIKE.sub("_", str(value)).encode("latin-1", "replace"))
    if isinstance(value, ByteStringObject):
        return ByteStringObject(_PATHLIKE.sub("_", value.decode("latin-1")).encode("latin-1"))
    return None


def _string(value: object) -> ByteStringObject | None:
    if isinstance(value, TextStringObject):
        return ByteStringObject(value.original_bytes)
    return ByteStringObject(value) if isinstance(value, ByteStringObject) else None
