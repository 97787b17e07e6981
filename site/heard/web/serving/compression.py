"""Compression by what the browser accepts: Brotli, gzip, or neither."""

import gzip

import brotli
from flask import Flask, Response, request
from werkzeug.datastructures import Accept

#: In the order of preference.
ENCODINGS = ("br", "gzip", "identity")

_WORTH_IT = 800


def best_encoding(accepted: Accept) -> str:
    """The encoding to use for a browser's Accept-Encoding."""
    return next((name for name in ENCODINGS[:2] if accepted.quality(name) > 0), "identity")


def compressed(body: bytes, encoding: str, effort: int) -> bytes:
    """`body` in an encoding; `effort` from 1 (quick) to 11 (smallest)."""
    if encoding == "br":
        smaller: bytes = brotli.compress(body, quality=effort)
        return smaller
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=min(effort, 9), mtime=0)
    return body


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
        response.set_data(compressed(body, encoding, effort=4))
        response.headers["Content-Encoding"] = encoding
        return response
