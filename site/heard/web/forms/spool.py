"""Files that are posted lie encrypted from their first byte on.

Werkzeug alone keeps small files in memory and writes larger ones to a temporary file as they are.
Here each is encrypted piece by piece, with a key that only memory holds, into a temporary file that
has no name. No more of a file is kept than may be taken, however much arrives.
"""

import io
import tempfile
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from flask import Flask, Request, request
from werkzeug.datastructures import FileStorage

from heard.casework.files.attaching import Arrived
from heard.casework.files.refusals import LARGEST_FILE, LARGEST_TOGETHER, Refusal
from heard.vault.primitives.boxes import close, new_key, unclose
from heard.web.serving.front import LEFT

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

#: A post with files that is larger is refused before it is read. What is kept of it is far less;
#: the rest is read to its end, or a browser would show a broken connection and not our page. A film
#: or all photos of a day that somebody chooses by mistake must not cost them what they typed.
LARGEST_UPLOAD = 1000 * 1024 * 1024

#: Fields of a page and as many files as may be chosen at once.
_MOST_PARTS = 100

_PIECE = 64 * 1024
#: What encryption adds to a piece: version, nonce and tag.
_ADDED = len(close(new_key(), b""))


class Spool(io.RawIOBase):
    """A file that is written once, from beginning to end, and then read from its beginning.

    `most` is how many bytes are kept. From the byte after on everything is thrown away, and
    `refused` says TOO_LARGE; a disk that is full makes it NO_ROOM.
    """

    def __init__(self, most: int, too_much: Refusal = Refusal.TOO_LARGE) -> None:
        self.refused: Refusal | None = None
        self.size = 0
        self._most, self._too_much = most, too_much
        self._key = new_key()
        self._file: BinaryIO | None = None
        self._pending = bytearray()

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer") -> int:
        """Keep `data`, encrypted, or throw it away; it always counts as written."""
        length = memoryview(data).nbytes
        if not self.refused:
            self.size += length
            self._pending += data
            if self.size > self._most:
                self._give_up(self._too_much)
            while len(self._pending) >= _PIECE:
                self._put(_PIECE)
        return length

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to the beginning, to read. There is no other place to go to."""
        if (offset, whence) != (0, io.SEEK_SET):
            raise io.UnsupportedOperation("only the beginning can be found")
        if self._pending and not self.refused:
            self._put(len(self._pending))
        self._pending.clear()
        return self._file.seek(0) if self._file else 0

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read what comes next."""
        wanted = memoryview(buffer)
        if not self._pending and self._file and (piece := self._file.read(_PIECE + _ADDED)):
            self._pending += unclose(self._key, piece)
        taken = min(len(wanted), len(self._pending))
        wanted[:taken] = self._pending[:taken]
        del self._pending[:taken]
        return taken

    def close(self) -> None:
        """Let the file go; nothing of it is left."""
        if self._file:
            self._file.close()
        super().close()

    def _put(self, length: int) -> None:
        closed = close(self._key, bytes(self._pending[:length]))
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (see `close`)
            written = self._file.write(closed)
        except OSError:
            written = 0
        if written == len(closed):
            del self._pending[:length]
        else:
            self._give_up(Refusal.NO_ROOM)

    def _give_up(self, why: Refusal) -> None:
        self.refused = why
        self._pending.clear()
        if self._file:
            self._file.truncate(0)


class SpoolingRequest(Request):
    """A request whose files are spooled as above, no more of them than may be taken together."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        # Werkzeug asks for one after the other, each when the one before is complete.
        spools: list[Spool] = self.__dict__.setdefault("_spools", [])
        left = LARGEST_TOGETHER - sum(each.size for each in spools if not each.refused)
        if left < LARGEST_FILE:
            spools.append(Spool(left, Refusal.AT_ONCE_TOO_LARGE))
        else:
            spools.append(Spool(LARGEST_FILE))
        return cast(IO[bytes], spools[-1])


def encrypt_uploads(app: Flask) -> None:
    """Let every post to `app` that holds files be spooled encrypted."""
    app.request_class = SpoolingRequest


def admit_files() -> None:
    """Let this request be as large as files are. Before anything reads its form."""
    request.max_content_length = LARGEST_UPLOAD
    request.max_form_parts = _MOST_PARTS


def arrived(field: str) -> list[Arrived]:
    """The files that were chosen in a field of the form, in their order."""
    return [_arrived(each) for each in request.files.getlist(field) if each.filename]


def browser_left() -> Callable[[], bool]:
    """Asks whether the browser that sent this request has gone."""
    asks: Callable[[], bool] = request.environ.get(LEFT, lambda: False)
    return asks


def _arrived(file: FileStorage) -> Arrived:
    spool = cast(Spool, file.stream)
    # Buffered, so that one reading gives as much as it asks for and not a piece of it.
    return Arrived(file.filename or "", io.BufferedReader(spool), spool.refused)
