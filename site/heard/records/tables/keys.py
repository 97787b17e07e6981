"""Which council this is, its keys, and who holds them."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    text,
)

from heard.records.tables.metadata import metadata

# One row: which council this is and which keys families' answers are sealed to.
council = Table(
    "council",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    # The council's id in its settings, as it stands inside sealed parts.
    Column("name", String(80), nullable=False),
    # Fingerprint of the recipients, their last days included; must agree with the file that the
    # family process holds.
    Column("fingerprint", String(16), nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

# Every key pair that families' words were ever sealed to. Old generations stay: what was sealed to
# them opens with them alone.
keys = Table(
    "keys",
    metadata,
    # UUID in text; also inside each part that is sealed to it, where it is checked on opening.
    Column("id", String(36), primary_key=True),
    # Who may hold it (`vault.recipients`); renewing one makes the next generation of its kind.
    Column("kind", String(20), nullable=False),
    Column("generation", Integer, nullable=False),
    # For a conference that has keys of its own; empty for the council's.
    Column("conference_id", String(36)),
    # Public half.
    Column("recipient", String(80), nullable=False, unique=True),
    # Private half, sealed to the offline recovery key; empty for the recovery key itself.
    Column("sealed_to_recovery", LargeBinary),
    # The last day on which something may be sealed to it.
    Column("not_after", Date, nullable=False),
)

_the_councils = text("conference_id IS NULL")
Index(
    "ix_keys_kind_generation",
    keys.c.kind,
    keys.c.generation,
    unique=True,
    sqlite_where=_the_councils,
    postgresql_where=_the_councils,
)

# The private keys, each wrapped for each person who may hold it.
key_holders = Table(
    "key_holders",
    metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("key_id", ForeignKey("keys.id"), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)
