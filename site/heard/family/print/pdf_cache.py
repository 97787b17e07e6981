"""Finished PDFs: each is made once and kept, with a bound on what is kept."""

from collections.abc import Callable, Hashable
from threading import Lock

from cachetools import LRUCache


class PdfCache:
    """Finished PDFs by their key, those used last first to stay. For several threads.

    One is made at a time. Whoever asks for the same one meanwhile waits and gets it too.
    """

    def __init__(self, largest: int) -> None:
        """Keep no more than `largest` bytes together."""
        self._kept: LRUCache[Hashable, bytes] = LRUCache(largest, getsizeof=len)
        self._making, self._keeping = Lock(), Lock()

    def printed(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The PDF under `key`; `make` is called where there is none yet."""
        kept = self._found(key)
        if kept is not None:
            return kept
        with self._making:
            kept = self._found(key)
            if kept is None:
                kept = make()
                self._keep(key, kept)
            return kept

    def _found(self, key: Hashable) -> bytes | None:
        with self._keeping:
            return self._kept.get(key)

    def _keep(self, key: Hashable, made: bytes) -> None:
        if len(made) <= self._kept.maxsize:
            with self._keeping:
                self._kept[key] = made
