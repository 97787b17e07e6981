"""Compression by what the browser accepts: Brotli, gzip, or neither."""

import gzip
from functools import lru_cache

import brotli
from flask import Flask, Response, g, request
from werkzeug.datastructures import Accept

#: In the order of preference.
ENCODINGS = ("br", "gzip", "identity")

_WORTH_IT = 800

#: How much is done for a page that is made for one person: a twelfth fewer bytes than at 4, for a
#: quarter of a millisecond.
_ON_THE_SPOT = 7
#: For what stands ready: the smallest there is, at a hundred times the cost.
SMALLEST = 11

#: Brotli's window up to here, 64 KB: no page of ours is larger, and a larger one is slower to fill.
_SMALL_WINDOW = 16
_LARGE_WINDOW = 22


def best_encoding(accepted: Accept) -> str:
    """The encoding to use for a browser's Accept-Encoding."""
    return next((name for name in ENCODINGS[:2] if accepted.quality(name) > 0), "identity")


def compressed(body: bytes, encoding: str, effort: int) -> bytes:
    """`body` in an encoding; `effort` from 1 (quick) to 11 (smallest)."""
    if encoding == "br":
        window = _LARGE_WINDOW if effort == SMALLEST else _SMALL_WINDOW
        smaller: bytes = brotli.compress(body, quality=effort, lgwin=window)
        return smaller
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=min(effort, 9), mtime=0)
    return body


@lru_cache(maxsize=256)
def _once(body: bytes, encoding: str) -> bytes:
    return compressed(body, encoding, SMALLEST)


def everybody_gets_this() -> None:
    """Say of the page that is made that it is alike for many: it is made as small as can be, once.

    Nothing of one person may stand in it, and no more pages may come of it than are published.
    """
    g.alike = True


def compress_pages(app: Flask) -> None:
    """Compress the HTML that `app` makes on the spot."""

    @app.after_request
    def _compress(response: Response) -> Response:
        if response.mimetype != "text/html" or response.direct_passthrough:
            return response
        response.vary.add("Accept-Encoding")
        encoding = best_encoding(request.accept_encodings)
        body = response.get_data()
        if encoding == "identity" or len(body) < _WORTH_IT:
            return response
        small = _once(body, encoding) if g.get("alike") else None
        response.set_data(small or compressed(body, encoding, _ON_THE_SPOT))
        response.headers["Content-Encoding"] = encoding
        return response
