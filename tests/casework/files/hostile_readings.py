"""PDFs that one reader's program reads in one way and another in another."""

import zlib
from collections.abc import Iterator

from pypdf import PdfWriter

from tests.casework.files.raw_pdfs import (
    SQUARE,
    a_page,
    added,
    body,
    file_of,
    packed_objects,
    packed_table,
    stream,
    table,
)
from tests.casework.picturing import acting, pdf

_SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
_ACTING = b"<</Type/Catalog/Pages 2 0 R/OpenAction 9 0 R>>"
_HEAD = b"%PDF-1.7\n"
_PLAIN = file_of(a_page())


def of_two_readings() -> Iterator[tuple[str, bytes]]:
    """Each with one reading that acts, and one that does not."""
    yield from _by_ends()
    yield from _by_tables()
    yield from _by_objects()


def _by_ends() -> Iterator[tuple[str, bytes]]:
    more, places = body({1: _ACTING, 9: _SCRIPT}, len(_PLAIN))
    second = packed_table(
        {**{each: (1, place, 0) for each, place in places.items()}, **_placed(_PLAIN, 2, 3, 4)},
        12,
        b"/Root 1 0 R",
    )
    at = len(_PLAIN) + len(more)
    yield (
        "a second end, to a packed table",
        _PLAIN + more + second + b"startxref\n%d\n%%%%EOF\n" % at,
    )
    yield "a second end without its sign", _PLAIN + more + second + b"startxref\n%d\n" % at
    yield (
        "a second end on the line of the first",
        (_PLAIN.rstrip() + b" startxref %d\n" % at + more + second + b"%%EOF\n"),
    )
    yield "a later state that acts", added(_PLAIN, {1: _ACTING, 9: _SCRIPT})
    yield (
        "a later state that does not",
        added(
            file_of(a_page(catalog=b"/OpenAction 9 0 R", more={9: _SCRIPT})),
            {1: b"<</Type/Catalog/Pages 2 0 R>>"},
        ),
    )
    yield "twenty later states", _many_times(_PLAIN)
    yield "two files in one", _PLAIN + file_of(a_page(catalog=b"/OpenAction %s" % _SCRIPT))
    yield (
        "a file before the file",
        file_of(a_page(catalog=b"/OpenAction %s" % _SCRIPT))[:900] + _PLAIN,
    )
    yield "words behind the end", _PLAIN + b"9 0 obj" + _SCRIPT + b"endobj trailer<</Root 9 0 R>>"
    yield "two headers", b"%PDF-1.1\n%" + _PLAIN
    yield (
        "an end inside a drawing",
        file_of(a_page(content=stream(SQUARE + b"\nstartxref\n15\n%%EOF\n"))),
    )


def _many_times(content: bytes) -> bytes:
    for turn in range(20):
        root = _ACTING if turn % 2 else b"<</Type/Catalog/Pages 2 0 R>>"
        content = added(content, {1: root, 9: _SCRIPT})
    return content


def _placed(content: bytes, *numbers: int) -> dict[int, tuple[int, int, int]]:
    return {each: (1, content.index(b"%d 0 obj" % each), 0) for each in numbers}


