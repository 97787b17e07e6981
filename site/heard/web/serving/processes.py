"""Starting the two sites: two processes, each told only where its own secrets lie."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial

from heard.authority.installation import Installation, InstallationError
from heard.web.serving.granian_command import DESK_WORKERS, cores, granian_command
from heard.web.serving.parents import end_with_parent

_LOOK_EVERY_SECONDS = 0.2
_TIME_TO_STOP_SECONDS = 10


class Server(StrEnum):
    """The two sites."""

    FAMILY = "family"
    DESK = "desk"


_NAMES = {Server.FAMILY: "Family site", Server.DESK: "Desk"}
#: A page of each that anybody gets.
_FIRST_PAGES = {Server.FAMILY: "/en/", Server.DESK: "/sign-in"}
_TELL_EVERY_SECONDS = 10
_PATIENCE_SECONDS = 1.0


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
    port = _port(installation, server)
    if server is Server.FAMILY:
        threads = installation.family_connections
        return granian_command(target, host, port, workers or cores(), threads)
    threads = installation.desk_connections
    return granian_command(target, host, port, workers or DESK_WORKERS, threads)


def run_alone(installation: Installation, server: Server, host: str, workers: int | None) -> None:
    """Become the process of one site. InstallationError where its port is taken."""
    _require_free(host, _port(installation, server), server)
    os.execve(  # noqa: S606
        sys.executable,
        command(installation, server, host, workers),
        environment(installation, server),
    )


def run_together(
    installation: Installation, servers: Sequence[Server], host: str, workers: int | None
) -> int:
    """Serve several sites until one ends or we are asked to stop; the exit code.

    Says when it starts and, as soon as pages answer, where. InstallationError where a port is
    taken.
    """
    for server in servers:
        _require_free(host, _port(installation, server), server)
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
    start = _Start({server: (host, _port(installation, server)) for server in servers})
    while not stopping and all(process.poll() is None for process in running.values()):
        start.look()
        time.sleep(_LOOK_EVERY_SECONDS)
    for server, process in running.items():
        if not stopping and process.poll() is not None:
            sys.stderr.write(f"The {server} process has ended by itself; stopping.\n")
    _end(running)
    return 0 if stopping else 1


def _port(installation: Installation, server: Server) -> int:
    return installation.family_port if server is Server.FAMILY else installation.desk_port


def _require_free(host: str, port: int, server: Server) -> None:
    # Granian's workers share their port with whoever is there already, and would answer in turns.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            variable = "HEARD_PORT" if server is Server.FAMILY else "HEARD_DESK_PORT"
            raise InstallationError(
                f"{host}:{port} cannot be used for the {_NAMES[server].lower()}: {error.strerror}. "
                f"Stop what is there, or choose another port in {variable}"
            ) from None


class _Start:
    """Watches sites that have been started, and says of each when its pages answer."""

    def __init__(self, places: Mapping[Server, tuple[str, int]]) -> None:
        self._waiting = dict(places)
        self._begun = self._told = time.monotonic()
        _say("Starting. Settings, pages and translations are read and checked first.")

    def look(self) -> None:
        """Say what has changed since the last look."""
        if not self._waiting:
            return
        for server, (host, port) in list(self._waiting.items()):
            if _page_answers(server, host, port):
                del self._waiting[server]
                shown = "localhost" if server is Server.DESK and host == "127.0.0.1" else host
                _say(f"{_NAMES[server]:11}  http://{shown}:{port}")
        if not self._waiting:
            _say("Ready.")
        elif time.monotonic() - self._told > _TELL_EVERY_SECONDS:
            self._told = time.monotonic()
            names = " and ".join(_NAMES[server].lower() for server in self._waiting)
            _say(f"Still starting after {self._told - self._begun:.0f} seconds: {names}.")


def _page_answers(server: Server, host: str, port: int) -> bool:
    # Whoever listens everywhere is asked here.
    asked = "127.0.0.1" if host in ("0.0.0.0", "") else host  # noqa: S104
    connection = http.client.HTTPConnection(asked, port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", _FIRST_PAGES[server])
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


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
