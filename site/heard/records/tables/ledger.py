"""What came and how it ended, counted so that a deletion shows; and whose turn it is to write."""

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from heard.records.tables.metadata import metadata, one_of

EVENTS = ("came", "expired", "taken back")

# A keyed chain like the log's, without a time and without a word of what it counts. Rows are only
# ever added.
ledger = Table(
    "ledger",
    metadata,
    # 1, 2, 3 without a gap.
    Column(
        "number",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    # The submission's own; it is never used again.
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("event", String(10), nullable=False),
    # Of what came: a keyed hash of all in its rows that never changes. Otherwise empty.
    Column("fingerprint", LargeBinary, nullable=False),
    # The link of the row before; unique, so that the chain cannot fork.
    Column("previous", LargeBinary, nullable=False, unique=True),
    Column("link", LargeBinary, nullable=False),
    UniqueConstraint("sequence", "event"),
    one_of("event", EVENTS),
)

# One row for each chain, held by whoever writes in it until their transaction ends. The family's
# role can take no lock on it; a lock that everybody may ask for would be one to freeze the desk by.
turns = Table("turns", metadata, Column("name", String(10), primary_key=True))
