"""Whether a PDF that was written can be read in one way only."""

import re

from heard.casework.files.refusals import FileRefused, Refusal

_OBJECT = re.compile(rb"\d+\s+\d+\s+obj")
_TABLE = re.compile(rb"(?<!start)xref\s+\d+\s+\d+")

#: How often each may stand in it. Readers that mend a file look for these through all its bytes.
_ONCE = {
    "header": re.compile(rb"%PDF-"),
    "table": _TABLE,
    "trailer": re.compile(rb"trailer\s*<<"),
    "start": re.compile(rb"startxref"),
    "end": re.compile(rb"%%EOF"),
}

#: The end of a ZIP, which is looked for in so many bytes at a file's end.
_ZIP_ENDS, _ZIP_WITHIN = b"PK\x05\x06", 66_000


def require_one_reading(content: bytes) -> None:
    """Refuse what was written if anything inside it looks like a piece of another file.

    Each object stands where the one table says, and nothing else looks like one: so a reader that
    does not trust the table, and searches, finds the same objects. Raises FileRefused.
    """
    placed = _places(content)
    found = {each.start() for each in _OBJECT.finditer(content)}
    pieces = content.count(b">>\nstream\n")
    sound = (
        found == placed
        and content.count(b"endobj") == len(placed)
        and content.count(b"endstream") == pieces
        and all(len(each.findall(content)) == 1 for each in _ONCE.values())
        and content.startswith(b"%PDF-1.7\n")
        and content.endswith(b"%%EOF\n")
        and _ZIP_ENDS not in content[-_ZIP_WITHIN:]
    )
    if not sound:
        raise FileRefused(Refusal.DAMAGED)


def _places(content: bytes) -> set[int]:
    """Where the table says that objects stand."""
    _, _, start = content.rpartition(b"startxref\n")
    table = content[int(start.split()[0]) :].splitlines()
    many = int(table[1].split()[1])
    rows = [row.split() for row in table[2 : 2 + many]]
    return {int(place) for place, _, sign in rows if sign == b"n"}
