"""Nothing that the program keeps can be read by another account of the machine."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from heard.authority.installation import Installation, InstallationError

_OTHERS = 0o077
_BESIDE_SQLITE = ("", "-wal", "-shm", "-queue")


def write_for_oneself() -> None:
    """From now on everything is written so that its owner alone can read it, unless it says more.

    Pages that the proxy hands out say more: see `proxy_pages`.
    """
    os.umask(_OTHERS)


def close_to_others(installation: Installation, secrets: Iterable[Path]) -> None:
    """Take from other accounts what they may do with a SQLite database and folders of secrets.

    They were made with other rights by older versions, by copying or by restoring. The folder round
    the database stays as it is: it may hold other things. InstallationError names what belongs to
    somebody else and is open to others.
    """
    faults = [fault for path in (*_sqlite_files(installation), *secrets) for fault in _closed(path)]
    if faults:
        raise InstallationError("\n".join(faults))


def _sqlite_files(installation: Installation) -> Iterator[Path]:
    kind, _, path = installation.database.partition(":///")
    if kind == "sqlite" and path:
        for ending in _BESIDE_SQLITE:
            yield Path(f"{path.partition('?')[0]}{ending}")


def _closed(path: Path) -> Iterator[str]:
    try:
        mode = path.stat().st_mode
        if mode & _OTHERS:
            path.chmod(mode & 0o7777 & ~_OTHERS)
    except FileNotFoundError:
        return
    except OSError as error:
        yield (
            f"{path} can be read by other accounts, and closing it failed ({error.strerror}): "
            f"give it to the account that runs this, then `chmod go= {path}`"
        )
