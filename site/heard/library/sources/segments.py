"""The blocks of a page: what a translator sees as one piece.

A body of Markdown becomes blocks in their order, and blocks become the same Markdown again, sign
for sign. The dialect is the one that `heard.library.pages.markup` shows: headings with `{#id}`,
paragraphs, lists, `!!! note` and its kin, quotations, pictures.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

#: The kinds of block. The first three come from the front matter, `words` from other files.
KINDS = (
    "title",
    "tab_title",
    "summary",
    "heading",
    "paragraph",
    "item",
    "admonition",
    "quotation",
    "picture",
    "words",
)

_HEADING = re.compile(r"(#{1,6} +)(.*?\S)([ ]*\{#([A-Za-z0-9_-]+)\}[ ]*|[ ]*)")
_ITEM = re.compile(r"([ ]*(?:[-*+]|\d+\.)[ ]+)(.*)")
_QUOTATION = re.compile(r"([ ]*>[ ]?)(.*)")
_ADMONITION = re.compile(r"!!! ?\w.*")
_PICTURE = re.compile(r"!\[[^\]]*\]\(picture:[^)]*\)\s*")
_INDENT = "    "


@dataclass(frozen=True)
class Block:
    """One piece of a page.

    `text` is what a translator changes. `before` and `after` are the marks around it as they stand
    in the file (blank lines, `- `, `!!! say`, ` {#id}`), and `continuation` what begins each
    further line of it. `key` is English and stable: nearest heading, kind and number.
    """

    kind: str
    key: str
    text: str
    before: str = ""
    after: str = ""
    continuation: str = ""

    @property
    def id(self) -> str:
        """The id of a heading; empty for any other block, and where it has none."""
        found = re.search(r"\{#([A-Za-z0-9_-]+)\}", self.after)
        return found.group(1) if found else ""

    @property
    def level(self) -> int:
        """The level of a heading, 1 to 6; 0 for any other block."""
        return self.before.count("#") if self.kind == "heading" else 0


@dataclass(frozen=True)
class Segments:
    """The blocks of a body, and what stands behind the last of them."""

    blocks: tuple[Block, ...]
    tail: str


def segment(body: str) -> Segments:
    """The blocks of a Markdown body, in order."""
    lines = body.split("\n")
    found: list[Block] = []
    pending, inside, at = "", False, 0
    while at < len(lines):
        line = lines[at]
        pending += "\n" if at else ""
        if not line.strip() or re.fullmatch(r"[ ]*>\s*", line):
            pending, at = pending + line, at + 1
            continue
        if _ADMONITION.fullmatch(line):
            pending, at, inside = pending + line, at + 1, True
            continue
        inside = inside and line.startswith(_INDENT)
        block, used = _block(lines, at, inside)
        found.append(replace(block, before=pending + block.before))
        pending, at = "", at + used
    return Segments(tuple(_with_keys(found)), pending)


def to_markdown(segments: Segments) -> str:
    """The Markdown of these blocks, the same as that which they were made from."""
    return "".join(map(_written, segments.blocks)) + segments.tail


def front_blocks(title: str, tab_title: str, summary: str) -> tuple[Block, ...]:
    """The words of a page's front matter as blocks."""
    words = {"title": title, "tab_title": tab_title, "summary": summary}
    return tuple(Block(kind, kind, text) for kind, text in words.items())


def word_blocks(words: Iterable[tuple[str, str]]) -> tuple[Block, ...]:
    """Words that have keys of their own (glossary, contacts, the council's texts) as blocks."""
    return tuple(Block("words", key, text) for key, text in words)


def _written(block: Block) -> str:
    text = ("\n" + block.continuation).join(block.text.split("\n"))
    return block.before + text + block.after


def _block(lines: Sequence[str], at: int, inside: bool) -> tuple[Block, int]:
    line = lines[at]
    if heading := _HEADING.fullmatch(line):
        return Block("heading", "", heading[2], heading[1], heading[3]), 1
    if item := _ITEM.fullmatch(line):
        marker = item[1]
        more = _further(lines, at + 1, stop=_ITEM)
        return _gathered("item", marker, item[2], more, " " * len(marker))
    if quotation := _QUOTATION.fullmatch(line):
        more = _further(lines, at + 1, stop=re.compile(r"[ ]*>\s*"))
        return _gathered("quotation", quotation[1], quotation[2], more, quotation[1])
    stripped = line.lstrip(" ")
    margin = line[: len(line) - len(stripped)]
    more = _further(lines, at + 1)
    kind = "admonition" if inside else "paragraph"
    if not more and _PICTURE.fullmatch(stripped):
        kind = "picture"
    return _gathered(kind, margin, stripped, more, margin)


def _further(lines: Sequence[str], at: int, stop: re.Pattern[str] | None = None) -> list[str]:
    more = []
    for line in lines[at:]:
        ends = not line.strip() or _HEADING.fullmatch(line) or _ADMONITION.fullmatch(line)
        if ends or (stop and stop.fullmatch(line)):
            break
        more.append(line)
    return more


def _gathered(
    kind: str, before: str, first: str, more: list[str], continuation: str
) -> tuple[Block, int]:
    # Lines that do not begin alike keep their own beginning, so that nothing is lost.
    if not all(line.startswith(continuation) for line in more):
        continuation = ""
    text = "\n".join([first, *(line.removeprefix(continuation) for line in more)])
    return Block(kind, "", text, before, "", continuation), 1 + len(more)


def _with_keys(blocks: Iterable[Block]) -> Iterable[Block]:
    section = "top"
    counts: Counter[tuple[str, str]] = Counter()
    headings: Counter[str] = Counter()
    for block in blocks:
        if block.kind == "heading":
            name = block.id or "untitled"
            headings[name] += 1
            section = name if headings[name] == 1 else f"{name}~{headings[name]}"
            yield replace(block, key=f"{section}/heading")
        else:
            counts[section, block.kind] += 1
            yield replace(block, key=f"{section}/{block.kind}-{counts[section, block.kind]}")
