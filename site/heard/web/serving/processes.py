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
from pathlib import Path

from heard.authority.installation import Installation, InstallationError
from heard.authority.private_files import close_to_others
from heard.web.serving.granian_command import DESK_WORKERS, cores, granian_command
from heard.web.serving.parents import end_with_parent
from heard.web.serving.restarts import Restarts, how_it_ended

_LOOK_EVERY_SECONDS = 0.2
_TIME_TO_STOP_SECONDS = 10

#: A site that ran so long is no part of a row of ends. Its start alone may take a third of it.
_LONG_ENOUGH_SECONDS = 60.0


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
    of_family = server is Server.FAMILY
    return granian_command(
        f"heard.{server}.server:application",
        host,
        _port(installation, server),
        workers or (cores() if of_family else DESK_WORKERS),
        installation.family_connections if of_family else installation.desk_connections,
        name=_NAMES[server].lower(),
        lifetime=installation.worker_hours * 3600,
    )


def run_alone(installation: Installation, server: Server, host: str, workers: int | None) -> None:
    """Become the process of one site.

    InstallationError where its port is taken or others can read what it keeps.
    """
    _require_free(host, _port(installation, server), server)
    close_to_others(installation, [_secrets(installation, server)])
    os.execve(  # noqa: S606
        sys.executable,
        command(installation, server, host, workers),
        environment(installation, server),
    )


def run_together(
    installation: Installation, servers: Sequence[Server], host: str, workers: int | None
) -> int:
    """Serve several sites until we are asked to stop; the exit code.

    Says when it starts and, as soon as pages answer, where. A site that ends by itself is started
    again, and said so; one that cannot start or ends again and again ends them all.
    InstallationError where a port is taken or others can read what is kept.
    """
    for server in servers:
        _require_free(host, _port(installation, server), server)
    close_to_others(installation, [_secrets(installation, server) for server in servers])
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    start = _Start({server: (host, _port(installation, server)) for server in servers})
    sites = [
        _Site(
            server,
            command(installation, server, host, workers),
            environment(installation, server),
        )
        for server in servers
    ]
    kept_alive = True
    while kept_alive and not stopping:
        start.look()
        kept_alive = all(
            site.keep_alive(has_answered=not start.waits_for(site.server)) for site in sites
        )
        time.sleep(_LOOK_EVERY_SECONDS)
    _end([site.process for site in sites])
    return 0 if stopping else 1


class _Site:
    """One site, in processes of its own that end with this one."""

    def __init__(self, server: Server, words: list[str], known: Mapping[str, str]) -> None:
        self.server, self._words, self._known = server, words, known
        self._restarts = Restarts(_LONG_ENOUGH_SECONDS)
        self._due: float | None = None
        self._begin()

    def _begin(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603
            self._words,
            env=self._known,
            # Nothing runs in other threads.
            preexec_fn=partial(end_with_parent, os.getpid(), signal.SIGTERM),
        )
        self._begun = time.monotonic()

    def keep_alive(self, *, has_answered: bool) -> bool:
        """Start the site again where it has ended; False where that is no use.

        What ends before it `has_answered` at all has said why, and would only say it again.
        """
        now = time.monotonic()
        if self._due is not None:
            if self._due <= now:
                self._due = None
                self._begin()
            return True
        if self.process.poll() is None:
            return True
        name, how = _NAMES[self.server].lower(), how_it_ended(self.process.returncode)
        wait = self._restarts.wait_after(now - self._begun) if has_answered else None
        if wait is None:
            again = " again and again" if has_answered else " before it answered"
            sys.stderr.write(f"Error: the {name} ended{again}, {how}. Everything stops.\n")
            return False
        when = f" in {wait:g} seconds" if wait else ""
        sys.stderr.write(f"The {name} ended {how}. It is started again{when}.\n")
        self._due = now + wait
        return True


def _port(installation: Installation, server: Server) -> int:
    return installation.family_port if server is Server.FAMILY else installation.desk_port


def _secrets(installation: Installation, server: Server) -> Path:
    return installation.family_secrets if server is Server.FAMILY else installation.desk_secrets


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

    def waits_for(self, server: Server) -> bool:
        """Whether the pages of a site have not answered yet."""
        return server in self._waiting

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


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + _TIME_TO_STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(until - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            process.kill()  # its workers go with it
            process.wait()
