"""Systems without walls, and programs that have got into the examiner's process."""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from heard.casework.files.examining import COMMAND, SOURCE
from tests.casework.picturing import drawn, saved

ROOT = Path(__file__).parents[2]

#: What stands before a command so that the kernel seems to take no filter, as in some containers.
WITHOUT = (
    sys.executable,
    "-c",
    "import errno, os, sys; from heard.walls.system_calls import ALLOW, wall_in;"
    "wall_in((), ALLOW, {'seccomp': errno.EPERM}); os.execv(sys.argv[1], sys.argv[1:])",
)

# The reader of pictures is the intruder: it runs where a fault in Pillow would let it run.
_INSIDE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from heard.casework.files import examiner, images
from tests.support.attacks import ready
images.written_anew = ready(*sys.argv[1:])
del sys.argv[1:]
examiner.main()
"""


@dataclass(frozen=True)
class Targets:
    """What an intruder is after: a key, a database, a port here, a socket with a name."""

    key: Path
    database: Path
    port: int
    unix: Path

    def attacked(self, name: str) -> subprocess.CompletedProcess[bytes]:
        """The end of an examiner's process in which somebody tried the attack of this name."""
        given = (name, str(self.key), str(self.database), str(self.port), str(self.unix))
        return subprocess.run(
            (*COMMAND[:-2], "-c", _INSIDE, *given),
            input=saved(drawn()),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=SOURCE,
            env={},
            check=False,
        )


@contextmanager
def targets(folder: Path) -> Iterator[Targets]:
    """Things that anybody may open who is not walled in."""
    folder.mkdir(exist_ok=True)
    key, database, unix = folder / "receipt.key", folder / "heard.db", folder / "socket"
    key.write_bytes(os.urandom(32))
    made = sqlite3.connect(database)
    made.execute("CREATE TABLE things (thing)")
    made.commit()
    made.close()
    with socket.socket() as by_port, socket.socket(socket.AF_UNIX) as by_name:
        by_port.bind(("127.0.0.1", 0))
        by_name.bind(str(unix))
        by_port.listen()
        by_name.listen()
        yield Targets(key, database, by_port.getsockname()[1], unix)
