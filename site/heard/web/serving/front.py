"""What a site's process answers with: ready pages at once, everything else behind a bulkhead.

Granian calls it on its event loop (RSGI). Nothing here waits for a browser in a thread: a ready
page is handed out on the spot, a body is received while no thread is held, and only what is here as
a whole goes to the application. So whatever happens to forms, a guide finds its way, and whoever
finds no place hears so at once.
"""

import asyncio
import io
import logging
import re
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol

from werkzeug.test import run_wsgi_app

from heard.web.admission import Answer, Bulkhead, BulkheadName, Doorkeeper, Place
from heard.web.app import LARGEST_POST
from heard.web.serving.bodies import Bodies, Gone, Incoming, Pipe, TooMuch, TooSlow
from heard.web.serving.page_cache import EDITION, PageCache

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = logging.getLogger("heard")

#: In the environment of a request: asks whether the browser has gone.
LEFT = "heard.left"
#: In the environment of a request: there is no room to keep it, only to give it back.
BRIEFLY = "heard.briefly"

_READING = frozenset({"GET", "HEAD"})
_FILES = re.compile(r"\s*multipart/form-data", re.IGNORECASE)

#: Seconds until a slow post with files that had to give way has left its place.
_UNTIL_LEFT, _LOOK_EVERY = 2.0, 0.05

#: A fifth of what Python has by itself.
_TURN_SECONDS = 0.001

_FAULT: Answer = (
    HTTPStatus.INTERNAL_SERVER_ERROR,
    [("Content-Type", "text/plain"), ("Cache-Control", "no-store")],
    b"Sorry, this page does not work right now. If somebody is in danger, call 999.\n",
)


class Scope(Protocol):
    """A request's head, as Granian hands it over."""

    method: str
    path: str
    query_string: str
    scheme: str
    server: str
    http_version: str
    headers: Any


class Asked(Incoming, Protocol):
    """The other half of a request: its body, and the way to answer it."""

    def client_disconnect(self) -> Any: ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...


