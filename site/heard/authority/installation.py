"""Where things lie and how this installation runs: read from the environment once, at the start.

Whoever needs to know is handed the Installation; nothing else reads the environment.
"""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import heard

#: The folder of this copy of the program.
ROOT = Path(heard.__file__).parents[2]

#: Variables that tell one of the two processes where the secrets of the other may lie.
_FOR_ONE_PROCESS = ("HEARD_CACHE", "HEARD_DATA", "HEARD_FAMILY_SECRETS", "HEARD_DESK_SECRETS")


class InstallationError(ValueError):
    """A variable of the environment that cannot be used. Its text names each, one a line."""


@dataclass(frozen=True)
class Installation:
    """One installation. Folders and addresses are what the variable beside them named, or the
    places inside this copy that stand in.

    Connections are those of each worker of a site to the database, and so its requests at once.
    `worker_hours` is after how many hours a worker makes room for a fresh one, so that nothing
    stays in its memory for ever; 0 for never. `hosts` and `desk_hosts` are names under which a site
    is reached; the family's site also answers to that of the council's address. `database_disk` is
    a folder on the disk of a PostgreSQL server, and `database_gigabytes` how large its database may
    become; 0 where nobody has said. `least_seconds` is how long a form's first page is open, at the
    least, before a person posts it; 0 asks for nothing. `inherited` is the whole environment, for
    the processes that are started.
    """

    data: Path = ROOT / "var"  # HEARD_DATA
    database: str = ""  # HEARD_DATABASE, as SQLAlchemy writes addresses
    content: Path = ROOT / "content"  # HEARD_CONTENT
    authority: Path = ROOT / "content" / "authority"  # HEARD_AUTHORITY
    translations: Path = ROOT / "translations"  # HEARD_TRANSLATIONS
    family_secrets: Path = ROOT / "var" / "family"  # HEARD_FAMILY_SECRETS
    desk_secrets: Path = ROOT / "var" / "desk"  # HEARD_DESK_SECRETS
    cache: Path = ROOT / "var" / "cache"  # HEARD_CACHE
    family_port: int = 8000  # HEARD_PORT
    desk_port: int = 8001  # HEARD_DESK_PORT
    family_connections: int = 64  # HEARD_CONNECTIONS
    desk_connections: int = 16  # HEARD_DESK_CONNECTIONS
    worker_hours: float = 24.0  # HEARD_WORKER_HOURS
    hosts: tuple[str, ...] = ()  # HEARD_HOSTS
    desk_hosts: tuple[str, ...] = ()  # HEARD_DESK_HOSTS
    database_disk: Path | None = None  # HEARD_DATABASE_DISK
    database_gigabytes: float = 0.0  # HEARD_DATABASE_GIGABYTES
    behind_tls: bool = False  # HEARD_TLS=1
    least_seconds: float = 1.0  # HEARD_LEAST_SECONDS
    inherited: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def from_environment(cls, given: Mapping[str, str] | None = None) -> "Installation":
        """The installation that the environment describes. Raises InstallationError."""
        given = dict(os.environ if given is None else given)
        faults: list[str] = []

        def folder(name: str, otherwise: Path) -> Path:
            return Path(given[name]) if given.get(name) else otherwise

        data = folder("HEARD_DATA", ROOT / "var")
        content = folder("HEARD_CONTENT", ROOT / "content")
        found = cls(
            data=data,
            database=database_named(given),
            content=content,
            authority=folder("HEARD_AUTHORITY", content / "authority"),
            translations=folder("HEARD_TRANSLATIONS", ROOT / "translations"),
            family_secrets=folder("HEARD_FAMILY_SECRETS", data / "family"),
            desk_secrets=folder("HEARD_DESK_SECRETS", data / "desk"),
            cache=folder("HEARD_CACHE", data / "cache"),
            family_port=_port(given, "HEARD_PORT", 8000, faults),
            desk_port=_port(given, "HEARD_DESK_PORT", 8001, faults),
            family_connections=_whole(given, "HEARD_CONNECTIONS", 64, faults),
            desk_connections=_whole(given, "HEARD_DESK_CONNECTIONS", 16, faults),
            worker_hours=_number(given, "HEARD_WORKER_HOURS", 24.0, "hours", faults),
            hosts=_names(given, "HEARD_HOSTS"),
            database_disk=Path(disk) if (disk := given.get("HEARD_DATABASE_DISK")) else None,
            database_gigabytes=_number(given, "HEARD_DATABASE_GIGABYTES", 0.0, "gigabytes", faults),
            desk_hosts=_names(given, "HEARD_DESK_HOSTS"),
            behind_tls=given.get("HEARD_TLS") == "1",
            least_seconds=_number(given, "HEARD_LEAST_SECONDS", 1.0, "seconds", faults),
            inherited=given,
        )
        if faults:
            raise InstallationError("\n".join(faults))
        return found

    def environment_of_family(self) -> dict[str, str]:
        """The environment of the family's process: where the desk's secrets lie is not in it."""
        return self._common() | {
            "HEARD_FAMILY_SECRETS": str(self.family_secrets),
            "HEARD_CACHE": str(self.cache),
        }

    def environment_of_desk(self) -> dict[str, str]:
        """The environment of the desk's process: where the family's secrets lie is not in it."""
        return self._common() | {"HEARD_DESK_SECRETS": str(self.desk_secrets)}

    def _common(self) -> dict[str, str]:
        """Both folders of secrets may lie inside the data folder, so it is not named either."""
        kept = {
            name: value for name, value in self.inherited.items() if name not in _FOR_ONE_PROCESS
        }
        kept["HEARD_DATABASE"] = self.database
        # Without it every thread keeps the largest piece of memory that it ever held (glibc).
        kept.setdefault("MALLOC_MMAP_THRESHOLD_", "131072")
        # What is let go of is written over at once, words of families above all. Python's own
        # allocator, and what glibc keeps at hand for each thread, would leave it as it was.
        kept.setdefault("PYTHONMALLOC", "malloc")
        kept.setdefault("GLIBC_TUNABLES", "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0")
        return kept


def database_named(given: Mapping[str, str] | None = None) -> str:
    """The address of the database that the environment names, whatever else stands in it."""
    given = os.environ if given is None else given
    data = Path(given.get("HEARD_DATA") or ROOT / "var")
    return given.get("HEARD_DATABASE") or f"sqlite:///{data / 'heard.db'}"


def _port(given: Mapping[str, str], name: str, otherwise: int, faults: list[str]) -> int:
    port = _whole(given, name, otherwise, faults)
    if not 0 < port < 65536:
        faults.append(f"{name} must be a port, from 1 to 65535")
    return port


def _whole(given: Mapping[str, str], name: str, otherwise: int, faults: list[str]) -> int:
    try:
        return int(given.get(name) or otherwise)
    except ValueError:
        faults.append(f"{name} must be a whole number")
        return otherwise


def _names(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in given.get(name, "").split(",") if each.strip())


def _number(
    given: Mapping[str, str], name: str, otherwise: float, unit: str, faults: list[str]
) -> float:
    try:
        number = float(given.get(name) or otherwise)
    except ValueError:
        number = -1
    if not 0 <= number < math.inf:
        faults.append(f"{name} must be a number of {unit}, 0 or more")
    return number
