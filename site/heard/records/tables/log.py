"""Who did what."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from heard.records.tables.metadata import metadata
from heard.records.times import Hour

# The keyed chain of who did what. Rows are only ever added.
log = Table(
    "log",
    metadata,
    # 1, 2, 3 without a gap.
    Column(
        "sequence",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("hour", Hour, nullable=False),
    # Sign-in name, or the name of a command.
    Column("actor", String(80), nullable=False),
    # What was done, and to what: a reference or an id, never a family's words.
    Column("action", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    # A mark of the session in which something was opened, which leads nowhere; empty where each
    # press has a row of its own.
    Column("session", String(16), nullable=False, server_default=""),
    # The link of the row before; unique, so that the chain cannot fork.
    Column("previous", LargeBinary, nullable=False, unique=True),
    Column("link", LargeBinary, nullable=False),
    Index("ix_log_session_subject", "session", "subject"),
)
