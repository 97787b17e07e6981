"""Everything that stands in a language beside its English: pages, glossary, contacts, texts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from heard.library.contacts.national_contacts import contact_blocks, read_contact_words
from heard.library.pages.glossary import Entry, glossary_blocks, read_glossary
from heard.library.sources.front_matter import read_translation
from heard.library.sources.originals import FOLDERS, Original, read_page_text, tab_title_faults
from heard.library.sources.problems import ContentError, Problem
from heard.library.sources.segments import Block, front_blocks, segment, word_blocks
from heard.library.translating.sync import BY_MACHINE, Making, Sync, synchronise
from heard.library.translating.sync_files import read_sync, sync_path

T = TypeVar("T")


@dataclass(frozen=True)
class English:
    """The English that is translated. `texts` are the council's own words by dotted key."""

    pages: tuple[Original, ...]
    glossary: tuple[Entry, ...]
    contacts: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Translated:
    """One thing in a language: its `name` (`guides/the-meeting`, `glossary`, `contacts`, `texts`),
    its file for messages, its English blocks and how far they are followed."""

    name: str
    language: str
    file: str
    path: Path
    english: tuple[Block, ...]
    sync: Sync

    @property
    def exists(self) -> bool:
        """Whether any of it is translated."""
        return bool(self.sync.translations)

    @cached_property
    def standing(self) -> dict[str, str]:
        """Key -> checked, unchecked or outdated."""
        return {block.key: self.sync.standing(block) for block in self.english}

    @cached_property
    def words(self) -> dict[str, str]:
        """Key -> translated words, those of blocks that are out of date too."""
        return {key: block.text for key, block in self.sync.translations.items()}


def dotted(texts: Mapping[str, object]) -> dict[str, str]:
    """The council's texts with dotted keys: `contacts.duty_team.name`."""
    found: dict[str, str] = {}
    for key, value in texts.items():
        if isinstance(value, Mapping):
            found |= {f"{key}.{inner}": words for inner, words in dotted(value).items()}
        elif isinstance(value, str):
            found[key] = value
    return found


def read_translations(
    content: Path,
    code: str,
    english: English,
    texts: Mapping[str, str],
    authority: Path,
    problems: list[Problem],
    made: Making = BY_MACHINE,
) -> dict[str, Translated]:
    """All that stands in language `code`, by name, each followed from its written states.

    What cannot be read goes into `problems` and counts as not translated.
    """
    known = {original.name for original in english.pages}
    for folder in FOLDERS.values():
        for path in sorted((content / code / folder).glob("*.md")):
            if f"{folder}/{path.stem}" not in known:
                problems.append(Problem(f"{code}/{folder}/{path.name}", "has no English page"))
    found = {}

    def add(
        name: str, path: Path, file: str, blocks: Sequence[Block], translated: Sequence[Block]
    ) -> Sync | None:
        existing = _attempt(problems, lambda: read_sync(sync_path(path), file + " (states)"))
        sync = synchronise(blocks, translated, existing, made)
        found[name] = Translated(name, code, file, path, tuple(blocks), sync)
        return existing

    for original in english.pages:
        file = f"{code}/{original.name}.md"
        path = content / code / FOLDERS[original.kind] / f"{original.slug}.md"
        blocks = _attempt(problems, partial(_page_blocks, path, file)) or ()
        existing = add(original.name, path, file, original.blocks, blocks)
        problems.extend(_heading_problems(original, blocks, existing, file))
    file, path = f"{code}/glossary.tsv", content / code / "glossary.tsv"
    rows: tuple[Entry, ...] = ()
    if path.is_file():
        rows = _attempt(problems, lambda: read_glossary(path, file)) or ()
    _unknown(problems, file, (row.id for row in rows), {entry.id for entry in english.glossary})
    add("glossary", path, file, glossary_blocks(english.glossary), glossary_blocks(rows))
    file, path = f"{code}/contacts.toml", content / code / "contacts.toml"
    words: dict[str, dict[str, str]] = {}
    if path.is_file():
        words = _attempt(problems, lambda: read_contact_words(path, file)) or {}
    _unknown(problems, file, words, set(english.contacts))
    add("contacts", path, file, contact_blocks(english.contacts), contact_blocks(words))
    file, path = f"authority/texts/{code}.toml", authority / "texts" / f"{code}.toml"
    add("texts", path, file, word_blocks(english.texts.items()), word_blocks(texts.items()))
    return found


def _page_blocks(path: Path, file: str) -> tuple[Block, ...]:
    if not path.is_file():
        return ()
    fields, body = read_page_text(path, file)
    words = read_translation(fields, file)
    if faults := tab_title_faults(words.tab_title):
        raise ContentError([Problem(file, fault) for fault in faults])
    return front_blocks(words.title, words.tab_title, words.summary) + segment(body).blocks


def _heading_problems(
    original: Original, blocks: Sequence[Block], existing: Sync | None, file: str
) -> list[Problem]:
    # An id that the English had when it was translated is no mistake of the translation's.
    before = {entry.key.partition("/")[0] for entry in (existing.blocks if existing else ())}
    known = original.heading_ids | before
    ids = [block.id for block in blocks if block.kind == "heading"]
    faults = [
        f"the heading id {name!r} is not in the English page" for name in ids if name not in known
    ]
    faults += [
        f"the id {name} stands there twice" for name in sorted(set(ids)) if ids.count(name) > 1
    ]
    return [Problem(file, fault) for fault in faults]


def _unknown(problems: list[Problem], file: str, ids: Iterable[str], known: set[str]) -> None:
    problems.extend(
        Problem(file, f"{name} is not in the English file") for name in ids if name not in known
    )


def _attempt(problems: list[Problem], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except ContentError as error:
        problems.extend(error.problems)
        return None
