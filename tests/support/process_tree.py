"""Which processes there are, and waiting for what they do by themselves."""

import socket
import time
from collections.abc import Callable
from pathlib import Path

#: Far more than it takes, on a slow machine too: who waits longer waits for ever.
LONG = 90


def until(holds: Callable[[], object], what: str) -> None:
    """Wait for something that comes by itself."""
    end = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < end, f"{what}: not in {LONG} seconds"
        time.sleep(0.02)


def below(parent: int) -> set[int]:
    """All processes that a process has started, and those that they have."""
    parents = _parents()
    found = {parent}
    while more := {each for each, by in parents.items() if by in found} - found:
        found |= more
    return found - {parent}


def children(parent: int) -> set[int]:
    """The processes that a process has started itself."""
    return {each for each, by in _parents().items() if by == parent}


def _parents() -> dict[int, int]:
    """Whose child each process is; one may be gone by the time that it is looked at."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return parents


def runs(process: int) -> bool:
    """Whether a process is there and not just waiting to be counted as dead."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def is_free(port: int) -> bool:
    """Whether nobody listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
