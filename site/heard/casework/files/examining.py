"""Having a family's file examined, in a process of its own, and one file after the other.

However many arrive at once, and however many processes serve, one file is in memory in the clear.
Two at a time were no quicker, measured on two processors, and need the memory twice.

Few may wait for their turn, and not for long: whoever finds no place hears so at once, and keeps
the words they typed. Nothing is examined for somebody who has gone.
"""

import fcntl
import hashlib
import os
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import heard
from heard.casework.files.examiner import WITHOUT_WALLS
from heard.casework.files.file_kinds import JPEG, LESS, PDF, kind_of
from heard.casework.files.refusals import LARGEST_TOGETHER, FileRefused, Refusal
from heard.walls.apart import ask

#: How many files are examined or wait for it at once, in all processes of a site.
MOST_AT_ONCE = 4

#: Seconds until whoever waits gives up. The reverse proxy gives up after 30, and asks nobody then.
_PATIENCE = 20.0
_LOOK_EVERY = 0.05

#: Seconds that one file may take, whatever else the machine has to do meanwhile. Of a processor it
#: may have far less: see `examiner`.
_SECONDS = 10
#: Bytes that an answer may have. More of one file could not be kept in any case.
_MOST = LARGEST_TOGETHER + 1024

#: Where the program lies, and the command that begins the examiner there.
SOURCE = Path(heard.__file__).parents[1]
# No bytecode is written, and nothing of the account's own packages is used.
COMMAND = (sys.executable, "-B", "-s", "-m", "heard.casework.files.examiner")

#: A file without a name or a byte, which the workers of a site inherit from the process that starts
#: them. Locks upon its bytes end with whoever holds them, however that ends.
_PLACES = os.memfd_create("heard-examining")
#: Which byte is whose: the places come first, then the turn, then a byte for each browser.
_TURN, _FIRST_SESSION = 512, 1024
#: struct flock (fcntl.h): kind, whence, start, length, and a process that is always 0 here.
_FLOCK = struct.Struct("hhqqi")


def _still_there() -> bool:
    return False


@contextmanager
def turn(session: str, left: Callable[[], bool] = _still_there) -> Iterator[None]:
    """Wait until nobody else has their turn, in any process of the site, and hold it.

    `session` is whoever it is for: they have one at a time. `left` says whether they have gone.
    FileRefused with BUSY at once where too many wait already, and after a while in vain.
    """
    places = os.open(f"/proc/self/fd/{_PLACES}", os.O_RDWR)
    try:
        own = int.from_bytes(hashlib.blake2b(session.encode(), digest_size=7).digest())
        free = _taken(places, _FIRST_SESSION + own) and any(
            _taken(places, place) for place in range(MOST_AT_ONCE)
        )
        if not free:
            raise FileRefused(Refusal.BUSY)
        until = time.monotonic() + _PATIENCE
        while not _taken(places, _TURN):
            if left() or time.monotonic() > until:
                raise FileRefused(Refusal.BUSY)
            time.sleep(_LOOK_EVERY)
        if left():
            raise FileRefused(Refusal.BUSY)
        yield
    finally:
        os.close(places)


def _taken(places: int, place: int) -> bool:
    """Whether nobody else has this place; it is ours then until `places` is closed."""
    wanted = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, place, 1, 0)
    try:
        # A lock of the opened file, not of the process: threads keep each other out too.
        fcntl.fcntl(places, fcntl.F_OFD_SETLK, wanted)
    except BlockingIOError:
        return False
    return True


@dataclass(frozen=True)
class Examined:
    """A file as it is kept: `type` is "image/jpeg" or "application/pdf".

    `less`: something in it that was no look of a page is left out, as a link.
    """

    type: str
    content: bytes = field(repr=False)
    less: bool = False


def examine(content: bytes, *, without_walls: bool = False) -> Examined:
    """The file as it can be kept: a picture or a PDF written anew. FileRefused.

    Whoever calls it holds a `turn`. A file that breaks its reader, or that takes too long, counts
    as damaged. It is opened behind walls; where the system gives none, only if `without_walls`.
    """
    kind_of(content)
    command = (*COMMAND, WITHOUT_WALLS) if without_walls else COMMAND
    answer = ask(command, content, folder=SOURCE, seconds=_SECONDS, most=_MOST)
    went_well = answer.well
    line, _, kept = answer.said.partition(b"\n")
    # It may be large, and there is a copy now.
    del answer
    said = line.decode("ascii", errors="replace")
    if went_well and said in (JPEG, PDF, PDF + LESS):
        return Examined(said.removesuffix(LESS), kept, less=said.endswith(LESS))
    refused = said in set(Refusal) and went_well
    raise FileRefused(Refusal(said) if refused else Refusal.DAMAGED)
