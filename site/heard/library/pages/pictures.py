"""Drawings that stand inside a page, so that they cost no further request."""

import re
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import heard
from heard.library.sources.problems import ContentError, Problem

_ACTIVE = ("script", "foreignObject", "image", "use", "a", "style")


#: Where the drawings of this copy lie.
PICTURES = Path(heard.__file__).parents[2] / "static" / "pictures"


def load_picture(path: Path) -> str:
    """The SVG text of a drawing. Raises ContentError where it is broken or could act or load."""
    try:
        text = path.read_text(encoding="utf-8")
        root = ElementTree.fromstring(text)  # noqa: S314  (our own files; expat expands no file)
    except (OSError, UnicodeDecodeError, ElementTree.ParseError) as error:
        raise ContentError([Problem(f"pictures/{path.name}", f"is no SVG: {error}")]) from error
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        acts = [key for key in element.attrib if key.rpartition("}")[2].lower()[:2] == "on"]
        if name in _ACTIVE or acts:
            raise ContentError(
                [Problem(f"pictures/{path.name}", f"may not hold {acts[0] if acts else name}")]
            )
    # Inside a page of HTML the namespace goes without saying.
    return text[text.index("<svg") :].strip().replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)


def inline_picture(svg: str, words: str) -> str:
    """The drawing with its description for those who do not see it; none where it only adorns."""
    label = f'role="img" aria-label="{escape(words)}"' if words.strip() else 'aria-hidden="true"'
    return re.sub(r"<svg\b", lambda _: f"<svg {label}", svg, count=1)
