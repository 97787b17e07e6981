"""The database as the rest of the program holds it: a place to read from and to write to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from heard.records.database.engines import FOR_A_COMMAND, WRITES, connect
from heard.records.database.grants import require_revision_readable, require_rights
from heard.records.database.reserve import Reserve, found_no_room
from heard.records.database.revisions import found_revision, upgrade, wanted_revision
from heard.records.database.room import NOTHING_KNOWN, Measured, Room
from heard.records.database.writer_queue import WriterQueue
from heard.records.errors import StaleDatabase

__all__ = ["Store", "upgrade"]

T = TypeVar("T")


class Store:
    """One database, for all threads of a process.

    `url` is sqlite:///path or postgresql+psycopg://... . Nothing is connected before the first use,
    and no more `connections` than that are open at once: who finds none waits. `room` is what is
    known of the database's disk.
    """

    def __init__(
        self, url: str | URL, connections: int = FOR_A_COMMAND, room: Room = NOTHING_KNOWN
    ) -> None:
        self.engine = connect(url, connections)
        self._room = Measured(self.engine, room)
        self._writing = self.engine.execution_options(**{WRITES: True})
        self._reading = self.engine
        self._reading_once = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._writing_once = self._writing.execution_options(isolation_level="AUTOCOMMIT")
        self._queue: WriterQueue | None = None
        self._reserve = Reserve(None)
        if self.engine.dialect.name == "sqlite":
            database = self.engine.url.database
            self._queue = WriterQueue(Path(f"{database}-queue") if database else None)
            self._reserve = Reserve(Path(f"{database}-reserve") if database else None)
        if self.engine.dialect.name == "postgresql":
            self._reading = self.engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database and cannot write."""
        with self._reading.begin() as conn:
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection whose work is committed at the end, or undone by an exception.

        On SQLite writers stand in line from the beginning: see `WriterQueue`.
        """
        with self._queue or nullcontext(), self._writing.begin() as conn:
            yield conn

    def free(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns, done as in `write`: for what ends or deletes something.

        On a SQLite disk that is full it is done once more, with the room that is kept for this.
        """
        try:
            with self.write() as conn:
                return work(conn)
        except OperationalError as error:
            if not found_no_room(error) or not self._reserve.give_up():
                raise
        with self.write() as conn:
            return work(conn)

    def keep_reserve(self) -> None:
        """Keep room on SQLite's disk for `free`, where there is some."""
        self._reserve.keep()

    @contextmanager
    def read_once(self) -> Iterator[Connection]:
        """A connection for one statement that reads. It is a transaction by itself."""
        with self._reading_once.begin() as conn:
            yield conn

    @contextmanager
    def write_once(self) -> Iterator[Connection]:
        """A connection for one statement that writes and is committed as it is executed.

        The others are held up for as long as the database works, and never for as long as Python
        lets this thread wait. So on SQLite it does not stand in line.
        """
        with self._writing_once.begin() as conn:
            yield conn

    def free_bytes(self) -> int | None:
        """How many bytes can still be stored; None where nothing is known of that."""
        return self._room.free_bytes()

    def require_ready(self) -> None:
        """Raise StaleDatabase unless the schema is the one that this program was written for.

        On PostgreSQL also MissingGrants, unless the role of this store may do what it has to.
        """
        wanted = wanted_revision()
        with self.read() as conn:
            require_revision_readable(conn)
            found = found_revision(conn)
            if found != wanted:
                raise StaleDatabase(found, wanted)
            require_rights(conn)

    def settle_deletions(self) -> None:
        """Leave nothing of deleted rows in SQLite's side file; after every sweep.

        PostgreSQL does this in its own time (VACUUM), so nothing is done there.
        """
        if self.engine.dialect.name == "sqlite":
            raw = self.engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                raw.close()

    def close(self) -> None:
        """Close every connection that no thread is using."""
        self.engine.dispose()
        if self._queue:
            self._queue.close()
