"""The process in which a family's file is opened: alone, with nothing to take and little to use.

It reads a file from its standard input, and writes one line: why the file is refused, or the type
of what is kept, and LESS where more than its look was in it; then the file as it was written anew.
It holds no key and no environment. Before it looks into the file it gives up everything but memory
of its own and its answer: a call to the system for anything else, be it to open a file, to connect
or to begin another process, ends it. It is ended, too, when it takes too much memory or time. So a
file that was made to break its reader breaks nothing else.

`examining` starts it, and `file_taking` sees whether the system lets it have such walls.
"""

import logging
import mmap
import os
import resource
import sys
import warnings

from heard.casework.files.file_kinds import JPEG, LESS, PDF, kind_of
from heard.casework.files.refusals import FileRefused, Refusal
from heard.walls.landlock import read_only
from heard.walls.system_calls import END, Call, NoWalls, Only, wall_in

#: Only see whether a file can be opened behind the walls; this ends the process where they hold.
TRY = "--try"
#: Go on, with bounds alone, where the system gives no walls: what the council has decided.
WITHOUT_WALLS = "--without-walls"

#: Bytes of memory of its own, and seconds of a processor: ten times what the largest photo of a
#: phone takes, or a scanned letter of many pages. A file that was made to take long keeps nobody
#: waiting for longer than that.
_MEMORY = 192 * 1024 * 1024
_SECONDS = 2

_STANDARD_OUTPUT = 1
_NEVER_RUN = Only(2, 0, mask=mmap.PROT_EXEC)

#: Memory that holds no program, the time, chance, and the answer: measured with every kind of file.
_ALLOWED = (
    Call("write", (Only(0, _STANDARD_OUTPUT),)),
    Call("mmap", (_NEVER_RUN, Only(3, mmap.MAP_ANONYMOUS, mask=mmap.MAP_ANONYMOUS))),
    Call("mprotect", (_NEVER_RUN,)),
    *map(Call, ("munmap", "mremap", "madvise", "brk", "futex")),
    *map(Call, ("clock_gettime", "clock_getres", "getrandom")),
    *map(Call, ("exit", "exit_group")),
)


def main() -> None:
    """Examine one file."""
    if TRY in sys.argv:
        _give_up_everything()
        os.open(__file__, os.O_RDONLY)
        return
    content = sys.stdin.buffer.read()
    kept = b""
    try:
        kind = kind_of(content)
        if kind == "PDF":
            from heard.casework.files.pdfs import pages_alone

            _give_up_everything()
            pages = pages_alone(content)
            said, kept = PDF + LESS * pages.less, pages.content
        else:
            from heard.casework.files.images import written_anew

            _give_up_everything()
            said, kept = JPEG, written_anew(content, kind)
    except FileRefused as refused:
        said = str(refused.reason)
    except NoWalls:
        said = str(Refusal.NO_WALLS)
    _answer(said.encode("ascii") + b"\n")
    _answer(kept)
    # Python would put its handlers of signals back first, which is not allowed any more.
    os._exit(0)


def _answer(words: bytes) -> None:
    left = memoryview(words)
    while left:
        left = left[os.write(_STANDARD_OUTPUT, left) :]


def _give_up_everything() -> None:
    """Put up the walls, with what has been loaded until now inside. NoWalls."""
    # To say something of a file a library would open the program's own, or write beside the answer.
    warnings.simplefilter("ignore")
    logging.disable()
    os.umask(0o077)
    os.chdir("/")
    # Only the answer stays open, and nothing at all can be opened.
    os.closerange(_STANDARD_OUTPUT + 1, os.sysconf("SC_OPEN_MAX"))
    os.close(0)
    read_only(())
    for what, most in (
        (resource.RLIMIT_DATA, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    try:
        wall_in(_ALLOWED, END)
    except NoWalls:
        if WITHOUT_WALLS not in sys.argv:
            raise


if __name__ == "__main__":
    main()
