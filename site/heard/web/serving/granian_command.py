"""How Granian serves a site: every setting in one place, with the reason for it.

Measured on two cores with `bench/guides`, prepared pages and form pages a second:

    1 worker,  1 thread      74,000   430
    1 worker,  8 threads     45,000   460
    2 workers, 1 thread      75,000   740
    2 workers, 4 or 8        75,000   580 to 710

Threads of one worker wait for each other in Python; workers do not. So there is a worker for each
core. The threads are for what waits outside Python: the disk at a commit, Argon2, and above all
bodies that come slowly; how many may do what is in `web.admission`.
"""

import os
import sys

from heard.web.admission import PLACES


def cores() -> int:
    """The processor cores that this process may use: one worker for each serves best."""
    return len(os.sched_getaffinity(0))


def granian_command(target: str, host: str, port: int, workers: int) -> list[str]:
    """The command that serves the WSGI application `target` ("module:name")."""
    return [
        sys.executable,
        "-m",
        "granian",
        # RSGI hands each request to an event loop as well: a quarter slower for a ready answer.
        *("--interface", "wsgi"),
        *("--host", host),
        *("--port", str(port)),
        *("--workers", str(workers)),
        *("--blocking-threads", str(PLACES)),
        # Browsers speak HTTP/2 over TLS only, and TLS ends at the proxy.
        *("--http", "1"),
        "--no-ws",
        # Ten times less for each connection than by default: bodies are read as they come.
        *("--http1-buffer-size", "65536"),
        # Addresses are nobody's business.
        "--no-access-log",
        *("--log-level", "error"),
        target,
    ]
