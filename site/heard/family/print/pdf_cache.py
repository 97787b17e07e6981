"""Finished PDFs: each is made once and kept, with a bound on what is kept and on who waits.

One is made at a time, in all processes of a site together, so that leaflets never take more than
one processor from those who fill in forms. Few may wait for their turn, and not for long.
"""

import fcntl
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Lock

from cachetools import LRUCache

#: How many make a PDF, or wait until they may, in one process. Each holds a thread meanwhile.
MOST_AT_ONCE = 3
#: Seconds until whoever waits gives up. The reverse proxy gives up after 30, and asks nobody then.
_PATIENCE = 20.0
_LOOK_EVERY = 0.05

#: A file of the program's own, which every process can read and nobody has to make. The lock
#: changes nothing in it, and ends with the process that holds it.
_TURN = Path(__file__)


class Busy(RuntimeError):
    """Others wait already, or it takes too long until they are done."""


def _nobody_left() -> bool:
    return False


class PdfCache:
    """Finished PDFs by their key, those used last first to stay. For several threads.

    Whoever asks for one that is just being made waits, and gets the same.
    """

    def __init__(self, largest: int) -> None:
        """Keep no more than `largest` bytes together."""
        self._kept: LRUCache[Hashable, bytes] = LRUCache(largest, getsizeof=len)
        self._keeping = Lock()
        self._places = BoundedSemaphore(MOST_AT_ONCE)

    def printed(
        self,
        key: Hashable,
        make: Callable[[], bytes],
        left: Callable[[], bool] = _nobody_left,
    ) -> bytes:
        """The PDF under `key`; `make` is called where there is none yet. Raises Busy.

        `left` says whether whoever asks has gone: nothing is made for them then.
        """
        kept = self._found(key)
        if kept is not None:
            return kept
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            with _turn(left):
                kept = self._found(key)
                if kept is None:
                    kept = make()
                    self._keep(key, kept)
                return kept
        finally:
            self._places.release()

    def _found(self, key: Hashable) -> bytes | None:
        with self._keeping:
            return self._kept.get(key)

    def _keep(self, key: Hashable, made: bytes) -> None:
        if len(made) <= self._kept.maxsize:
            with self._keeping:
                self._kept[key] = made


@contextmanager
def _turn(left: Callable[[], bool]) -> Iterator[None]:
    """Wait until nobody else makes one, in any process of the site. Raises Busy."""
    until = time.monotonic() + _PATIENCE
    with _TURN.open("rb") as file:
        while not _locked(file.fileno()):
            if left() or time.monotonic() > until:
                raise Busy
            time.sleep(_LOOK_EVERY)
        if left():
            raise Busy
        yield


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
