"""Reading a PDF as a screen reader does: by its tags, in the order of its tree."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

#: What the style sheet writes before an item, a step or a box.
GENERATED = re.compile(r"[•?؟]?|\d+")

_BFCHAR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
#: In the classes of letters: a run of words from left to right, or a number by itself.
_LEFT_TO_RIGHT = re.compile("L(?:[LEN]*[LE])?|E(?:NE|E)*")


class Paper:
    """A PDF with its text and tags."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(BytesIO(pdf))
        self.root = self.reader.trailer["/Root"]
        self.untagged: list[str] = []
        self.sizes: set[float] = set()
        self._pieces: dict[tuple[int, int], str] = {}
        for number, page in enumerate(self.reader.pages):
            self._read(number, page)

    @cached_property
    def tags(self) -> list[DictionaryObject]:
        """Every structure element, in reading order."""
        return [each for each in self._walk(self.root["/StructTreeRoot"]["/K"]) if "/S" in each]

    @cached_property
    def text(self) -> str:
        """All the text in reading order, page numbers left out."""
        pages = {page.indirect_reference.idnum: at for at, page in enumerate(self.reader.pages)}
        found = []
        for tag in self.tags:
            on = pages[tag.raw_get("/Pg").idnum] if "/Pg" in tag else -1
            kids = tag.get("/K", [])
            for kid in kids if isinstance(kids, ArrayObject) else [kids]:
                found.append(self._pieces.get((on, kid), "") if isinstance(kid, int) else "")
        return "".join(found)

    @property
    def fonts(self) -> set[str]:
        """The names of the fonts inside."""
        return {
            str(font.get_object()["/BaseFont"]).split("+")[-1]
            for page in self.reader.pages
            for font in page["/Resources"]["/Font"].values()
        }

    def _walk(self, node: object) -> Iterator[DictionaryObject]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for each in node:
                yield from self._walk(each)
        elif isinstance(node, DictionaryObject):
            yield node
            if "/K" in node:
                # The element's own words first: WeasyPrint gives them to leaves alone.
                yield from self._walk(node["/K"])

    def _read(self, number: int, page: DictionaryObject) -> None:
        fonts = {
            name: _letters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()
        }
        marks: list[int | None] = []
        letters: dict[str, str] = {}
        matrix, size = 1.0, 0.0
        glyphs: dict[int, list[str]] = {}
        for operands, operator in ContentStream(page.get_contents(), self.reader).operations:
            if operator in (b"BDC", b"BMC"):
                told = operands[1] if operator == b"BDC" else {}
                marks.append(told.get("/MCID"))
            elif operator == b"EMC":
                marks.pop()
            elif operator == b"Tm":
                matrix = abs(float(operands[3]))
            elif operator == b"Tf":
                letters, size = fonts[operands[0]], float(operands[1])
            elif operator == b"TJ":
                said = [
                    letters[code]
                    for part in operands[0]
                    if isinstance(part, bytes | str)
                    for code in _codes(part)
                ]
                self.sizes.add(round(size * matrix * 0.75, 1))
                if not marks:
                    self.untagged.append("".join(said))
                elif marks[-1] is not None:
                    glyphs.setdefault(marks[-1], []).extend(said)
        for mark, said in glyphs.items():
            self._pieces[number, mark] = _in_reading_order(said)


def squeezed(text: str) -> str:
    """`text` in Unicode form NFKC without its white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def bare(text: str) -> str:
    """Letters, their marks and digits alone: what no direction of writing mirrors or moves."""
    return "".join(sign for sign in squeezed(text) if unicodedata.category(sign)[0] in "LMN")


def _codes(part: bytes | str) -> Iterator[str]:
    raw = part.original_bytes if isinstance(part, str) else bytes(part)
    return (raw[at : at + 2].hex() for at in range(0, len(raw), 2))


def _letters(font: DictionaryObject) -> dict[str, str]:
    table = font["/ToUnicode"].get_data().decode("ascii")
    return {
        code.lower(): bytes.fromhex(text).decode("utf-16-be")
        for code, text in _BFCHAR.findall(table)
    }


def _in_reading_order(glyphs: list[str]) -> str:
    """What was drawn from left to right, as it is read."""
    if not any(_class(glyph) == "R" for glyph in glyphs):
        return "".join(glyphs)
    turned = glyphs[::-1]
    classes = "".join(_class(glyph) for glyph in turned)
    for run in _LEFT_TO_RIGHT.finditer(classes):
        turned[run.start() : run.end()] = turned[run.start() : run.end()][::-1]
    return "".join(turned)


def _class(glyph: str) -> str:
    classes = {unicodedata.bidirectional(sign) for sign in glyph}
    if classes & {"R", "AL"}:
        return "R"
    if "L" in classes:
        return "L"
    return "E" if "EN" in classes else "N"
