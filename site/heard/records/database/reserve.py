"""Room that is kept free so that things can be ended and deleted on a disk that is full.

A deletion in SQLite writes before it frees: without a byte left nobody could sign out, take back
what they sent, or leave. A file of a few megabytes lies beside the database, and is given up for
that. PostgreSQL's own disk is its operator's to keep free: a server without room stops altogether.
"""

import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import OperationalError

#: What a sweep of many rows may write.
SIZE = 8 * 1024 * 1024


class Reserve:
    """The file at `path`; None: there is none, and nothing to give up."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def keep(self) -> None:
        """Make the file where it is not there and the disk has room for more than that."""
        if self._path is None or self._path.exists():
            return
        # Where it cannot be made, everything else works as before.
        with suppress(OSError):
            if shutil.disk_usage(self._path.parent).free < 3 * SIZE:
                return
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                os.posix_fallocate(handle, 0, SIZE)
            finally:
                os.close(handle)

    def give_up(self) -> bool:
        """Free the room; False where there was none."""
        try:
            if self._path is None:
                return False
            self._path.unlink()
        except OSError:
            return False
        return True


def found_no_room(error: OperationalError) -> bool:
    """Whether SQLite could not write because its disk was full, in either of its two words."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
