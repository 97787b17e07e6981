"""The words that families will hear, with a meaning for adults and one for children."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from heard.library.sources.neutral_words import word_anchor
from heard.library.sources.problems import ContentError, Problem
from heard.library.sources.segments import Block, word_blocks
from heard.library.sources.text_files import read_text
from heard.library.translating.sync import OUTDATED, UNCHECKED

COLUMNS = ("id", "term", "adult", "child")


@dataclass(frozen=True)
class Entry:
    """A word of the glossary. `language` is "en" where the English stands in.

    `state` is source, checked, unchecked, outdated or withheld, as for a page.
    """

    id: str
    term: str
    adult: str
    child: str
    language: str
    state: str

    @property
    def anchor(self) -> str:
        """The id under which a page explains this word; it says nothing that should not be seen."""
        return word_anchor(self.id)


def read_glossary(path: Path, file: str) -> tuple[Entry, ...]:
    """The rows of a `glossary.tsv`, as they stand. Raises ContentError naming every row at fault.

    `language` is empty and `state` "source": `glossary_for` puts a translation into its frame.
    """
    lines = read_text(path, file).splitlines()
    faults = []
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        faults.append(f"the first line must name the columns {', '.join(COLUMNS)}, with tabs")
    found: dict[str, Entry] = {}
    for number, line in enumerate(lines[1:], start=2):
        fields = [each.strip() for each in line.split("\t")]
        if len(fields) != len(COLUMNS) or not all(fields):
            faults.append(f"line {number} must have {len(COLUMNS)} filled columns")
        elif fields[0] in found:
            faults.append(f"line {number}: the id {fields[0]} stands there twice")
        else:
            name, term, adult, child = fields
            found[name] = Entry(name, term, adult, child, language="", state="source")
    if faults:
        raise ContentError([Problem(file, fault) for fault in faults])
    return tuple(found.values())


def glossary_blocks(entries: Iterable[Entry]) -> tuple[Block, ...]:
    """The words of a glossary as blocks for its translators."""
    return word_blocks(
        (f"{entry.id}/{name}", getattr(entry, name)) for entry in entries for name in COLUMNS[1:]
    )


def english_glossary(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The glossary for English readers."""
    return tuple(_in(entry, "en", "source") for entry in entries)


def glossary_for(
    code: str,
    english: Iterable[Entry],
    standing: Mapping[str, str],
    words: Mapping[str, str],
    show_unchecked: bool,
) -> tuple[Entry, ...]:
    """The glossary in a language, each word in the state of its least certain part.

    `standing` and `words` are the state and the translation of each block, by key.
    """
    found = []
    for entry in english:
        keys = [f"{entry.id}/{name}" for name in COLUMNS[1:]]
        states = {standing[key] for key in keys}
        if OUTDATED in states:
            found.append(_in(entry, "en", "outdated"))
        elif UNCHECKED in states and not show_unchecked:
            found.append(_in(entry, "en", "withheld"))
        else:
            state = "unchecked" if UNCHECKED in states else "checked"
            term, adult, child = (words[key] for key in keys)
            found.append(Entry(entry.id, term, adult, child, code, state))
    return tuple(found)


def _in(entry: Entry, language: str, state: str) -> Entry:
    return Entry(entry.id, entry.term, entry.adult, entry.child, language, state)
