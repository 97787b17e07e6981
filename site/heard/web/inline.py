"""Style and script that travel inside the page, and the hashes by which the browser admits them.

A guide must be readable after one round trip, so nothing on it waits for a second request. What a
template puts into a page is admitted on this page by that alone, and nothing else is.
"""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import g, has_app_context
from markupsafe import Markup
from rcssmin import cssmin
from rjsmin import jsmin

import heard
from heard.web.older_styles import for_older_browsers

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

    kind: str
    text: Markup
    source: str

    def __html__(self) -> Markup:
        """The text, as a template puts it into the page that is being made."""
        if has_app_context():
            _admitted(self.kind)[self.source] = None
        return self.text


def admitted(kind: str) -> list[str]:
    """The sources of kind "style" or "script" that stand in the page that was made."""
    return list(_admitted(kind))


def _admitted(kind: str) -> dict[str, None]:
    kinds: dict[str, dict[str, None]] = g.setdefault("inline", {})
    return kinds.setdefault(kind, {})


def inline_style(*names: str, colour: str = "") -> Inline:
    """The style sheets `static/css/<name>` as one, with the council's colour on top."""
    short = "".join(cssmin((STATIC / "css" / name).read_text("utf-8")) for name in names)
    style = for_older_browsers(short)
    if colour:
        style += f":root{{--council:{colour}}}"
    return _inline("style", style)


def inline_script(*names: str) -> Inline:
    """The modules `static/js/<name>` as one. Each is a block: their names stay their own."""
    scripts = (jsmin((STATIC / "js" / name).read_text("utf-8")) for name in names)
    return _inline("script", "\n".join(f"{{{script}}}" for script in scripts))


def _inline(kind: str, text: str) -> Inline:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return Inline(kind, Markup(text), f"'sha256-{digest}'")  # noqa: S704  (our own files)
