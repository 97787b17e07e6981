"""Leaflets: HTML in, PDF out, for reading, for folding and in large print.

What draws them is large, is written in C for a good part, and may be missing from a machine. So it
runs in a process of its own (`drawer`), one for each leaflet, and a process that answers families
never loads it: a drawing that fails or hangs costs one leaflet.
"""

import logging
import sys
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import segno

import heard
from heard.walls.apart import ask

log = logging.getLogger("heard")

_SOURCE = Path(heard.__file__).parents[1]
_COMMAND = (sys.executable, "-B", "-s", "-m", "heard.library.print.drawer")

#: Seconds that a drawing may take, whatever else the machine has to do meanwhile. By itself the
#: largest form takes one and a half; of a processor it may have less: see `drawer`.
_SECONDS = 60

#: Bytes of a PDF at most, many times over: the largest has 100,000.
_MOST = 16 * 1024 * 1024


class NotDrawn(RuntimeError):
    """A leaflet could not be drawn, or could not be drawn now."""


def leaflet(html: str, address: str) -> bytes:
    """A whole HTML document as tagged PDF/UA-1. Its own style says how large the pages are.

    Links are read from `address`, where the page stands; without one they are words. Nothing is
    fetched from anywhere. Raises NotDrawn.
    """
    return _asked(("draw", address), html.encode("utf-8"))


def folded(pdf: bytes, *, right_to_left: bool) -> bytes:
    """The pages of a leaflet two on a side, so that the printed sheets fold into a booklet.

    For printing alone: the tags of the leaflet are not kept. Raises NotDrawn.
    """
    return _asked(("fold", "rtl" if right_to_left else "ltr"), pdf)


@cache
def available() -> bool:
    """Whether leaflets can be made on this machine: one is made, once for each process."""
    tried = ask((*_COMMAND, "draw", ""), b"<p>A", folder=_SOURCE, seconds=2 * _SECONDS, most=_MOST)
    if not tried.well:
        log.warning("Leaflets are off: %s", tried.said.decode("utf-8", errors="replace")[:200])
    return tried.well


@cache
def drawn_by() -> str:
    """The programs that draw. Leaflets drawn by others may look different."""
    return f"{version('weasyprint')} {version('pypdf')}"


def square_code(address: str, words: str) -> str:
    """A QR code of `address` as SVG, with `words` for those who do not see it."""
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", xmldecl=False, omitsize=True, title=words
    )
    return drawn.getvalue().decode("utf-8").strip()


def _asked(words: tuple[str, str], given: bytes) -> bytes:
    answer = ask((*_COMMAND, *words), given, folder=_SOURCE, seconds=_SECONDS, most=_MOST)
    if not answer.well:
        raise NotDrawn
    return answer.said
