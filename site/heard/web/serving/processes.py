"""Starting the two sites: two processes, each told only where its own secrets lie."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial

from heard.authority.installation import Installation
from heard.web.serving.granian_command import DESK_WORKERS, cores, granian_command
from heard.web.serving.parents import end_with_parent

_LOOK_EVERY_SECONDS = 0.2
_TIME_TO_STOP_SECONDS = 10


class Server(StrEnum):
    """The two sites."""

    FAMILY = "family"
    DESK = "desk"


def environment(installation: Installation, server: Server) -> dict[str, str]:
    """The environment of a site's process: the other one's secrets are not named in it."""
    if server is Server.FAMILY:
        return installation.environment_of_family()
    return installation.environment_of_desk()


def command(
    installation: Installation, server: Server, host: str, workers: int | None
) -> list[str]:
    """The command that serves a site, with as many workers as serve it best unless given."""
    target = f"heard.{server}.server:application"
    if server is Server.FAMILY:
        port, threads = installation.family_port, installation.family_connections
        return granian_command(target, host, port, workers or cores(), threads)
    port, threads = installation.desk_port, installation.desk_connections
    return granian_command(target, host, port, workers or DESK_WORKERS, threads)


def run_alone(installation: Installation, server: Server, host: str, workers: int | None) -> None:
    """Become the process of one site."""
    os.execve(  # noqa: S606
        sys.executable,
        command(installation, server, host, workers),
        environment(installation, server),
    )


def run_together(
    installation: Installation, servers: Sequence[Server], host: str, workers: int | None
) -> int:
    """Serve several sites until one ends or we are asked to stop; the exit code."""
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    running = {
        server: subprocess.Popen(  # noqa: S603
            command(installation, server, host, workers),
            env=environment(installation, server),
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
