"""Style and script that travel inside the page, and the hashes by which the browser admits them.

A guide must be readable after one round trip, so nothing on it waits for a second request.
"""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from rcssmin import cssmin
from rjsmin import jsmin

import heard

STATIC = Path(heard.__file__).parents[2] / "static"

#: The style sheets that every page takes, in their order.
COMMON = (
    "common/tokens.css",
    "common/words.css",
    "common/frame.css",
    "common/boxes.css",
    "common/questions.css",
    "common/buttons.css",
    "common/answers.css",
    "common/screens.css",
)


@dataclass(frozen=True)
class Inline:
    """Text to stand inside `<style>` or `<script>`, and its source expression for the CSP."""

    text: Markup
    source: str


def inline_style(*names: str, colour: str = "") -> Inline:
    """The style sheets `static/css/<name>` as one, with the council's colour on top."""
    style = "".join(cssmin((STATIC / "css" / name).read_text("utf-8")) for name in names)
    if colour:
        style += f":root{{--council:{colour}}}"
    return _inline(style)


def inline_script(*names: str) -> Inline:
    """The modules `static/js/<name>` as one. Each is a block: their names stay their own."""
    scripts = (jsmin((STATIC / "js" / name).read_text("utf-8")) for name in names)
    return _inline("\n".join(f"{{{script}}}" for script in scripts))


def _inline(text: str) -> Inline:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return Inline(Markup(text), f"'sha256-{digest}'")  # noqa: S704  (our own files)
