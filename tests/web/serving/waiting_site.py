"""A site for trying out how a site is stopped: it starts and answers when it is told to.

It says by a file that it has begun something, and goes on when another file is there. Where there
is a file that says so, its start fails.
"""

import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

_FOLDER = Path(os.environ["WAITING_SITE"])


def _begin(what: str) -> None:
    (_FOLDER / f"{what} has begun").touch()
    while not (_FOLDER / f"{what} may end").exists():
        time.sleep(0.01)


def begin() -> None:
    """Start in each worker, when it is told to."""
    if (_FOLDER / "the start fails").exists():
        (_FOLDER / f"start {os.getpid()} has failed").touch()
        os.kill(os.getpid(), signal.SIGKILL)  # as one that finds no memory
    _begin("the start")


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    """Answer at once, or at /slowly when it is told to."""
    if environ["PATH_INFO"] == "/slowly":
        _begin("an answer")
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"all\n"]
