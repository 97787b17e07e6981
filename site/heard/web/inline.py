"""Style and script that travel inside the page, and the hashes by which the browser admits them.

A guide must be readable after one round trip, so nothing on it waits for a second request.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

import heard

STATIC = Path(heard.__file__).parents[2] / "static"


@dataclass(frozen=True)
class Inline:
    """Text to stand inside `<style>` or `<script>`, and its source expression for the CSP."""

    text: Markup
    source: str


def inline_style(*names: str, colour: str = "") -> Inline:
    """The style sheets `static/css/<name>` as one, with the council's colour on top."""
    style = "".join(_shorter_css((STATIC / "css" / name).read_text("utf-8")) for name in names)
    if colour:
        style += f":root{{--council:{colour}}}"
    return _inline(style)


def inline_script(*names: str) -> Inline:
    """The modules `static/js/<name>` as one, comments and indentation left out."""
    return _inline(
        "\n".join(_shorter_js((STATIC / "js" / name).read_text("utf-8")) for name in names)
    )


def _inline(text: str) -> Inline:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return Inline(Markup(text), f"'sha256-{digest}'")  # noqa: S704  (our own files)


def _shorter_css(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{};,>])\s*", r"\1", text).replace(";}", "}").strip()


def _shorter_js(text: str) -> str:
    text = re.sub(r"^\s*/\*.*?\*/$", "", text, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
