"""Pages answered as bytes, before Flask is reached.

A page that everybody gets alike is made once by the application itself, and from then on handed
out: no template, no session, no cookie. The cache knows no page by name; the application says which
addresses may be kept, and until when a page that follows the clock holds.

At the start a page is made when it is first asked for, and the others in a thread behind. It is
compressed quickly at first and as small as can be a little later. When content or settings change,
a new edition is made with all its pages and takes the place of the old one in one step; if that
fails, the old one stays.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection, Container, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from flask import Flask
from werkzeug.http import parse_accept_header

from heard.web.admission import Answer
from heard.web.headers import KEPT
from heard.web.serving.compressed_pages import CompressedPages, quickly
from heard.web.serving.compression import best_encoding
from heard.web.serving.prepared_pages import Prepared, prepared_as
from heard.web.serving.ready_pages import ReadyPages

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger("heard")

#: A view sets this header to the POSIX time at which its page must be made anew.
FRESH_UNTIL = "Heard-Fresh-Until"

#: The edition from which a request is answered, in the environment of the request.
EDITION = "heard.edition"

#: There too: the page is to say nothing about the hour at which it is read.
UNTIMED = "heard.untimed"

#: Seconds between two looks at whether content or settings have changed.
_LOOK_EVERY = 2.0

#: Seconds until a page that could not be made anew is tried again.
_TRY_AGAIN = 60


class Edition(Protocol):
    """What pages are made from, whole. The cache knows nothing of it but its revision."""

    @property
    def revision(self) -> object:
        """What tells it from another edition."""


E = TypeVar("E", bound=Edition)


@dataclass(frozen=True)
class _State(Generic[E]):
    """What stands now. `unsettled` are the addresses whose pages are not there in their smallest
    form yet."""

    edition: E
    pages: dict[str, Prepared | None]
    unsettled: dict[str, None]


class PageCache(Generic[E]):
    """The WSGI application in front of `app`, which makes each page from the edition that stands in
    the environment of the request.

    `addresses` are those of the pages that everybody gets alike in an edition. `renew` makes the
    edition that follows one, or raises; `revision` tells when there is something to follow. `same`
    are the addresses whose pages cannot differ between two editions. `timed` are those whose pages
    say what is so at this hour. `for_proxy` is where the reverse proxy finds all of them.
    """

    def __init__(
        self,
        app: Flask,
        edition: E,
        addresses: Callable[[E], Iterable[str]],
        renew: Callable[[E], E],
        revision: Callable[[], object],
        same: Callable[[E, E], Container[str]] = lambda old, new: (),
        compressed: CompressedPages | None = None,
        timed: Callable[[E], Iterable[str]] = lambda edition: (),
        for_proxy: ReadyPages | None = None,
    ) -> None:
        self.app, self._published, self._renew = app, addresses, renew
        self._revision, self._same = revision, same
        self._compressed = compressed or CompressedPages(None)
        self._timed, self._for_proxy = timed, for_proxy
        self._untimed: tuple[_State[E], dict[str, Prepared | None]] | None = None
        self._seen = edition.revision
        self._state = self._begun(edition)
        self._remaking = threading.Lock()

    def watch(self) -> None:
        """Look for changed content every few seconds, in a thread that ends with the process."""
        threading.Thread(target=self._watch, name="pages", daemon=True).start()

    @property
    def edition(self) -> E:
        """The edition that stands now."""
        return self._state.edition

    @property
    def addresses(self) -> Collection[str]:
        """The addresses of the pages that are kept."""
        return self._state.pages.keys()

    def ready(self, method: str, address: str, accepted: str, known: str | None) -> Answer | None:
        """A page that lies ready; None where something must be made.

        `accepted` and `known` are a browser's Accept-Encoding and If-None-Match. Waits for nothing.
        """
        page = self._state.pages.get(address) if method in ("GET", "HEAD") else None
        if page is None or page.fresh_until < time.time():
            return None
        return _said(page, method, accepted, known)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        state, address = self._state, environ["PATH_INFO"]
        method = environ["REQUEST_METHOD"]
        environ[EDITION] = state.edition
        if address not in state.pages or method not in ("GET", "HEAD"):
            return self.app(environ, start_response)
        page = state.pages[address] or self._first(state, address)
        if page is None:
            return self.app(environ, start_response)
        if page.fresh_until < time.time():
            page = self._remade(state, address, page)
        answer = _said(
            page,
            method,
            environ.get("HTTP_ACCEPT_ENCODING", ""),
            environ.get("HTTP_IF_NONE_MATCH"),
        )
        start_response(f"{answer[0]} {HTTPStatus(answer[0]).phrase}", answer[1])
        return [answer[2]]

    def _begun(self, edition: E) -> _State[E]:
        addresses = dict.fromkeys(self._published(edition))
        return _State(edition, dict(addresses), addresses)

    def _first(self, state: _State[E], address: str) -> Prepared | None:
        """A page that nobody has asked for yet; None where the application must answer itself."""
        try:
            page = self._prepared(state.edition, address)
        except Exception as error:
            log.error("%s cannot be kept: %s", address, type(error).__name__)
            state.unsettled.pop(address, None)
            return None
        state.pages[address] = page
        return page

    def _remade(self, state: _State[E], address: str, old: Prepared) -> Prepared:
        """A page whose time is over, made anew; while one thread does, others hand out the old.

        Where that fails, the old page stands for another minute.
        """
        if not self._remaking.acquire(blocking=False):
            return old
        try:
            page = self._prepared(state.edition, address)
            state.unsettled[address] = None
        except Exception as error:
            log.error("%s was not made anew: %s", address, type(error).__name__)
            page = replace(old, fresh_until=time.time() + _TRY_AGAIN)
        finally:
            self._remaking.release()
        state.pages[address] = page
        return page

    def _watch(self) -> None:
        while True:
            self.refresh()
            until = time.monotonic() + _LOOK_EVERY
            while time.monotonic() < until and self.settle():
                pass
            self.hand_out()
            time.sleep(max(0.0, until - time.monotonic()))

    def settle(self) -> bool:
        """Make one page that is not there yet, or make one as small as can be; False if all are."""
        state = self._state
        waiting = list(state.unsettled)
        if not waiting:
            return False
        address, page = waiting[0], state.pages[waiting[0]]
        if page is None:
            # All pages first, the smallest form of each afterwards.
            if self._first(state, address) is not None:
                state.unsettled[address] = state.unsettled.pop(address)
            return True
        small = prepared_as(page.made, page.plain, page.fresh_until, self._compressed.smallest)
        if state.pages[address] is page:
            state.pages[address] = replace(small, smallest=True)
            state.unsettled.pop(address, None)
        if not state.unsettled:
            self._compressed.forget_others(each.plain for each in state.pages.values() if each)
        return True

    def hand_out(self) -> None:
        """Put the pages as they stand now into the folder of the reverse proxy."""
        if self._for_proxy is None:
            return
        state = self._state
        made = {address: page for address, page in state.pages.items() if page is not None}
        for address, page in made.items():
            if page.fresh_until < time.time():
                made[address] = self._remade(state, address, page)
        if self._untimed is None or self._untimed[0] is not state:
            without = {
                address: self._without_the_hour(state.edition, address)
                for address in self._timed(state.edition)
            }
            self._untimed = (state, without)
        without = self._untimed[1]
        timed = {address: made.pop(address) for address in without if address in made}
        untimed = {address: page for address, page in without.items() if page is not None}
        whole = len(made) + len(timed) == len(state.pages)
        self._for_proxy.put(made, timed, untimed, whole=whole)

    def _without_the_hour(self, edition: E, address: str) -> Prepared | None:
        try:
            return self._prepared(edition, address, untimed=True)
        except Exception as error:
            log.error("%s cannot be kept without the hour: %s", address, type(error).__name__)
            return None

    def refresh(self) -> None:
        """Take in changed content; what cannot be read is reported and not shown."""
        try:
            revision = self._revision()
            if revision == self._seen:
                return
            edition = self._renew(self._state.edition)
            self._state = self._changed(self._begun(edition))
            revision = edition.revision
        except ValueError as error:
            # Content or settings that cannot be read: nothing to do before the next edit.
            log.error("changed content was not taken in:\n%s", error)
        except Exception as error:
            # Something passing, such as a file that has just gone: try again at the next look.
            log.error("changed content was not taken in yet: %s", type(error).__name__)
            return
        self._seen = revision

    def _changed(self, state: _State[E]) -> _State[E]:
        """All pages of a new edition, those that stayed the same as they were."""
        old = self._state
        same = self._same(old.edition, state.edition)
        for address in state.pages:
            before = old.pages.get(address)
            if before and address in same:
                page = before
            else:
                page = self._prepared(state.edition, address)
                if before and before.smallest and before.plain == page.plain:
                    page = prepared_as(page.made, page.plain, page.fresh_until, before.body)
                    page = replace(page, smallest=True)
            state.pages[address] = page
            if page.smallest:
                state.unsettled.pop(address)
        return state

    def _prepared(self, edition: E, address: str, *, untimed: bool = False) -> Prepared:
        """A page as the application makes it from an edition. Raises RuntimeError."""
        answer = self.app.test_client().get(
            address,
            headers={"Accept-Encoding": "identity"},
            environ_overrides={EDITION: edition, KEPT: True, UNTIMED: untimed},
        )
        if answer.status_code != HTTPStatus.OK:
            raise RuntimeError(f"{address} answers {answer.status_code} and cannot be prepared")
        if "Set-Cookie" in answer.headers:  # one person's session would be everybody's
            raise RuntimeError(f"{address} sets a cookie and cannot be prepared")
        fresh_until = float(answer.headers.pop(FRESH_UNTIL, "inf"))
        return prepared_as(answer.headers, answer.get_data(), fresh_until, quickly)


def _said(page: Prepared, method: str, accepted: str, known: str | None) -> Answer:
    variant = page.variants[_encoding(accepted)]
    if known is not None and _matches(known, variant.etag):
        return HTTPStatus.NOT_MODIFIED, variant.not_modified, b""
    return HTTPStatus.OK, variant.headers, variant.body if method == "GET" else b""


@lru_cache(maxsize=512)
def _encoding(accept: str) -> str:
    return best_encoding(parse_accept_header(accept))


def _matches(known: str, etag: str) -> bool:
    """Whether an If-None-Match names this page. The prefix of a weak tag does not matter here."""
    return known.strip() == "*" or etag in (
        each.strip().removeprefix("W/") for each in known.split(",")
    )