class Front:
    """The application in front of `pages`, whose visitors `doorkeeper` knows.

    Once it `closes`, each answer tells a browser to ask on another connection next.
    """

    closes: Callable[[], bool] = staticmethod(lambda: False)

    def __init__(
        self,
        pages: PageCache[Any],
        doorkeeper: Doorkeeper,
        bulkheads: Mapping[BulkheadName, Bulkhead],
    ) -> None:
        self._pages, self._doorkeeper, self._bulkheads = pages, doorkeeper, bulkheads
        self._bodies = Bodies()

    def __rsgi_init__(self, loop: object) -> None:
        """Begin in a worker: the event loop must not wait long for its turn among busy threads."""
        sys.setswitchinterval(_TURN_SECONDS)

    async def __rsgi__(self, scope: Scope, asked: Asked) -> None:
        """Answer a request."""
        headers = scope.headers
        answer = self._pages.ready(
            scope.method,
            scope.path,
            headers.get("accept-encoding", ""),
            headers.get("if-none-match"),
        )
        if answer is None:
            try:
                answer = await self._answer(_environ(scope), asked)
            except Exception as error:
                # Granian would log its text.
                log.error("%s in front of the application", type(error).__name__)
                answer = _FAULT
        if self.closes():
            answer = (answer[0], [*answer[1], ("Connection", "close")], answer[2])
        asked.response_bytes(*answer)

    async def _answer(self, environ: "WSGIEnvironment", asked: Asked) -> Answer:
        environ[EDITION] = self._pages.edition
        reads = environ["REQUEST_METHOD"] in _READING
        with_files = not reads and bool(_FILES.match(environ.get("CONTENT_TYPE", "")))
        if reads and environ["PATH_INFO"] in self._pages.addresses:
            place = Place(BulkheadName.READING)
        else:
            place = self._doorkeeper.place(environ, with_files=with_files)
        if with_files:
            return await self._with_files(environ, asked, place)
        if not reads:
            try:
                await self._receive(environ, asked)
            except TooSlow:
                return self._doorkeeper.refusal(environ, HTTPStatus.REQUEST_TIMEOUT)
            except Gone:
                return _FAULT  # nobody is there to read it
        for bulkhead in self._bulkheads_for(environ, place):
            if bulkhead.enter(place.browser):
                try:
                    if place.bulkhead is BulkheadName.PAPER:
                        return await self._while_there(environ, asked, bulkhead)
                    return await self._worked_out(environ, bulkhead)
                finally:
                    bulkhead.leave(place.browser)
            environ[BRIEFLY] = True
        return self._doorkeeper.refusal(environ, HTTPStatus.SERVICE_UNAVAILABLE)

    def _bulkheads_for(self, environ: "WSGIEnvironment", place: Place) -> list[Bulkhead]:
        """Where a request may be worked on: what was typed into a form is at least given back."""
        bulkheads = [self._bulkheads[place.bulkhead]]
        if self._doorkeeper.may_be_brief(environ):
            bulkheads.append(self._bulkheads[BulkheadName.HURRIED])
        return bulkheads

    async def _receive(self, environ: "WSGIEnvironment", asked: Asked) -> None:
        """Wait for a body of words. Of one that is too large the application hears its size."""
        announced = _announced(environ)
        if announced is not None and announced > LARGEST_POST:
            return
        try:
            body = await self._bodies.whole(asked, announced, LARGEST_POST)
        except TooMuch:
            environ["CONTENT_LENGTH"] = str(LARGEST_POST + 1)
            return
        environ["CONTENT_LENGTH"] = str(len(body))
        environ["wsgi.input"] = io.BytesIO(body)

    async def _with_files(self, environ: "WSGIEnvironment", asked: Asked, place: Place) -> Answer:
        bulkhead = self._bulkheads[place.bulkhead]
        if not await self._entered(bulkhead, place.browser):
            return self._doorkeeper.refusal(environ, HTTPStatus.SERVICE_UNAVAILABLE)
        left, pipe = threading.Event(), Pipe()
        environ[LEFT], environ["wsgi.input"] = left.is_set, pipe
        environ["wsgi.input_terminated"] = True
        beside = [
            asyncio.create_task(self._bodies.through(pipe, asked, _announced(environ))),
            asyncio.create_task(_watch(asked, left)),
        ]
        try:
            return await self._worked_out(environ, bulkhead)
        finally:
            bulkhead.leave(place.browser)
            for task in beside:
                task.cancel()

    async def _while_there(
        self, environ: "WSGIEnvironment", asked: Asked, bulkhead: Bulkhead
    ) -> Answer:
        """What takes long is not begun for a browser that has gone."""
        left = threading.Event()
        environ[LEFT] = left.is_set
        watching = asyncio.create_task(_watch(asked, left))
        try:
            return await self._worked_out(environ, bulkhead)
        finally:
            watching.cancel()

    async def _entered(self, bulkhead: Bulkhead, browser: str) -> bool:
        """Whether there is a place for a post with files; the slowest one gives way for it."""
        if bulkhead.enter(browser):
            return True
        if (browser and bulkhead.has_enough(browser)) or not self._bodies.let_go_of_a_slow_file():
            return False
        until = asyncio.get_running_loop().time() + _UNTIL_LEFT
        while asyncio.get_running_loop().time() < until:
            await asyncio.sleep(_LOOK_EVERY)
            if bulkhead.enter(browser):
                return True
        return False

    async def _worked_out(self, environ: "WSGIEnvironment", bulkhead: Bulkhead) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(bulkhead.pool, self._call, environ)

    def _call(self, environ: "WSGIEnvironment") -> Answer:
        chunks, status, headers = run_wsgi_app(self._pages, environ, buffered=True)
        return int(status.partition(" ")[0]), list(headers), b"".join(chunks)


async def _watch(asked: Asked, left: threading.Event) -> None:
    await asked.client_disconnect()
    left.set()


def _announced(environ: "WSGIEnvironment") -> int | None:
    """How many bytes the browser says its body has; None where it does not say."""
    with suppress(KeyError, ValueError):
        return int(environ["CONTENT_LENGTH"])
    return None if "HTTP_TRANSFER_ENCODING" in environ else 0


def _environ(scope: Scope) -> "WSGIEnvironment":
    """A request's head as WSGI has it (PEP 3333). No address of anybody stands in it."""
    host, _, port = scope.server.rpartition(":")
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        separator = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value
    return environ
