"""Where things lie: folders, database, ports; named in the environment or beside the program."""

import os
from pathlib import Path

import heard

ROOT = Path(heard.__file__).parents[2]


def _folder(name: str, otherwise: Path) -> Path:
    given = os.environ.get(name)
    return Path(given) if given else otherwise


def data_folder() -> Path:
    """What this installation keeps (HEARD_DATA): the SQLite file, and the secrets below."""
    return _folder("HEARD_DATA", ROOT / "var")


def database_url() -> str:
    """The database (HEARD_DATABASE), as SQLAlchemy writes addresses."""
    return os.environ.get("HEARD_DATABASE") or f"sqlite:///{data_folder() / 'heard.db'}"


def cache_folder() -> Path:
    """Where the family process keeps what it can make again (HEARD_CACHE): public pages alone."""
    return _folder("HEARD_CACHE", data_folder() / "cache")


def content_folder() -> Path:
    """What families read (HEARD_CONTENT)."""
    return _folder("HEARD_CONTENT", ROOT / "content")


def authority_folder() -> Path:
    """The council's settings (HEARD_AUTHORITY)."""
    return _folder("HEARD_AUTHORITY", content_folder() / "authority")


def family_secrets() -> Path:
    """What the family process needs and the desk does not (HEARD_FAMILY_SECRETS)."""
    return _folder("HEARD_FAMILY_SECRETS", data_folder() / "family")


def desk_secrets() -> Path:
    """What the desk needs and the family process must not see (HEARD_DESK_SECRETS)."""
    return _folder("HEARD_DESK_SECRETS", data_folder() / "desk")


def family_port() -> int:
    """HEARD_PORT, 8000 unless given."""
    return int(os.environ.get("HEARD_PORT") or 8000)


def desk_port() -> int:
    """HEARD_DESK_PORT, 8001 unless given."""
    return int(os.environ.get("HEARD_DESK_PORT") or 8001)


def family_connections() -> int:
    """How many connections to the database each worker of the family's site may have, and so how
    many requests at once (HEARD_CONNECTIONS, 64 unless given).
    """
    return int(os.environ.get("HEARD_CONNECTIONS") or 64)


def desk_connections() -> int:
    """The same for each worker of the desk (HEARD_DESK_CONNECTIONS, 16 unless given)."""
    return int(os.environ.get("HEARD_DESK_CONNECTIONS") or 16)


def behind_tls() -> bool:
    """Whether a proxy in front speaks HTTPS with the browser (HEARD_TLS=1)."""
    return os.environ.get("HEARD_TLS") == "1"


def least_seconds() -> float:
    """How long a form's first page is open, at the least, before a person posts it.

    HEARD_LEAST_SECONDS, 1 unless given; 0 asks for nothing.
    """
    return float(os.environ.get("HEARD_LEAST_SECONDS", "1"))
