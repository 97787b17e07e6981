"""How much can still be stored, measured where the bytes will lie."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text

#: Seconds for which PostgreSQL's own size is taken as it was: it looks at each of its files.
_ASKED_AGAIN_AFTER = 10.0


@dataclass(frozen=True)
class Room:
    """What whoever runs this knows of the database's disk.

    `folder` lies on that disk, and `most` is how many bytes the database may have. None where
    nothing is known; SQLite's disk is always known.
    """

    folder: Path | None = None
    most: int | None = None


NOTHING_KNOWN = Room()


class Measured:
    """The room that is left for one database."""

    def __init__(self, engine: Engine, room: Room) -> None:
        self._engine, self._most, self._folder = engine, room.most, room.folder
        self._size, self._asked = 0, float("-inf")
        database = engine.url.database
        if engine.dialect.name == "sqlite" and database:
            self._folder = Path(database).parent

    def free_bytes(self) -> int | None:
        """The least of what is known; None where nothing is."""
        known = []
        if self._folder is not None:
            known.append(shutil.disk_usage(self._folder).free)
        if self._most is not None and self._engine.dialect.name == "postgresql":
            known.append(max(0, self._most - self._database_size()))
        return min(known, default=None)

    def _database_size(self) -> int:
        if time.monotonic() - self._asked > _ASKED_AGAIN_AFTER:
            with self._engine.connect() as conn:
                size = conn.scalar(text("SELECT pg_database_size(current_database())"))
            self._size, self._asked = int(size or 0), time.monotonic()
        return self._size
