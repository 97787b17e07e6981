"""What follows a submission: replies, additions, and the wish to take it back."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    LargeBinary,
    String,
    Table,
)

from heard.records.tables.metadata import metadata
from heard.records.tables.submissions import of_a_part

# What staff answer: sealed to the mailbox, and to the part whose readers may see it.
replies = Table(
    "replies",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("submission_id", String(36), nullable=False, index=True),
    # Whose key opens it at the desk.
    Column("part", String(20), nullable=False),
    Column("written", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
    of_a_part(),
)

# What a family adds to something sent: sealed to the part whose readers may see it.
additions = Table(
    "additions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("submission_id", String(36), nullable=False, index=True),
    Column("part", String(20), nullable=False),
    Column("received", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
    of_a_part(),
)

# A family's wish to take something back. The public process may not delete; the desk's does it.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column(
        "submission_id",
        ForeignKey("submissions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("asked", Date, nullable=False),
    # That whoever asked knows the receipt number: the right to add a row is not enough.
    Column("proof", LargeBinary, nullable=False),
)
