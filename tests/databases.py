"""The databases of the tests: a fresh, migrated one for each test, on SQLite and on PostgreSQL.

`store` runs a test on both, `sqlite_store` and `postgresql_store` on one of them. PostgreSQL is
Debian's own, started once for each test process that needs it, in a temporary folder, reached by
a socket in that folder and gone at the end. Each test's database is a copy of a migrated template.
"""

import ctypes
import getpass
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from heard.records.database.store import Store, upgrade
from tests.support.memory import roomy_memory

__all__ = [
    "PostgresqlServer",
    "postgresql_server",
    "postgresql_store",
    "sqlite_store",
    "sqlite_template",
    "store",
]

_TEMPLATE = "heard_template"
_SUPERUSER = "postgres"
#: Ends what hangs; whoever waits goes on as soon as it answers or has died.
_LONGEST_WAIT = 300
# Nothing here outlives the test, so nothing is forced to the disk.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "64MB",
    "min_wal_size": "32MB",
    "shared_buffers": "16MB",
    "max_connections": "60",
    "timezone": "UTC",
}


class PostgresqlServer:
    """A PostgreSQL server of our own, with a migrated template database."""

    def __init__(self, folder: Path) -> None:
        self.folder = self._folder = folder
        self._names = (f"heard_{number}" for number in itertools.count(1))
        programs = _postgresql_programs()
        self._account = _unprivileged_account()
        if self._account:
            shutil.chown(folder, self._account)
        data = folder / "data"
        self._run(
            [
                *(programs / "initdb", "--pgdata", data, "--username", _SUPERUSER),
                *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8"),
                *("--no-sync", "--no-instructions"),
            ]
        )
        options = [f"--{name}={value}" for name, value in _SETTINGS.items()]
        with (folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, *options],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=folder,
                preexec_fn=_end_with_parent,
                **self._as_account(),
            )
        self._wait()
        self.execute(f"CREATE DATABASE {_TEMPLATE}")
        upgrade(self.url(_TEMPLATE))

    def url(self, database: str, role: str = _SUPERUSER) -> str:
        """The address of a database for `Store`, as `role`."""
        return f"postgresql+psycopg://{role}@/{database}?host={self._folder}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run a statement, or a file of them, outside any transaction, as the superuser."""
        with psycopg.connect(
            host=str(self._folder), user=_SUPERUSER, dbname=database, autocommit=True
        ) as conn:
            conn.execute(statement)

    def create(self, template: str = _TEMPLATE) -> str:
        """Make a database as a copy of `template`; its name."""
        name = next(self._names)
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """End the server at once: what it holds is thrown away."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(_LONGEST_WAIT)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(10)

    def _wait(self) -> None:
        end = time.monotonic() + _LONGEST_WAIT
        while self._process.poll() is None and time.monotonic() < end:
            try:
                self.execute("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        self._process.kill()
        pytest.fail("PostgreSQL did not start:\n" + (self._folder / "log").read_text())

    def _run(self, command: list[str | Path]) -> None:
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=self._folder, **self._as_account()
        )
        if done.returncode:
            pytest.fail(f"{command[0]}:\n{done.stdout}{done.stderr}")

    def _as_account(self) -> dict[str, object]:
        if self._account is None:
            return {}
        entry = pwd.getpwnam(self._account)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _postgresql_programs() -> Path:
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name)
    )
    for folder in reversed(found):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.fail("These tests need PostgreSQL's server. On Debian: apt-get install postgresql")


def _unprivileged_account() -> str | None:
    """The account to run the server as; None for our own. PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    pytest.fail(f"{getpass.getuser()} cannot run PostgreSQL, and there is no account nobody")


def _end_with_parent() -> None:
    """Have the kernel stop the server when the test process is killed before it could do so."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGINT)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """The server of this test process. It starts when a test first asks for it."""
    # A short path: the name of a socket has at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="heard-", dir=roomy_memory() or "/tmp") as folder:
        server = PostgresqlServer(Path(folder))
        yield server
        server.stop()


@pytest.fixture
def postgresql_store(postgresql_server: PostgresqlServer) -> Iterator[Store]:
    """A fresh, migrated PostgreSQL database."""
    name = postgresql_server.create()
    store = Store(postgresql_server.url(name))
    yield store
    store.close()
    postgresql_server.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_store(sqlite_template: Path, tmp_path: Path) -> Iterator[Store]:
    """A fresh, migrated SQLite database."""
    file = shutil.copy(sqlite_template, tmp_path / "heard.db")
    store = Store(f"sqlite:///{file}")
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """A fresh, migrated database; the test runs once on each kind."""
    return request.getfixturevalue(f"{request.param}_store")
