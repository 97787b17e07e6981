"""The smallest form of each public page, worked out once for all workers and kept on the disk.

Brotli at its best takes a hundred times as long as at a middling setting, for a tenth fewer bytes.
So a page is sent quickly compressed at first, and in its smallest form once one of the workers has
worked that out. What is kept is found by the hash of the page itself, so nothing in the folder can
be out of date; and it is unpacked and compared before it is used, so nothing in it can be wrong.
"""

import fcntl
import gzip
import hashlib
import logging
import os
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli

from heard.web.serving.compression import SMALLEST, compressed
from heard.whole_files import write_whole

log = logging.getLogger("heard")

#: Brotli's 5 costs hardly more than gzip and is a tenth larger than the smallest.
_QUICK = 5

#: A page that nobody has had for so long is not likely to come again.
_KEPT_SECONDS = 30 * 24 * 3600

_ENDINGS = {"br": "br", "gzip": "gz"}
_LOCK = "lock"


def quickly(plain: bytes, encoding: str) -> bytes:
    """`plain` in an encoding, at a cost that nobody notices."""
    return compressed(plain, encoding, _QUICK)


class CompressedPages:
    """Public pages in their smallest form. `folder` is shared by all workers of a site.

    Where there is none, or nothing can be written, each worker works out everything by itself.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def smallest(self, plain: bytes, encoding: str) -> bytes:
        """`plain` in its smallest form; taken from the folder where it is there already."""
        if encoding not in _ENDINGS:
            return plain
        if self._folder is None:
            return compressed(plain, encoding, SMALLEST)
        path = self._path(self._folder, plain, encoding)
        if (kept := _read(path, plain, encoding)) is not None:
            return kept
        try:
            # Workers come to the same pages in the same order: while one works, the others wait.
            with alone(self._folder):
                if (kept := _read(path, plain, encoding)) is not None:
                    return kept
                made = compressed(plain, encoding, SMALLEST)
                write_whole(path, made)
                return made
        except OSError as error:
            log.error("%s cannot be written to: %s", self._folder, error.strerror)
            self._folder = None
            return compressed(plain, encoding, SMALLEST)

    def forget_others(self, pages: Iterable[bytes]) -> None:
        """Delete what has not been used for a month, `pages` apart."""
        if self._folder is None or not self._folder.is_dir():
            return
        used = {
            self._path(self._folder, plain, encoding) for plain in pages for encoding in _ENDINGS
        }
        for path in self._folder.iterdir():
            if path in used or path.name == _LOCK:
                continue
            try:
                if time.time() - path.stat().st_mtime > _KEPT_SECONDS:
                    path.unlink()
            except OSError:
                continue  # another worker was there first

    @staticmethod
    def _path(folder: Path, plain: bytes, encoding: str) -> Path:
        return folder / f"{hashlib.sha256(plain).hexdigest()}.{_ENDINGS[encoding]}"


def _read(path: Path, plain: bytes, encoding: str) -> bytes | None:
    """What is kept at `path`; None unless it is really `plain`."""
    try:
        kept = path.read_bytes()
        unpacked = brotli.decompress(kept) if encoding == "br" else gzip.decompress(kept)
    except (OSError, EOFError, zlib.error, brotli.error):
        return None
    return kept if unpacked == plain else None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Only one process at a time; its end gives the place back, however it comes."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
