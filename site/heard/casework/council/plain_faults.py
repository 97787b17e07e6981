"""What is wrong in one line, for whoever runs the program, in place of a trace.

Only what they can put right is said so. Everything else keeps its trace: it is a fault of ours.
"""

import os
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from heard.authority.installation import InstallationError
from heard.authority.settings import SettingsError
from heard.casework.errors import CaseworkError
from heard.languages.catalogues import BrokenCatalogue
from heard.library.sources.problems import ContentError
from heard.records.errors import RecordsError
from heard.vault.errors import VaultError

#: Errors whose text is a sentence already.
_SAID = (
    BrokenCatalogue,
    CaseworkError,
    ContentError,
    InstallationError,
    RecordsError,
    SettingsError,
    VaultError,
)
_DRIVERS = ("psycopg2", "MySQLdb", "oracledb", "pyodbc")
_ADDRESS = (
    "HEARD_DATABASE is no address of a database: write postgresql+psycopg://user:password@host/name"
)
_SILENT = "the database does not answer: "

#: What PostgreSQL says, by a part of it, and what to do about it.
_POSTGRESQL = (
    ("password authentication failed", "it refuses the password of {user} in HEARD_DATABASE"),
    ("no password supplied", "it wants a password of {user}, and HEARD_DATABASE has none"),
    ("no pg_hba.conf entry", "it lets nobody in as {user} from this machine (pg_hba.conf)"),
    ("Peer authentication failed", "it knows {user} by their account alone: name a host"),
    ('role "', "it has no role {user}: see deploy/postgres-roles.sql"),
    ('database "', "it has no database {database}: make it first"),
    ("too many clients", "all its connections are taken: raise max_connections"),
    ("remaining connection slots", "all its connections are taken: raise max_connections"),
    ("starting up", "it is still starting: try again in a minute"),
    ("onnection refused", "nothing listens at {place}: is the server running?"),
    ("No such file or directory", "nothing listens at {place}: is the server running?"),
    ("resolve host", "no machine is called {place}"),
    ("Name or service not known", "no machine is called {place}"),
    ("timeout", "{place} does not answer in time"),
)
_NO_RIGHT = "42501"


def plain_fault(error: BaseException, database: str) -> str | None:
    """What to tell of `error`; None where there is nothing to tell but the trace.

    `database` is the address of the database. Nothing of its password is said.
    """
    if isinstance(error, _SAID):
        return str(error)
    if isinstance(error, DBAPIError):
        return _of_database(error, make_url(database))
    driver = isinstance(error, ModuleNotFoundError) and error.name in _DRIVERS
    if driver or isinstance(error, ArgumentError | NoSuchModuleError):
        return _ADDRESS
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return None


def _of_database(error: DBAPIError, url: URL) -> str | None:
    said = str(error.orig)
    if url.get_backend_name() == "sqlite":
        return _of_sqlite(said, Path(url.database or ""))
    place = f"{url.query.get('host') or url.host or 'this machine'}:{url.port or 5432}"
    if getattr(error.orig, "sqlstate", None) == _NO_RIGHT:
        return (
            f"{url.username} may not do this in the database: give HEARD_DATABASE the owner's "
            "address for `heard db upgrade`, `heard init` and `heard keys`"
        )
    for part, meaning in _POSTGRESQL:
        if part in said:
            named = meaning.format(user=url.username, database=url.database, place=place)
            return _SILENT + named
    return None


def _of_sqlite(said: str, file: Path) -> str | None:
    folder = file.parent
    if "unable to open" in said or "readonly" in said or "disk I/O" in said:
        if not folder.is_dir():
            return f"{_SILENT}{folder} is no folder: make it, or name another in HEARD_DATA"
        if not os.access(folder, os.W_OK) or (file.exists() and not os.access(file, os.W_OK)):
            return f"{_SILENT}{file} cannot be written by this account"
        return f"{_SILENT}{file} cannot be opened"
    if "not a database" in said or "malformed" in said:
        return f"{_SILENT}{file} is no database, or it is damaged"
    if "full" in said:
        return f"{_SILENT}the disk of {folder} is full"
    if "locked" in said:
        return f"{_SILENT}{file} is in use by somebody who does not let go"
    return None
