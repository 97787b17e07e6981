"""The command that serves a site, and how many workers it has."""

import os
import sys

#: The desk has few readers, who wait for their own passwords more than for each other.
DESK_WORKERS = 2


def cores() -> int:
    """The processor cores that this process may use: one worker for each serves best."""
    return len(os.sched_getaffinity(0))


def granian_command(
    target: str,
    host: str,
    port: int,
    workers: int,
    threads: int,
    *,
    name: str = "site",
    lifetime: float = 0,
) -> list[str]:
    """The command that serves the WSGI application `target` ("module:name").

    `threads` is how many requests at once each worker takes. `name` is what its log calls it.
    `lifetime` is after how many seconds a worker makes room for a fresh one; 0 for never.
    """
    return [
        *(sys.executable, "-m", "heard.web.serving.granian_server", target),
        *("--host", host),
        *("--port", str(port)),
        *("--workers", str(workers)),
        *("--threads", str(threads)),
        *("--name", name),
        *("--lifetime", str(lifetime)),
    ]
