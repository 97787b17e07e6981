"""The front of a site in this process, for browsers of tests: as Granian calls it, with no wire."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from types import SimpleNamespace
from typing import Any

from heard.web.serving.front import Front

PIECE = 1000


class Headers(dict):
    """A request's headers by their small names, as RSGI has them."""


class Asked:
    """A request's body in pieces, and what was answered."""

    def __init__(self, pieces: Callable[[], AsyncIterator[bytes]]) -> None:
        self._pieces = pieces
        self.left = asyncio.Event()
        self.answer: Any = None

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._pieces()

    async def client_disconnect(self) -> None:
        await self.left.wait()

    def response_bytes(self, *answer: Any) -> None:
        self.answer = answer


def scope(method: str, path: str, headers: dict[str, str], query: str = "") -> SimpleNamespace:
    """A request's head."""
    return SimpleNamespace(
        method=method,
        path=path,
        query_string=query,
        scheme="http",
        server="127.0.0.1:8000",
        http_version="1.1",
        headers=Headers(headers),
    )


class ThroughFront:
    """A front as a WSGI application, so that a browser of Werkzeug's can ask it."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        headers = {
            key.removeprefix("HTTP_").replace("_", "-").lower(): value
            for key, value in environ.items()
            if key.startswith("HTTP_") or key in ("CONTENT_TYPE", "CONTENT_LENGTH")
        }
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8")
        head = scope(environ["REQUEST_METHOD"], path, headers, environ["QUERY_STRING"])

        async def pieces() -> AsyncIterator[bytes]:
            for begin in range(0, len(body), PIECE):
                yield body[begin : begin + PIECE]
            yield b""

        status, answered, content = self.ask(head, pieces)
        start_response(f"{int(status)} Answered", answered)
        return [content]

    def ask(self, head: SimpleNamespace, pieces: Any = None, *, left: bool = False) -> Any:
        """What is answered; to nobody, where whoever asks has `left` already."""

        async def asking() -> Any:
            asked = Asked(pieces)
            if left:
                asked.left.set()
            await self.front.__rsgi__(head, asked)
            return asked.answer

        return asyncio.run_coroutine_threadsafe(asking(), self._loop).result(300)
