"""Markdown as families see it: a small dialect, and nothing that could act.

Raw HTML is shown as text. Attributes come only from here. Each block is found again in the result
by a mark in front of it, so that it can be labelled with its language, and so that a page on which
segmenter and renderer disagree is refused.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree

import markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.treeprocessors import Treeprocessor

from heard.languages.catalogues import Catalogues
from heard.languages.marks import N_
from heard.library.pages.articles import Heading
from heard.library.pages.pictures import inline_picture
from heard.library.pages.values import TOKEN, UnknownValue, Values
from heard.library.sources.neutral_words import anchor, word_anchor
from heard.library.sources.segments import Block

#: Kinds of box, with the words above them.
BOXES = {"note": "", "say": N_("You can say"), "ask": N_("You can ask")}
#: Pages that the program makes itself, beside those of the content.
PROGRAM_PAGES = frozenset({"dates", "help", "reply", "search", "sheet", "which-way", "words"})
_BEGIN, _END = "\ue000", "\ue001"
_MARK = re.compile(f"{_BEGIN}(\\d+){_END}")


@dataclass(frozen=True)
class Surroundings:
    """What a text may point at. `guides` and `pages` hold the heading ids of each slug.

    `forms` None leaves the names of forms unchecked.
    """

    values: Values
    guides: Mapping[str, frozenset[str]]
    pages: Mapping[str, frozenset[str]]
    terms: frozenset[str]
    pictures: Mapping[str, str]
    catalogues: Catalogues
    forms: frozenset[str] | None = None


@dataclass(frozen=True)
class Piece:
    """A block to show: its place from the English page, its words, and their language."""

    frame: Block
    text: str
    language: str


@dataclass
class Rendered:
    """A body as safe HTML, what was met in it, and every fault, as sentences."""

    html: str = ""
    headings: tuple[Heading, ...] = ()
    terms: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Renderer:
    """Turns blocks into HTML. One renderer serves all pages; it is not for several threads."""

    def __init__(self, around: Surroundings) -> None:
        self._dialect = _Dialect(around)
        self._markdown = markdown.Markdown(extensions=[self._dialect], output_format="html")

    def render(self, pieces: Sequence[Piece], language: str) -> Rendered:
        """The body made of `pieces`, for a page of `language`."""
        job = _Job(pieces, language)
        self._dialect.job = job
        self._markdown.reset()
        source = "".join(_marked(at, piece) for at, piece in enumerate(pieces))
        job.result.html = self._markdown.convert(source)
        for at, piece in enumerate(pieces):
            if at not in job.found:
                job.fault(f"the block {piece.text[:40]!r} does not stand as the dialect wants it")
        job.result.headings = tuple(_headings(job))
        return job.result


@dataclass
class _Job:
    pieces: Sequence[Piece]
    language: str
    result: Rendered = field(default_factory=Rendered)
    found: set[int] = field(default_factory=set)

    def fault(self, what: str) -> None:
        if what not in self.result.faults:
            self.result.faults.append(what)


def _marked(at: int, piece: Piece) -> str:
    words = " ".join(re.sub(f"[{_BEGIN}{_END}]", "", piece.text).split())
    return f"{piece.frame.before}{_BEGIN}{at}{_END}{words}"


def _headings(job: _Job) -> list[Heading]:
    found = []
    for level, attributes, inner in re.findall(r"<h([23])([^>]*)>(.*?)</h\1>", job.result.html):
        said = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        words = unescape(re.sub(r"<[^>]+>", "", inner))
        language = said.get("lang", job.language)
        found.append(Heading(int(level), said.get("id", ""), words, language))
    return found


class _Dialect(Extension):
    """Takes out of Python-Markdown what is not in the dialect, and puts our own in."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around = around
        self.job = _Job((), "en")

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  (the library's name)
        md.preprocessors.deregister("html_block")
        for name in ("code", "setextheader", "hr", "reference"):
            md.parser.blockprocessors.deregister(name)
        for name in (
            *("backtick", "html", "entity", "autolink", "automail", "linebreak"),
            *("reference", "short_reference", "image_reference", "short_image_ref"),
        ):
            md.inlinePatterns.deregister(name)
        SaneListExtension().extendMarkdown(md)
        md.parser.blockprocessors.register(_Box(md.parser), "box", 105)
        md.treeprocessors.register(_Blocks(md, self), "blocks", 25)
        md.treeprocessors.register(_Links(md, self), "links", 15)


class _Box(AdmonitionProcessor):
    """`!!! say`: a box without a title of its own."""

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, None]:
        return match.group(0).strip().removeprefix("!!!").strip(), None


