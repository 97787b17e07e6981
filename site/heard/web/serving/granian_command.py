"""The command that serves a site, and how many workers it has."""

import os
import sys

from heard.web.admission import PLACES


def cores() -> int:
    """The processor cores that this process may use: one worker for each serves best."""
    return len(os.sched_getaffinity(0))


def granian_command(target: str, host: str, port: int, workers: int) -> list[str]:
    """The command that serves the WSGI application `target` ("module:name")."""
    return [
        *(sys.executable, "-m", "heard.web.serving.granian_server", target),
        *("--host", host),
        *("--port", str(port)),
        *("--workers", str(workers)),
        *("--threads", str(PLACES)),
    ]
