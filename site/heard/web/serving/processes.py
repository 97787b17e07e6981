"""Starting the two sites: two processes, each told only where its own secrets lie."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial

from heard.authority import installation
from heard.web.serving.granian_command import DESK_WORKERS, cores, granian_command
from heard.web.serving.parents import end_with_parent

_LOOK_EVERY_SECONDS = 0.2
_TIME_TO_STOP_SECONDS = 10


class Server(StrEnum):
    """The two sites."""

    FAMILY = "family"
    DESK = "desk"


def environment(server: Server) -> dict[str, str]:
    """The environment of a site's process: the other one's secrets are not named in it.

    The data folder is not named either, since both folders of secrets may lie inside it.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("HEARD_DATA", "HEARD_FAMILY_SECRETS", "HEARD_DESK_SECRETS")
    }
    kept["HEARD_DATABASE"] = installation.database_url()
    if server is Server.FAMILY:
        kept["HEARD_FAMILY_SECRETS"] = str(installation.family_secrets())
        kept["HEARD_CACHE"] = str(installation.cache_folder())
    else:
        kept["HEARD_DESK_SECRETS"] = str(installation.desk_secrets())
    # Without it every thread keeps the largest piece of memory that it ever held (glibc).
    kept.setdefault("MALLOC_MMAP_THRESHOLD_", "131072")
    return kept


def command(server: Server, host: str, workers: int | None) -> list[str]:
    """The command that serves a site, with as many workers as serve it best unless given."""
    target = f"heard.{server}.server:application"
    if server is Server.FAMILY:
        port, threads = installation.family_port(), installation.family_connections()
        return granian_command(target, host, port, workers or cores(), threads)
    port, threads = installation.desk_port(), installation.desk_connections()
    return granian_command(target, host, port, workers or DESK_WORKERS, threads)


def run_alone(server: Server, host: str, workers: int | None) -> None:
    """Become the process of one site."""
    os.execve(sys.executable, command(server, host, workers), environment(server))  # noqa: S606


def run_together(servers: Sequence[Server], host: str, workers: int | None) -> int:
    """Serve several sites until one ends or we are asked to stop; the exit code."""
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    running = {
        server: subprocess.Popen(  # noqa: S603
            command(server, host, workers),
            env=environment(server),
            # Nothing runs in other threads yet.
            preexec_fn=partial(end_with_parent, os.getpid(), signal.SIGTERM),
        )
        for server in servers
    }
    while not stopping and all(process.poll() is None for process in running.values()):
        time.sleep(_LOOK_EVERY_SECONDS)
    for server, process in running.items():
        if not stopping and process.poll() is not None:
            sys.stderr.write(f"The {server} process has ended by itself; stopping.\n")
    _end(running)
    return 0 if stopping else 1


def _end(running: Mapping[Server, subprocess.Popen[bytes]]) -> None:
    for process in running.values():
        process.terminate()
    until = time.monotonic() + _TIME_TO_STOP_SECONDS
    for process in running.values():
        try:
            process.wait(max(until - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            process.kill()  # its workers go with it
            process.wait()