class _Blocks(Treeprocessor):
    """Before words are read: finds each block, labels its language, fills in the values."""

    def __init__(self, md: markdown.Markdown, dialect: _Dialect) -> None:
        super().__init__(md)
        self._dialect = dialect

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            text = element.text or ""
            mark = _MARK.match(text)
            if mark:
                self._block(element, int(mark[1]))
                element.text = self._filled(text[mark.end() :], int(mark[1]))
            if _MARK.search((element.text or "") + (element.tail or "")):
                element.text = _MARK.sub("", element.text or "")
                element.tail = _MARK.sub("", element.tail or "")
        for element in root.findall(".//div"):
            self._box(element)

    def _block(self, element: ElementTree.Element, at: int) -> None:
        job, piece = self._dialect.job, self._dialect.job.pieces[at]
        job.found.add(at)
        if piece.language != job.language:
            element.set("lang", piece.language)
            element.set("dir", "ltr")
        if piece.frame.kind == "heading":
            if piece.frame.level not in (2, 3) or not piece.frame.id:
                job.fault(f"the heading {piece.text!r} must be ## or ### and have an id {{#...}}")
            element.set("id", anchor(piece.frame.id, "part"))

    def _filled(self, text: str, at: int) -> str:
        job = self._dialect.job

        def value(match: re.Match[str]) -> str:
            try:
                html = self._dialect.around.values.html(match[1], job.pieces[at].language)
            except UnknownValue as error:
                job.fault(str(error))
                return ""
            return self.md.htmlStash.store(html)

        if re.search(r"{{|}}", TOKEN.sub("", text)):
            job.fault(
                f"the braces in {text[:40]!r} do not make a value such as {{{{phone:emergency}}}}"
            )
        return TOKEN.sub(value, text)

    def _box(self, element: ElementTree.Element) -> None:
        kind = (element.get("class") or "").removeprefix("admonition").strip()
        if kind not in BOXES:
            self._dialect.job.fault(f"!!! {kind} is no kind of box: use {', '.join(BOXES)}")
        elif BOXES[kind]:
            title = ElementTree.Element("p", {"class": "admonition-title"})
            own = self._dialect.around.catalogues[self._dialect.job.language]
            title.text = own.gettext(BOXES[kind])
            element.insert(0, title)


class _Links(Treeprocessor):
    """After words were read: links, words of the glossary, pictures."""

    def __init__(self, md: markdown.Markdown, dialect: _Dialect) -> None:
        super().__init__(md)
        self._dialect = dialect

    def run(self, root: ElementTree.Element) -> None:
        for link in root.iter("a"):
            self._link(link)
        parents = {child: parent for parent in root.iter() for child in parent}
        for image in list(root.iter("img")):
            self._picture(image, parents[image])

    def _link(self, link: ElementTree.Element) -> None:
        around, job = self._dialect.around, self._dialect.job
        target = link.attrib.pop("href", "")
        link.attrib.clear()
        scheme, _, rest = target.partition(":")
        slug, _, part = rest.partition("#")
        known = True
        if scheme == "term":
            known = rest in around.terms
            link.set("class", "term")
            link.set("href", f"#{word_anchor(rest)}")
            if known and rest not in job.result.terms:
                job.result.terms.append(rest)
        elif scheme in ("guide", "page"):
            places = around.guides if scheme == "guide" else around.pages
            known = slug in places and (not part or part in places[slug])
            folder = _folder(scheme, slug)
            link.set("href", f"/{job.language}/{folder}{slug}" + _fragment(part))
        elif scheme == "form":
            known = around.forms is None or rest in around.forms
            link.set("href", f"/{job.language}/forms/{rest}")
        elif target.startswith("#"):
            known = target[1:] in {piece.frame.id for piece in job.pieces if piece.frame.id}
            link.set("href", _fragment(target[1:]))
        elif scheme == "https":
            link.set("href", target)
            link.set("rel", "noreferrer")
        else:
            known = False
        if not known:
            job.fault(f"the link {target} leads nowhere")

    def _picture(self, image: ElementTree.Element, parent: ElementTree.Element) -> None:
        around, job = self._dialect.around, self._dialect.job
        scheme, _, name = (image.get("src") or "").partition(":")
        if scheme != "picture" or name not in around.pictures:
            job.fault(f"there is no picture {image.get('src')}")
            return
        if parent.tag != "p" or len(parent) != 1 or (parent.text or image.tail or "").strip():
            job.fault(f"the picture {name} must stand alone in its paragraph")
            return
        parent.remove(image)
        parent.tag = "figure"
        parent.set("class", "picture")
        svg = inline_picture(around.pictures[name], image.get("alt") or "")
        parent.text = self.md.htmlStash.store(svg)
        job.result.pictures.append(name)


def _folder(scheme: str, slug: str) -> str:
    if scheme == "guide":
        return "guides/"
    return "" if slug in PROGRAM_PAGES else "about/"


def _fragment(part: str) -> str:
    return f"#{anchor(part, 'part')}" if part else ""
