"""The English pages: the source of every translation."""

from dataclasses import dataclass
from pathlib import Path

from heard.library.sources.front_matter import Fields, FrontMatter, read_english, split_front_matter
from heard.library.sources.neutral_words import avoided_words
from heard.library.sources.problems import ContentError, Problem
from heard.library.sources.segments import Block, Segments, front_blocks, segment
from heard.library.sources.text_files import read_text

#: Kind of page, and the folder of its files.
FOLDERS = {"guide": "guides", "page": "pages"}


@dataclass(frozen=True)
class Original:
    """An English page, read but not yet rendered. `file` is relative to the content folder."""

    kind: str
    slug: str
    file: str
    matter: FrontMatter
    front: tuple[Block, ...]
    body: Segments

    @property
    def name(self) -> str:
        """Where the page lies in any language: `guides/the-meeting`."""
        return f"{FOLDERS[self.kind]}/{self.slug}"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Front matter and body, block by block."""
        return self.front + self.body.blocks

    @property
    def heading_ids(self) -> frozenset[str]:
        """The ids that a link may point at."""
        return frozenset(block.id for block in self.body.blocks if block.id)


def read_originals(content: Path, problems: list[Problem]) -> tuple[Original, ...]:
    """All English pages that can be read; what is wrong with the others goes into `problems`."""
    found = []
    for kind, folder in FOLDERS.items():
        for path in sorted((content / "en" / folder).glob("*.md")):
            try:
                found.append(_read(path, kind, f"en/{folder}/{path.name}"))
            except ContentError as error:
                problems.extend(error.problems)
    if not found and not problems:
        problems.append(Problem("en", "holds no page"))
    return tuple(found)


def read_page_text(path: Path, file: str) -> tuple[Fields, str]:
    """Front matter and body of a page in any language. Raises ContentError."""
    return split_front_matter(read_text(path, file), file)


def tab_title_faults(tab_title: str) -> list[str]:
    """What is wrong with the words that a phone's history shows."""
    words = avoided_words(tab_title)
    return [f"tab_title holds {word!r}, which a phone's history would show" for word in words]


def _read(path: Path, kind: str, file: str) -> Original:
    fields, body = read_page_text(path, file)
    matter = read_english(fields, file)
    words, segments = matter.words, segment(body)
    faults = tab_title_faults(words.tab_title)
    faults += [f"the address holds {word!r}" for word in avoided_words(path.stem)]
    ids = [block.id for block in segments.blocks if block.id]
    faults += [
        f"the id {name} stands there twice" for name in sorted(set(ids)) if ids.count(name) > 1
    ]
    if faults:
        raise ContentError([Problem(file, fault) for fault in faults])
    front = front_blocks(words.title, words.tab_title, words.summary)
    return Original(kind, path.stem, file, matter, front, segments)
