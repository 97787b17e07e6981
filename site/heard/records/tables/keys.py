"""Whose house this is, the council's keys, and who holds them."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
)

from heard.records.tables.metadata import metadata, one_of

COUNCIL_KEYS = ("unit", "chairs")

# One row: whose house this is and which keys families' answers are sealed to.
council = Table(
    "council",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    # The council's id in its settings, as it stands inside sealed parts.
    Column("name", String(80), nullable=False),
    # Fingerprint of the recipients; must agree with the family process's own file.
    Column("fingerprint", String(16), nullable=False),
    # The first day on which nothing more is sealed to these keys.
    Column("key_expires", Date, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

council_keys = Table(
    "council_keys",
    metadata,
    Column("name", String(6), primary_key=True),
    # Public half.
    Column("recipient", String(80), nullable=False),
    # Private half, sealed to the offline recovery key.
    Column("sealed_to_recovery", LargeBinary, nullable=False),
    one_of("name", COUNCIL_KEYS),
)

# The council's private keys, each wrapped for each person who may hold it.
staff_keys = Table(
    "staff_keys",
    metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("key_name", String(6), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    one_of("key_name", COUNCIL_KEYS),
)
