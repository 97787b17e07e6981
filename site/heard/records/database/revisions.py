"""Which schema the database has, which one this program needs, and the way from there to here."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from heard.records.database.engines import WRITES, connect
from heard.records.database.grants import grant_rights
from heard.records.errors import BrokenReferences

NO_REVISION = "none"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations"))
    return config


def wanted_revision() -> str:
    """The newest revision that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or NO_REVISION


def found_revision(conn: Connection) -> str:
    """The revision at which the database stands; "none" for an empty one."""
    return MigrationContext.configure(conn).get_current_revision() or NO_REVISION


def upgrade(url: str) -> list[str]:
    """Bring the database at `url` to this program's revision, all in one transaction.

    On PostgreSQL the roles of the processes get their rights too; returned are those there are.
    On PostgreSQL `url` is that of the owner's role. A SQLite file is made, with its folder, when
    it is not there. Raises BrokenReferences, and changes nothing, when rows lost their parents.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite changes a table by copying it and dropping the old one. With foreign keys on, the drop
    # would delete the rows of every table that refers to it.
    engine = connect(parsed, foreign_keys=False)
    try:
        with engine.execution_options(**{WRITES: True}).begin() as conn:
            config = _config()
            config.attributes["connection"] = conn
            command.upgrade(config, "head")
            if (
                conn.dialect.name == "sqlite"
                and conn.exec_driver_sql("PRAGMA foreign_key_check").all()
            ):
                raise BrokenReferences("a row refers to one that is not there")
            return grant_rights(conn)
    finally:
        engine.dispose()
