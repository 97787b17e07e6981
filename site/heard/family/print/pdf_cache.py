"""The press: makes each leaflet once and keeps it, with a bound on what it keeps."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock


class Press:
    """Finished leaflets by their key, those used last first to stay. For several threads.

    One leaflet is made at a time. Whoever asks for the same one meanwhile waits and gets it too.
    """

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._size = 0
        self._making, self._keeping = Lock(), Lock()

    def printed(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The leaflet under `key`; `make` is called where there is none yet."""
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
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Hashable, made: bytes) -> None:
        with self._keeping:
            self._kept[key] = made
            self._size += len(made)
            while self._size > self._largest:
                self._size -= len(self._kept.popitem(last=False)[1])
