"""PDFs written byte by byte, so that they can say what no library would write."""

import zlib
from collections.abc import Mapping

#: A red square, which every page of these files shows.
SQUARE = b"1 0 0 rg 20 20 60 60 re f"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream with its length."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def deflated(data: bytes, entries: bytes = b"") -> bytes:
    """The same, compressed."""
    return stream(zlib.compress(data), b"/Filter/FlateDecode" + entries)


def a_page(
    catalog: bytes = b"",
    page: bytes = b"",
    resources: bytes = b"",
    content: bytes | None = None,
    more: Mapping[int, bytes] | None = None,
) -> dict[int, bytes]:
    """The objects of a file with one page, with anything in its parts. `more` from 10 on."""
    return {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R"
        b"/Resources<<%s>>%s>>" % (resources, page),
        4: stream(SQUARE) if content is None else content,
        **(more or {}),
    }


def body(objects: Mapping[int, bytes], at: int = 0) -> tuple[bytes, dict[int, int]]:
    """Objects one behind the other, the first at byte `at`, and where each stands."""
    written, places = b"", {}
    for number, content in objects.items():
        places[number] = at + len(written)
        written += b"%d 0 obj%s\nendobj\n" % (number, content)
    return written, places


def table(places: Mapping[int, int], at: int, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A table of places, a trailer, and the end that leads to them. It stands at byte `at`."""
    rows = b"xref\n0 1\n0000000000 65535 f \n"
    rows += b"".join(b"%d 1\n%010d 00000 n \n" % each for each in sorted(places.items()))
    size = max(places, default=0) + 1
    return rows + b"trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, at)


def file_of(
    objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R", head: bytes = b"%PDF-1.7\n"
) -> bytes:
    """A whole file."""
    inside, places = body(objects, len(head))
    return head + inside + table(places, len(head) + len(inside), trailer)


def added(to: bytes, objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """The file with a later state of some objects behind its end (ISO 32000-1, 7.5.6)."""
    before = int(to.rpartition(b"startxref\n")[2].split()[0])
    inside, places = body(objects, len(to))
    return to + inside + table(places, len(to) + len(inside), trailer + b"/Prev %d" % before)


def packed_table(places: Mapping[int, tuple[int, int, int]], number: int, trailer: bytes) -> bytes:
    """A table of places in a stream (7.5.8): kind, place and index of each object."""
    rows = [places.get(each, (0, 0, 255)) for each in range(number + 1)]
    data = b"".join(
        bytes((kind,)) + place.to_bytes(4) + bytes((last,)) for kind, place, last in rows
    )
    entries = b"/Type/XRef/Size %d/W[1 4 1]%s" % (number + 1, trailer)
    return b"%d 0 obj%s\nendobj\n" % (number, deflated(data, entries))


def packed_objects(objects: Mapping[int, bytes], entries: bytes = b"") -> bytes:
    """Objects in a stream (7.5.7)."""
    head, inside = b"", b""
    for number, content in objects.items():
        head += b"%d %d " % (number, len(inside))
        inside += content + b"\n"
    return deflated(
        head + inside, b"/Type/ObjStm/N %d/First %d%s" % (len(objects), len(head), entries)
    )
