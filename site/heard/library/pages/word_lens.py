"""The hard words lens: which words of a letter the glossary explains.

Pure: a text goes in, the same text comes out in pieces. Where several words fit, the one that
begins first is taken, of these the longest. The browser does the same with the same patterns.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from heard.library.pages.glossary import Entry
from heard.library.sources.problems import ContentError, Problem
from heard.library.sources.text_files import read_text

COLUMNS = ("id", "also")
#: Names of words that mean too much else in a letter.
_TOO_COMMON = frozenset({"record", "need to know"})
#: "90 minutes" are no record of a meeting.
_NOT_AFTER_NUMBERS = frozenset({"minutes"})
#: What never fits, for a word that has no other name.
_NOTHING = "(?!)"
#: What may stand between two words of a name, behind the last, and round the whole.
_BETWEEN = r"[’'s]*[\s-]+"
_ENDING = "(?:[’']?s[’']?|es|d|ed|ing)?"
_WHOLE = r"(?<!\w)(?:{names})" + _ENDING + r"(?!\w)"


@dataclass(frozen=True)
class Known:
    """A word of the glossary with the names that stand for it in letters. `also` are short forms
    and other English names, as councils write them."""

    entry: Entry
    also: tuple[str, ...]

    @cached_property
    def names(self) -> str:
        """All its names as one short regular expression, the same for Python and for a browser.

        `static/js/lens.js` does with it what `Lens` does: a space stands for _BETWEEN.
        """
        names = dict.fromkeys(_names(self.entry.term) + self.also)
        kept = (name for name in names if name.casefold() not in _TOO_COMMON)
        return "|".join(map(_pattern, sorted(kept, key=len, reverse=True))) or _NOTHING


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `known` where it is a word of the glossary."""

    text: str
    known: Known | None = None


class Lens:
    """Finds the words of one language's glossary, and the English names they have in letters."""

    def __init__(self, glossary: Iterable[Entry], also: Mapping[str, tuple[str, ...]]) -> None:
        self.words = tuple(Known(entry, also.get(entry.id, ())) for entry in glossary)
        self._found = [
            (re.compile(_WHOLE.format(names=_spaced(known.names)), re.IGNORECASE), known)
            for known in self.words
        ]

    def read(self, text: str) -> tuple[Piece, ...]:
        """`text` in pieces; put together again they are the very same text."""
        places = [
            (*match.span(), known)
            for pattern, known in self._found
            for match in pattern.finditer(text)
        ]
        pieces, here = [], 0
        for start, end, known in sorted(places, key=lambda place: (place[0], -place[1])):
            if start < here:
                continue
            pieces += [Piece(text[here:start]), Piece(text[start:end], known)]
            here = end
        pieces.append(Piece(text[here:]))
        return tuple(piece for piece in pieces if piece.text)


def known_in(pieces: Iterable[Piece]) -> tuple[Known, ...]:
    """The words that were found, each once, in the order of the text."""
    return tuple({piece.known.entry.id: piece.known for piece in pieces if piece.known}.values())


def read_also(content: Path, glossary: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """The names that words have in English letters, by the id of the word.

    Raises ContentError naming every line at fault.
    """
    ids, file = {entry.id for entry in glossary}, "en/letter-words.tsv"
    lines = read_text(content / file, file).splitlines()
    faults, found = [], {}
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        faults.append(f"the first line must name the columns {', '.join(COLUMNS)}, with a tab")
    for number, line in enumerate(lines[1:], start=2):
        word, _, names = line.partition("\t")
        also = tuple(name.strip() for name in names.split(",") if name.strip())
        if word not in ids or word in found or not also:
            faults.append(f"line {number} must hold a word of the glossary once, and its names")
        found[word] = also
    if faults:
        raise ContentError([Problem(file, fault) for fault in faults])
    return found


def _names(term: str) -> tuple[str, ...]:
    """The names in a term: `Initial conference (ICPC)` has two of them."""
    name, _, others = term.rstrip(" )").partition("(")
    parts = (part.strip() for part in (name, *re.split("[,،]", others)))
    return tuple(part for part in parts if part)


def _pattern(name: str) -> str:
    words = [
        re.sub(r"([\^$\\.*+?()\[\]{}|/])", r"\\\1", word) for word in re.split(r"[\s-]+", name)
    ]
    if name.casefold() in _NOT_AFTER_NUMBERS:
        return rf"(?<!\d\s){words[0]}"
    last = words.pop()
    if words and re.search(r"[^s]s$", last):
        last = last[:-1]
    if last.endswith("y"):
        last = last[:-1] + "(?:y|ie)"
    return " ".join([*words, last])


def _spaced(names: str) -> str:
    return names.replace(" ", _BETWEEN)
