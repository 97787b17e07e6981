"""Pages answered as bytes, before Flask is reached.

A page that everybody gets alike is made once by the application itself, compressed three ways,
and from then on handed out: no template, no session, no cookie. The shelf knows no page by name;
the application says which addresses may stand on it, and until when a page that follows the clock
holds. When content or settings change, the whole application is made anew and the shelf with it;
if that fails, what stands there stays.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from http import HTTPStatus

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header

from heard.web.serving.compression import ENCODINGS, best_encoding, compressed

log = logging.getLogger("heard")

#: A view sets this header to the POSIX time at which its page must be made anew.
FRESH_UNTIL = "Heard-Fresh-Until"

#: Brotli and gzip at their smallest: the work is done once.
_EFFORT = 11

#: Seconds between two looks at whether content or settings have changed.
_LOOK_EVERY = 2.0

#: Seconds until a page that could not be made anew is tried again.
_TRY_AGAIN = 60

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

    variants: dict[str, Variant]
    fresh_until: float


@dataclass(frozen=True)
class _State:
    app: Flask
    pages: dict[str, Prepared]


class Shelf:
    """The WSGI application in front of the application that `build` makes."""

    def __init__(
        self,
        build: Callable[[], Flask],
        addresses: Callable[[Flask], Iterable[str]],
        version: Callable[[], object],
    ) -> None:
        self._build, self._addresses, self._version = build, addresses, version
        self._seen = version()
        self._state = self._prepare()
        self._remaking = threading.Lock()

    def watch(self) -> None:
        """Look for changed content every few seconds, in a thread that ends with the process."""
        threading.Thread(target=self._watch, name="shelf", daemon=True).start()

    @property
    def app(self) -> Flask:
        """The application as it stands now."""
        return self._state.app

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        state = self._state
        page = state.pages.get(environ["PATH_INFO"])
        method = environ["REQUEST_METHOD"]
        if page is None or method not in ("GET", "HEAD"):
            return state.app(environ, start_response)
        if page.fresh_until < time.time():
            page = self._remade(state, environ["PATH_INFO"])
        variant = page.variants[_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is not None and _matches(known, variant.etag):
            start_response("304 Not Modified", variant.not_modified)
            return []
        start_response("200 OK", variant.headers)
        return [variant.body] if method == "GET" else []

    def _prepare(self) -> _State:
        app = self._build()
        pages = {address: _prepared(app, address) for address in self._addresses(app)}
        return _State(app, pages)

    def _remade(self, state: _State, address: str) -> Prepared:
        """A page whose time is over, made anew; while one thread does, others hand out the old.

        Where that fails, the old page stands for another minute.
        """
        if self._remaking.acquire(blocking=False):
            try:
                state.pages[address] = _prepared(state.app, address)
            except Exception as error:
                log.error("%s was not made anew: %s", address, type(error).__name__)
                old = state.pages[address]
                state.pages[address] = replace(old, fresh_until=time.time() + _TRY_AGAIN)
            finally:
                self._remaking.release()
        return state.pages[address]

    def _watch(self) -> None:
        while True:
            time.sleep(_LOOK_EVERY)
            self.refresh()

    def refresh(self) -> None:
        """Take in changed content; what cannot be read is reported and not shown."""
        try:
            version = self._version()
            if version == self._seen:
                return
            self._state = self._prepare()
        except ValueError as error:
            # Content or settings that cannot be read: nothing to do before the next edit.
            log.error("changed content was not taken in: %s", error)
        except Exception as error:
            # Something passing, such as the database being away: try again at the next look.
            log.error("changed content was not taken in yet: %s", type(error).__name__)
            return
        self._seen = version


def _prepared(app: Flask, address: str) -> Prepared:
    answer = app.test_client().get(address, headers={"Accept-Encoding": "identity"})
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} answers {answer.status_code} and cannot be prepared")
    if "Set-Cookie" in answer.headers:  # one person's session would be everybody's
        raise RuntimeError(f"{address} sets a cookie and cannot be prepared")
    fresh_until = float(answer.headers.pop(FRESH_UNTIL, "inf"))
    plain = answer.get_data()
    variants = {
        encoding: _variant(answer.headers, compressed(plain, encoding, _EFFORT), encoding)
        for encoding in ENCODINGS
    }
    return Prepared(variants, fresh_until)


def _variant(made: Headers, body: bytes, encoding: str) -> Variant:
    headers = Headers(made)
    headers["Cache-Control"] = "no-cache"
    headers["Vary"] = "Accept-Encoding"
    headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    not_modified = [
        (name, value)
        for name, value in headers
        if name not in ("Content-Length", "Content-Type", "Content-Encoding")
    ]
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
    headers["Content-Length"] = str(len(body))
    return Variant(headers["ETag"], list(headers), not_modified, body)


@lru_cache(maxsize=512)
def _encoding(accept: str) -> str:
    return best_encoding(parse_accept_header(accept))


def _matches(known: str, etag: str) -> bool:
    """Whether an If-None-Match names this page. The prefix of a weak tag does not matter here."""
    return known.strip() == "*" or etag in (
        each.strip().removeprefix("W/") for each in known.split(",")
    )
