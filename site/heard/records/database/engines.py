"""Connecting to SQLite or PostgreSQL so that what is committed stays and what is deleted goes."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

# How long a writer of SQLite waits for the one before it, in milliseconds.
_BUSY_TIMEOUT = 10_000

#: How long anything waits for what somebody else holds in PostgreSQL before it fails.
LOCK_TIMEOUT = "10s"
#: What PostgreSQL calls that.
LOCK_NOT_AVAILABLE = "55P03"
#: That, a statement that took too long, and two that waited for each other.
HELD_UP = (LOCK_NOT_AVAILABLE, "57014", "40P01")

#: How many connections a command of the operator may have.
FOR_A_COMMAND = 4

# The execution option by which a connection says that it is going to write.
WRITES = "heard_writes"


def may_write(conn: Connection) -> bool:
    """Whether this connection came from `Store.write()`."""
    return conn.get_execution_options().get(WRITES) is True


def connect(
    url: str | URL, connections: int = FOR_A_COMMAND, *, foreign_keys: bool = True
) -> Engine:
    """An engine for `url`: sqlite:///path or postgresql+psycopg://..., safe under threads.

    Its error messages leave out a statement's values. At most `connections` are open at once.
    `foreign_keys` is off only while SQLite migrates.
    """
    url = make_url(url)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, connections, foreign_keys)
    # A connection that died while it lay in the pool is replaced, and fails no family's page.
    engine = create_engine(url, pool_pre_ping=True, **_pool(connections))

    @event.listens_for(engine, "connect")
    def set_up(raw: Any, _record: Any) -> None:
        raw.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
        raw.commit()

    return engine


def _pool(connections: int) -> dict[str, Any]:
    # The one that was used last is taken first: so no more are opened than are needed at once.
    return {
        "hide_parameters": True,
        "pool_size": connections,
        "max_overflow": 0,
        "pool_use_lifo": True,
    }


def _sqlite(url: URL, connections: int, foreign_keys: bool) -> Engine:
    engine = create_engine(url, **_pool(connections))

    @event.listens_for(engine, "connect")
    def set_up(raw: Any, _record: Any) -> None:
        # Python's driver would begin transactions late and by its own rules; SQLAlchemy's
        # documented recipe takes that over, together with `begin` below.
        raw.isolation_level = None
        for pragma in (
            f"busy_timeout = {_BUSY_TIMEOUT}",
            "journal_mode = WAL",
            # In WAL mode, anything less may lose the last commits at a power cut.
            "synchronous = FULL",
            "secure_delete = ON",
            f"foreign_keys = {'ON' if foreign_keys else 'OFF'}",
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(conn: Connection) -> None:
        # Past SQLAlchemy, whose own way costs as much as the whole of a small statement.
        raw: Any = conn.connection.driver_connection
        writes = may_write(conn)
        # A connection that served for the same before is ready.
        if conn.info.get(WRITES) != writes:
            raw.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
            conn.info[WRITES] = writes
        if conn.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
            return
        # A writer takes its place in the queue at once: a transaction that reads first and then
        # wants to write is refused without waiting when another came between.
        raw.execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
