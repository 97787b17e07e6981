"""Bodies as they come: a slow one costs a little memory, and no thread.

The event loop receives them. Whatever is no file is handed on when all of it is here. A post with
files is read by a thread while it comes, through a pipe that holds little of it. In both a body
has to keep coming: whoever sends too slowly is let go, and when there are too many, the slowest.
"""

import asyncio
import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from werkzeug.exceptions import RequestTimeout

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Seconds that every body has, and bytes a second that it brings on the whole from then on. A phone
#: on the slowest network there is (GPRS) sends three times as many.
GRACE = 15.0
LEAST_RATE = 1_000
#: Seconds after which the rest is not waited for, of words and of files. 30 MB at 400 kbit/s take
#: ten minutes.
LONGEST_FOR_WORDS = 60.0
LONGEST_FOR_FILES = 900.0

#: Bodies of words that may be on their way to one process, and bytes of all of them together.
MOST_AT_ONCE = 512
MOST_BYTES = 64 * 1024 * 1024
#: Seconds for which nobody's body has to give way to another's.
_SPARED = 3.0

#: So much of a file waits for its thread.
_PIPE = 256 * 1024


class Incoming(Protocol):
    """What Granian hands over with a request, as far as its body goes."""

    def __aiter__(self) -> "Incoming": ...

    async def __anext__(self) -> bytes: ...


class TooSlow(Exception):
    """A body did not keep coming, or had to give way to others."""


class Gone(Exception):
    """The browser has gone before its body was here."""


class TooMuch(Exception):
    """More has come than the application takes."""


@dataclass(eq=False)
class Body:
    """One body that is on its way."""

    began: float
    longest: float
    received: int = 0
    given_up: bool = False
    _waiting: asyncio.Timeout | None = None

    def rate(self, now: float) -> float:
        """Bytes a second so far."""
        return self.received / max(now - self.began, 0.001)

    async def next_piece(self, incoming: Incoming) -> bytes:
        """What comes next; empty at the end, and where the browser has gone. Raises TooSlow."""
        until = min(self.longest, GRACE + self.received / LEAST_RATE) + self.began
        if self.given_up:
            raise TooSlow
        try:
            async with asyncio.timeout_at(until) as self._waiting:
                piece = await incoming.__anext__()
        except TimeoutError:
            raise TooSlow from None
        except StopAsyncIteration:
            return b""
        finally:
            self._waiting = None
        self.received += len(piece)
        return piece

    def give_up(self) -> None:
        """Wait no longer."""
        self.given_up = True
        if self._waiting:
            self._waiting.reschedule(0.0)


class Bodies:
    """All bodies that are on their way to this process. For the event loop alone."""

    def __init__(self) -> None:
        self._words: set[Body] = set()
        self._files: set[Body] = set()

    async def whole(self, incoming: Incoming, announced: int | None, most: int) -> bytes:
        """A body of words, when all of it is here. Raises TooSlow, Gone and TooMuch.

        `announced` is how many bytes the browser has named.
        """
        if len(self._words) >= MOST_AT_ONCE and not _let_go(self._words):
            raise TooSlow
        pieces = list[bytes]()
        with _counted(self._words, LONGEST_FOR_WORDS) as body:
            stream = incoming.__aiter__()
            while announced is None or body.received < announced:
                piece = await body.next_piece(stream)
                if not piece:
                    break
                pieces.append(piece)
                if body.received > most:
                    raise TooMuch
                if sum(each.received for each in self._words) > MOST_BYTES:
                    max(self._words, key=lambda each: each.received).give_up()
        if announced is not None and body.received < announced:
            raise Gone
        return b"".join(pieces)

    async def through(self, pipe: "Pipe", incoming: Incoming, announced: int | None) -> None:
        """Hand a body on through `pipe` as it comes."""
        with _counted(self._files, LONGEST_FOR_FILES) as body:
            stream = incoming.__aiter__()
            try:
                while announced is None or body.received < announced:
                    piece = await body.next_piece(stream)
                    if not piece:
                        break
                    waited = await pipe.put(piece)
                    # How long we take ourselves does not count.
                    body.began += waited
            except TooSlow:
                pipe.too_slow = True
            finally:
                pipe.end()

    def let_go_of_a_slow_file(self) -> bool:
        """Give up the slowest post with files; False where none has had its time yet."""
        return _let_go(self._files)


@contextmanager
def _counted(bodies: set[Body], longest: float) -> Iterator[Body]:
    body = Body(asyncio.get_running_loop().time(), longest)
    bodies.add(body)
    try:
        yield body
    finally:
        bodies.discard(body)


def _let_go(bodies: set[Body]) -> bool:
    now = asyncio.get_running_loop().time()
    old = [each for each in bodies if not each.given_up and now - each.began > _SPARED]
    if not old:
        return False
    slowest = min(old, key=lambda each: each.rate(now))
    slowest.give_up()
    bodies.discard(slowest)
    return True


class Pipe(io.RawIOBase):
    """A body that one thread reads while the event loop receives it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._changed = threading.Condition()
        self._read = asyncio.Event()
        self._held = bytearray()
        self._ended = False
        #: Whether it came too slowly; whoever reads is told so at its end.
        self.too_slow = False

    async def put(self, piece: bytes) -> float:
        """Hand a piece on; the seconds until there was room for the next one."""
        begun = time.monotonic()
        with self._changed:
            self._held += piece
            self._read.clear()
            self._changed.notify()
            full = len(self._held) > _PIPE
        if full:
            await self._read.wait()
        return time.monotonic() - begun

    def end(self) -> None:
        """Nothing more comes."""
        with self._changed:
            self._ended = True
            self._changed.notify()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read what is here, or wait for it. Raises RequestTimeout."""
        wanted = memoryview(buffer)
        with self._changed:
            self._changed.wait_for(lambda: self._held or self._ended)
            if self.too_slow:
                raise RequestTimeout
            taken = min(len(wanted), len(self._held))
            wanted[:taken] = self._held[:taken]
            del self._held[:taken]
            room = not self._held
        if room:
            self._loop.call_soon_threadsafe(self._read.set)
        return taken
