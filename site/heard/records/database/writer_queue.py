"""Where writers of SQLite stand in line, those of other processes too.

SQLite takes one writer at a time and lets the others sleep for longer and longer; who wakes at the
right moment comes first, and a family may wait for seconds beside others who just came. Here the
kernel wakes the next one, and takes the place back from a process that dies.
"""

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType


class WriterQueue:
    """One place, for all threads of all processes that name the same file.

    `file` is made when it is first needed and stays empty. It is another one than the database's
    own, because closing that would let go of SQLite's locks. None: for this process alone.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._handle: int | None = None
        self._mine = Lock()

    def __enter__(self) -> None:
        self._mine.acquire()
        try:
            if self._handle is None and self._file is not None:
                # Where no file can be made, SQLite will say what is wrong with the place.
                with suppress(OSError):
                    self._handle = os.open(self._file, os.O_RDONLY | os.O_CREAT, 0o644)
            if self._handle is not None:
                fcntl.flock(self._handle, fcntl.LOCK_EX)
        except BaseException:
            self._mine.release()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._handle is not None:
            fcntl.flock(self._handle, fcntl.LOCK_UN)
        self._mine.release()

    def close(self) -> None:
        """Give the file back; it is opened again when it is needed."""
        with self._mine:
            if self._handle is not None:
                os.close(self._handle)
                self._handle = None
