"""The reverse proxies of `deploy/nginx`, run by Debian's nginx as they stand there.

Only what an operator has to change is changed: names, ports, folders and the user.
"""

import getpass
import os
import shutil
import signal
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from heard.authority.installation import ROOT
from tests.support.process_tree import free_port, is_free, until

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin") or "nginx"
SHIPPED = ROOT / "deploy" / "nginx"


@dataclass(frozen=True)
class Proxy:
    """One of the two, its files in `folder`. It answers at `address` while it runs."""

    folder: Path
    conf: Path
    address: str
    port: int

    def test(self) -> str:
        """What `nginx -t` says of it."""
        found = self._run("-t")
        assert found.returncode == 0, found.stderr
        return found.stderr

    @property
    def temporary_files(self) -> list[Path]:
        """What nginx has put on the disk of what went through it."""
        return [each for each in (self.folder / "temporary").rglob("*") if each.is_file()]

    def trusting(self) -> ssl.SSLContext:
        """What a browser knows that trusts the certificate made for this run."""
        return ssl.create_default_context(cafile=self.folder / "tls.crt")

    @contextmanager
    def running(self) -> Iterator["Proxy"]:
        """The proxy, answering."""
        process = subprocess.Popen(
            # As many open files as Debian's service is given.
            [
                "sh",
                "-c",
                f'ulimit -Sn 1024; exec {NGINX} "$@" -g "daemon off;"',
                "nginx",
                *self._of,
            ],
            start_new_session=True,
        )
        try:
            until(lambda: process.poll() is not None or not is_free(self.port), "nginx answers")
            assert process.poll() is None, "nginx has ended"
            yield self
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(60)

    @property
    def _of(self) -> list[str]:
        return ["-c", str(self.conf), "-p", str(self.folder)]

    def reload(self) -> None:
        """Let it read its files again, as after a certificate was renewed."""
        found = self._run("-s", "reload")
        assert found.returncode == 0, found.stderr

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        words = [NGINX, *self._of, *arguments]
        return subprocess.run(words, capture_output=True, text=True, check=False)


def family_proxy(folder: Path, site: str, cache: Path) -> Proxy:
    """The proxy of the family's site that answers at `site`."""
    host = site.removeprefix("http://")
    folder.mkdir(parents=True, exist_ok=True)
    ready = _changed(SHIPPED / "ready.conf", {"root /var/cache/heard/": f"root {cache}/"})
    (folder / "ready.conf").write_text(ready, "utf-8")
    return _placed(
        folder,
        "family",
        {
            "server family:8000": f"server {host}",
            "include /etc/nginx/ready.conf;": f"include {folder}/ready.conf;",
            "server_name heard.example.org;": "server_name localhost;",
            "listen 80 default_server;": f"listen 127.0.0.1:{free_port()} default_server;",
            "pid /run/nginx.pid;": f"pid {folder}/nginx.pid;",
            "root /var/cache/heard;": f"root {cache};",
        },
    )


def desk_proxy(folder: Path, site: str) -> Proxy:
    """The proxy of the desk that answers at `site`."""
    host = site.removeprefix("http://")
    return _placed(
        folder,
        "desk",
        {
            "server desk:8001;": f"server {host};",
            "server_name desk.example.org;": "server_name localhost;",
            "pid /run/heard-desk-proxy.pid;": f"pid {folder}/nginx.pid;",
            "root /etc/nginx/desk-pages;": f"root {SHIPPED}/desk-pages;",
        },
    )


def _placed(folder: Path, name: str, changed: Mapping[str, str]) -> Proxy:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "temporary").mkdir()
    use_certificate(folder)
    port = free_port()
    shared = _changed(
        SHIPPED / "shared.conf",
        {"X-Forwarded-Host $host;": f"X-Forwarded-Host $host:{port};"},
    )
    # Without root nginx cannot write where Debian lets it.
    places = "".join(
        f"{kind}_temp_path {folder}/temporary/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "shared.conf").write_text(shared + places, "utf-8")
    conf = folder / f"{name}.conf"
    text = _changed(
        SHIPPED / f"{name}.conf",
        {
            "user nginx;": f"user {getpass.getuser()};",
            "include /etc/nginx/shared.conf;": f"include {folder}/shared.conf;",
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            f"/etc/nginx/tls/{name}.": f"{folder}/tls.",
            **changed,
        },
    )
    conf.write_text(text, "utf-8")
    return Proxy(folder, conf, f"https://localhost:{port}", port)


def _changed(shipped: Path, changed: Mapping[str, str]) -> str:
    text = shipped.read_text("utf-8")
    for old, new in changed.items():
        assert old in text, f"{shipped.name} has no {old!r} any more"
        text = text.replace(old, new)
    return text


def use_certificate(folder: Path, key: str = "ec -pkeyopt ec_paramgen_curve:P-256") -> None:
    """Give the proxy in `folder` a certificate of its own with such a key."""
    words = f"openssl req -x509 -newkey {key} -nodes -days 2"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", folder / "tls.key", "-out", folder / "tls.crt"]
    subprocess.run([*words.split(), *names, *files], check=True, capture_output=True)
