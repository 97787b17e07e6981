"""Having a family's file examined, in a process of its own, and one file after the other.

However many arrive at once, and however many processes serve, one file is in memory in the clear.
Two at a time were no quicker, measured on two processors, and need the memory twice.
"""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import heard
from heard.casework.files.file_kinds import JPEG, PDF, kind_of
from heard.casework.files.refusals import FileRefused, Refusal

_SECONDS = 30
_SOURCE = Path(heard.__file__).parents[1]
# No bytecode is written, and nothing of the account's own packages is used.
_COMMAND = (sys.executable, "-B", "-s", "-m", "heard.casework.files.examiner")

#: A file of the program's own, which every process can read and nobody has to make. The lock
#: changes nothing in it, and ends with the process that holds it.
_PLACE = Path(__file__)


@contextmanager
def turn() -> Iterator[None]:
    """Wait until nobody else has their turn, in any process of the site, and hold it."""
    with _PLACE.open("rb") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True)
class Examined:
    """A file as it is kept: `type` is "image/jpeg" or "application/pdf"."""

    type: str
    content: bytes = field(repr=False)


def examine(content: bytes) -> Examined:
    """The file as it can be kept: a picture or a PDF written anew. FileRefused.

    Whoever calls it holds a `turn`. A file that breaks its reader, or that takes longer
    than half a minute, counts as damaged.
    """
    kind_of(content)
    try:
        done = subprocess.run(  # noqa: S603  (our own program, no word of anybody in the command)
            _COMMAND,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_SOURCE,
            env={},
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(Refusal.DAMAGED) from None
    went_well = done.returncode == 0
    line, _, kept = done.stdout.partition(b"\n")
    # It may be large, and there is a copy now.
    del done
    said = line.decode("ascii", errors="replace")
    if went_well and said in (JPEG, PDF):
        return Examined(said, kept)
    refused = said in set(Refusal) and went_well
    raise FileRefused(Refusal(said) if refused else Refusal.DAMAGED)
