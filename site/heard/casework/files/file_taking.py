"""Whether pictures and papers are taken at all: is there room, and is there a place to open them.

The place is the `examiner`'s process. Whether the system lets it wall itself in is not read off a
version: it is tried, once for each process of the site.
"""

import signal
import subprocess
from functools import cache

from heard.casework.files.disk_space import room_for_files, room_on_the_way
from heard.casework.files.examiner import TRY
from heard.casework.files.examining import COMMAND, SOURCE
from heard.records.database.store import Store

#: What is said to whoever runs the machine, by `heard check` and in the log.
NO_WALLS = (
    "this system lets no process wall itself in, so the forms take words and no files: see "
    "docs/operating.md, Walls"
)


def files_taken(store: Store, *, without_walls: bool) -> bool:
    """Whether files can be taken: on their way, into the database, and opened in between.

    `without_walls` is what the council has decided for a system that has none.
    """
    return room_on_the_way() and room_for_files(store) and (without_walls or walls_hold())


@cache
def walls_hold() -> bool:
    """Whether a process that has walled itself in is ended when it opens a file."""
    tried = subprocess.run(  # noqa: S603  (our own program, no word of anybody in the command)
        (*COMMAND, TRY),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=SOURCE,
        env={},
        check=False,
    )
    return tried.returncode == -signal.SIGSYS
