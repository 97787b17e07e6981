"""Heard and nginx as a benchmark starts them, and wrk that drives them.

Heard runs as in production, a newly founded council in a temporary folder. nginx is Debian's, with
as many workers as there are cores, no log, and the headers that Heard sends.
"""

import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from heard.web.serving.granian_command import cores

CHECKOUT = Path(__file__).parents[1]
CONNECTIONS, SECONDS = 50, 1
#: What browsers of today send.
ACCEPT_ENCODING = "gzip, deflate, br, zstd"
#: nginx makes these itself, or they belong to one connection only.
_NOT_COPIED = {"content-length", "content-type", "content-encoding", "connection", "server", "date"}

_NGINX = """
{user} daemon off; worker_processes {workers}; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 1024; }}
http {{
  client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
  uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  types {{ }} default_type "text/html; charset=utf-8"; etag off; max_ranges 0;
  map $http_accept_encoding $suffix {{ default ""; ~br .br; ~gzip .gz; }}
  map $suffix $encoding {{ default ""; .br br; .gz gzip; }}
  add_header Last-Modified "";
  {headers}
  add_header Content-Encoding $encoding;
  root {folder}/www;
  server {{ listen 127.0.0.1:{port}; location / {{ try_files $uri$suffix $uri =404; }} }}
  server {{
    listen 127.0.0.1:{bare_port}; open_file_cache max=100;
    location = {address} {{ alias {folder}/www{address}.br; }}
  }}
}}
"""


@dataclass(frozen=True)
class Answer:
    """What a server sent: the headers by their small names, and the size of the whole head."""

    headers: dict[str, str]
    body: bytes
    head_bytes: int

    @property
    def wire_bytes(self) -> int:
        """Head and body."""
        return self.head_bytes + len(self.body)


@dataclass(frozen=True)
class Turn:
    """One turn of wrk: requests a second, microseconds of processor for each on both sides."""

    rate: float
    server_cost: float
    wrk_cost: float


@dataclass(frozen=True)
class Site:
    """A server that runs: where it answers and which process started it."""

    name: str
    port: int
    process: subprocess.Popen

    def get(self, address: str, encoding: str = ACCEPT_ENCODING) -> Answer:
        """A page in an encoding."""
        asked = Request(
            f"http://127.0.0.1:{self.port}{address}", headers={"Accept-Encoding": encoding}
        )
        with urlopen(asked, timeout=5) as response:
            head = "".join(f"{name}: {value}\r\n" for name, value in response.getheaders())
            return Answer(
                {name.lower(): value for name, value in response.getheaders()},
                response.read(),
                len(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode("latin-1")),
            )

    def processor_seconds(self) -> float:
        """Processor time of the site's processes so far."""
        return _processor_seconds(self.process.pid)

    def take_turn(self, address: str) -> Turn:
        """Let wrk ask for a page for a second."""
        ours, wrks = _processor_seconds(self.process.pid), _children_seconds()
        told = subprocess.run(
            [
                *("wrk", f"-t{cores()}", f"-c{CONNECTIONS}", f"-d{SECONDS}"),
                *("-H", f"Accept-Encoding: {ACCEPT_ENCODING}"),
                f"http://127.0.0.1:{self.port}{address}",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        if "Non-2xx" in told or "Socket errors" in told:
            sys.exit(f"{self.name} failed under load:\n{told}")
        answered = int(re.search(r"(\d+) requests in", told)[1])
        return Turn(
            float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]),
            (_processor_seconds(self.process.pid) - ours) / answered * 1e6,
            (_children_seconds() - wrks) / answered * 1e6,
        )


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def process_family(root: int) -> dict[int, int]:
    """A process and all below it, each with the processor time it took, in ticks."""
    parents, ticks = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(stat.parent.name)
        parents[number], ticks[number] = int(fields[1]), int(fields[11]) + int(fields[12])
    family = {root}
    while grown := {number for number, parent in parents.items() if parent in family} - family:
        family |= grown
    return {number: ticks.get(number, 0) for number in family}


