"""Where the tests keep what they write: in memory, where the machine has enough of it."""

import os
import shutil
from pathlib import Path

#: Containers often give shared memory only 64 MB; a run of the tests needs some hundreds.
_ROOM = 2_000_000_000


def roomy_memory() -> str:
    """A folder in memory with room for the tests; "" where there is none."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM:
        return str(memory)
    return ""