def _by_tables() -> Iterator[tuple[str, bytes]]:
    objects = a_page(more={9: _SCRIPT})
    inside, places = body(objects, len(_HEAD))
    acting, others = body({1: _ACTING}, len(_HEAD) + len(inside))
    whole, at = _HEAD + inside + acting, len(_HEAD) + len(inside) + len(acting)
    hidden = packed_table({1: (1, others[1], 0), 9: (1, places[9], 0)}, 12, b"/Root 1 0 R")
    plain = {each: place for each, place in places.items() if each != 9}
    yield (
        "a hybrid of two tables",
        whole + hidden + table(plain, at + len(hidden), b"/Root 1 0 R/XRefStm %d" % at),
    )
    quiet = packed_table(_placed(whole, 1, 2, 3, 4), 12, b"/Root 1 0 R")
    acts = table({**places, 1: others[1]}, at + len(quiet), b"/Root 1 0 R/XRefStm %d" % at)
    yield "a hybrid whose plain table acts", whole + quiet + acts
    first = table(plain, at)
    yield (
        "two tables, the end leads to the first",
        (
            whole
            + first
            + table({**places, 1: others[1]}, at).replace(b"%%EOF", b"%EOF", 1)
            + b"%%EOF\n"
        ),
    )
    yield (
        "a first page for the web that is another",
        _PLAIN.replace(
            _HEAD, _HEAD + b"9 0 obj<</Linearized 1/L 9999/H[1 2]/O 3/E 99/N 1/T 9>>endobj\n"
        ),
    )
    yield "a table that leads to itself", table_to_itself(objects)
    yield "a table one byte off", _PLAIN.replace(b"startxref\n", b"startxref\n1")
    yield "no table at all", _HEAD + inside + acting + b"trailer<</Root 1 0 R>>\n%%EOF\n"
    yield (
        "no table, an end at nought",
        (_HEAD + inside + acting + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"),
    )
    yield "a table with the wrong places", whole + table({**places, 1: others[1] + 3, 4: 5}, at)
    yield "a table of what is free", whole + table(places, at).replace(b" 00000 n", b" 00001 f", 1)
    yield (
        "a table with places below nought",
        whole + table(places, at).replace(b"00000000", b"-0000000", 1),
    )
    yield "two roots in a trailer", whole + table(places, at, b"/Root 1 0 R/Root 9 0 R")
    yield (
        "two trailers",
        (whole + table(places, at)).replace(
            b"trailer", b"trailer<</Root 9 0 R/Size 1>>\ntrailer", 1
        ),
    )
    yield (
        "a trailer of great size",
        whole + table(places, at).replace(b"/Size", b"/Size 99999999%", 1),
    )
    yield (
        "an object of two generations",
        (whole + b"1 1 obj" + _ACTING + b"endobj\n")
        + table(places, at + len(b"1 1 obj" + _ACTING + b"endobj\n"), b"/Root 1 1 R"),
    )


def table_to_itself(objects: dict[int, bytes]) -> bytes:
    """The table before this one is this one."""
    inside, places = body(objects, len(_HEAD))
    at = len(_HEAD) + len(inside)
    return _HEAD + inside + table(places, at, b"/Root 1 0 R/Prev %d" % at)


def _by_objects() -> Iterator[tuple[str, bytes]]:
    yield (
        "one number for two objects",
        _PLAIN.replace(
            b"xref\n0 1",
            b"1 0 obj" + _ACTING + b"endobj\n9 0 obj" + _SCRIPT + b"endobj\nxref\n0 1",
            1,
        ),
    )
    yield (
        "a key that stands twice",
        file_of(a_page(catalog=b"/OpenAction null/OpenAction %s" % _SCRIPT)),
    )
    yield (
        "an object inside a drawing",
        file_of(
            a_page(
                content=stream(
                    b"1 0 obj" + _ACTING + b"endobj 9 0 obj" + _SCRIPT + b"endobj " + SQUARE
                )
            )
        ),
    )
    yield (
        "an object inside what looks packed",
        file_of(a_page(content=_stored(b"\n1 0 obj" + _ACTING))),
    )
    yield (
        "an object in a comment",
        _PLAIN.replace(_HEAD, _HEAD + b"%1 0 obj" + _ACTING + b"endobj\n"),
    )
    yield (
        "an object in a string",
        file_of(a_page(page=b"/LastModified(1 0 obj %s endobj)" % _ACTING)),
    )
    yield (
        "a drawing that ends before its end",
        file_of(
            a_page(content=stream(SQUARE + b"\nendstream endobj\n1 0 obj" + _ACTING + b"endobj\n"))
        ),
    )
    yield "a drawing with a false length", _PLAIN.replace(b"/Length %d" % len(SQUARE), b"/Length 3")
    yield (
        "a length that stands elsewhere",
        file_of(
            a_page(
                content=b"<</Length 10 0 R>>stream\n" + SQUARE + b"\nendstream",
                more={10: b"11 0 R", 11: b"10 0 R"},
            )
        ),
    )
    packed = packed_objects({1: _ACTING, 9: _SCRIPT})
    yield (
        "packed objects under numbers that stand open",
        _PLAIN.replace(b"xref\n0 1", b"10 0 obj" + packed + b"endobj\nxref\n0 1", 1),
    )
    yield "packed objects alone", all_packed({9: _SCRIPT}, _ACTING)
    yield (
        "packed objects that go on elsewhere",
        all_packed({9: _SCRIPT}, _ACTING, b"/Extends 11 0 R"),
    )
    yield "packed objects in themselves", all_packed({10: b"<<>>"}, _ACTING)
    for name, algorithm in (("an old lock", "RC4-40"), ("a new lock", "AES-256")):
        yield f"a script behind {name}", pdf(1, lambda writer, how=algorithm: _locked(writer, how))


def _locked(writer: PdfWriter, algorithm: str) -> None:
    acting("JavaScript", JS="app.alert(1)")(writer)
    writer.encrypt("", "owner", algorithm=algorithm)


def _stored(data: bytes) -> bytes:
    """In the format of zlib and yet as it is (RFC 1951, 3.2.4)."""
    pack = zlib.compressobj(0)
    return stream(pack.compress(data) + pack.flush(), b"/Filter/FlateDecode")


def all_packed(more: dict[int, bytes], catalog: bytes, entries: bytes = b"") -> bytes:
    """A file whose objects are packed, all but what it draws."""
    objects = {**a_page(), 1: catalog, **more}
    drawn = objects.pop(4)
    first = _HEAD + b"4 0 obj" + drawn + b"\nendobj\n"
    places = {number: (2, 10, index) for index, number in enumerate(objects)}
    whole = first + b"10 0 obj" + packed_objects(objects, entries) + b"\nendobj\n"
    places |= {4: (1, len(_HEAD), 0)}
    if 10 not in more:
        places[10] = (1, len(first), 0)
    return (
        whole + packed_table(places, 12, b"/Root 1 0 R") + b"startxref\n%d\n%%%%EOF\n" % len(whole)
    )