def _processor_seconds(root: int) -> float:
    """Processor time of a process and all below it."""
    return sum(process_family(root).values()) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def _started(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(command, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(site: Site, address: str) -> None:
    for _ in range(1800):
        if site.process.poll() is not None:
            sys.exit(f"{site.name} has ended by itself.")
        try:
            site.get(address)
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{site.name} does not answer.")


@contextmanager
def heard(folder: Path, *options: str, checkout: Path = CHECKOUT, **changed: str) -> Iterator[Site]:
    """A newly founded council in `folder`, served by `heard run family` with these options.

    By the program in `checkout`, with the packages that are installed here. `changed` are variables
    of its environment.
    """
    port = free_port()
    content = ("HEARD_CONTENT", "HEARD_AUTHORITY", "HEARD_TRANSLATIONS")
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("HEARD_") or name in content
    } | {"HEARD_DATA": str(folder), "HEARD_PORT": str(port), "HEARD_LEAST_SECONDS": "0"}
    environment |= {"PYTHONPATH": str(checkout / "site"), **changed}
    command = [sys.executable, "-m", "heard.cli"]
    for prepare in (["db", "upgrade"], ["init", "--recovery-key", str(folder / "recovery")]):
        subprocess.run([*command, *prepare], env=environment, check=True, stdout=subprocess.DEVNULL)
    with _started([*command, "run", "family", *options], environment) as process:
        site = Site(f"Heard in {checkout}" if checkout != CHECKOUT else "Heard", port, process)
        _wait_for(site, "/healthz")
        yield site


@contextmanager
def nginx(folder: Path, address: str, pages: dict[str, Answer]) -> Iterator[tuple[Site, Site]]:
    """nginx with the same pages twice: choosing the encoding, and as one bare file."""
    for suffix, page in pages.items():
        file = folder / f"www{address}{suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.body)
    headers = {k: v for k, v in pages[".br"].headers.items() if k not in _NOT_COPIED}
    quoted = {name: value.replace('"', '\\"') for name, value in headers.items()}
    port, bare_port = free_port(), free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(
        _NGINX.format(
            # Started by root, nginx would read as somebody who may not enter a temporary folder.
            user="user root;" if os.geteuid() == 0 else "",
            workers=cores(),
            folder=folder,
            headers="\n  ".join(f'add_header {k} "{v}";' for k, v in quoted.items()),
            port=port,
            bare_port=bare_port,
            address=address,
        )
    )
    program = _program("nginx")
    command = [program, "-p", str(folder), "-e", str(folder / "errors"), "-c", str(configuration)]
    with _started(command, dict(os.environ)) as process:
        sites = Site("nginx", port, process), Site("nginx, one bare file", bare_port, process)
        for site in sites:
            _wait_for(site, address)
        yield sites


@contextmanager
def behind_nginx(folder: Path, site: Site, cache: Path, shipped: Path) -> Iterator[Site]:
    """The family's proxy as the files in `shipped` make it, without TLS, in front of a site."""
    folder.mkdir()
    port = free_port()
    for each in shipped.glob("*.conf"):
        text = each.read_text("utf-8")
        for old, new in {
            "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
            "listen 443 ssl default": f"listen 127.0.0.1:{free_port()} ssl default",
            "listen 80 default": f"listen 127.0.0.1:{free_port()} default",
            "user nginx;": "user root;" if os.geteuid() == 0 else "",
            "server family:8000": f"server 127.0.0.1:{site.port}",
            "pid /run": f"pid {folder}",
            "/etc/nginx/": f"{folder}/",
            "root /var/cache/heard": f"root {cache}",
        }.items():
            text = text.replace(old, new)
        lines = [line for line in text.splitlines() if "ssl_certificate" not in line]
        (folder / each.name).write_text("\n".join(lines) + "\n", "utf-8")
    with (folder / "shared.conf").open("a") as file:
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
            file.write(f"{kind}_temp_path {folder}/{kind};\n")
    words = [_program("nginx"), "-p", str(folder), "-c", str(folder / "family.conf")]
    with _started([*words, "-g", "daemon off;"], dict(os.environ)) as process:
        placed = Site("Heard behind its proxy", port, process)
        _wait_for(placed, "/healthz")
        yield placed


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def require_programs() -> None:
    """End here, with what to install, unless nginx and wrk are there."""
    packages = {"nginx": "nginx-light", "wrk": "wrk"}
    missing = [package for name, package in packages.items() if not _program(name)]
    if missing:
        sys.exit(f"Please install from Debian first: apt-get install {' '.join(missing)}")
