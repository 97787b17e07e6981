"""Pages in every encoding, as they are handed out by Heard and by the reverse proxy."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.datastructures import Headers

from heard.web.serving.compression import ENCODINGS

HeaderList = list[tuple[str, str]]


@dataclass(frozen=True)
class Variant:
    """One page in one encoding, with its headers for 200 and for 304."""

    etag: str
    headers: HeaderList
    not_modified: HeaderList
    body: bytes


@dataclass(frozen=True)
class Prepared:
    """One page in every encoding."""

    made: Headers
    plain: bytes
    variants: dict[str, Variant]
    fresh_until: float
    smallest: bool = False

    def body(self, plain: bytes, encoding: str) -> bytes:
        """What is sent in an encoding; `plain` is this page's own."""
        return self.variants[encoding].body


def prepared_as(
    made: Headers, plain: bytes, fresh_until: float, compress: Callable[[bytes, str], bytes]
) -> Prepared:
    """A page with the headers that the application gave it, compressed by `compress`."""
    variants = {
        encoding: _variant(made, compress(plain, encoding), encoding) for encoding in ENCODINGS
    }
    return Prepared(made, plain, variants, fresh_until)


def time_of(body: bytes) -> int:
    """A time that stands for these bytes, in POSIX seconds before 2038.

    nginx makes the ETag of a file from its time and its length. By this time the same page has the
    same tag on every machine and after every start, and another page another one.
    """
    return int.from_bytes(hashlib.sha256(body).digest()[:4]) % (2**31 - 1) + 1


def _variant(made: Headers, body: bytes, encoding: str) -> Variant:
    headers = Headers(made)
    headers["Cache-Control"] = "no-cache"
    headers["Vary"] = "Accept-Encoding"
    headers["ETag"] = f'"{time_of(body):x}-{len(body):x}"'
    not_modified = [
        (name, value)
        for name, value in headers
        if name not in ("Content-Length", "Content-Type", "Content-Encoding")
    ]
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
    headers["Content-Length"] = str(len(body))
    return Variant(headers["ETag"], list(headers), not_modified, body)
