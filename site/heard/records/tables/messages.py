"""What follows a submission: replies, additions, the wish to take it back, and what that leaves."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    false,
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
    # The family asked for it to be seen today.
    Column("urgent", Boolean, nullable=False),
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
    # That whoever asked knows the receipt number: the right to add a row is not enough. In the
    # key, so that a false wish does not stand in the place of a true one.
    Column("proof", LargeBinary, primary_key=True),
    CheckConstraint("length(proof) = 32", name="proof_length"),
)

# That the family's site found a row otherwise than it was sent. It may not write the log.
alarms = Table(
    "alarms",
    metadata,
    Column(
        "submission_id",
        ForeignKey("submissions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("raised", Date, nullable=False),
    # Whether the desk has written it into the log.
    Column("logged", Boolean, nullable=False, server_default=false()),
)

# What is left for a while of what was taken back before anybody had opened it: that it was there.
taken_back = Table(
    "taken_back",
    metadata,
    Column("reference", String(9), primary_key=True),
    Column("form", String(40), nullable=False),
    Column("received", Date, nullable=False),
    Column("taken_back_on", Date, nullable=False),
    # In whose list it stood: the first of the parts that it had.
    Column("part", String(20), nullable=False),
    # The desk's list of them, newest first.
    Index("ix_taken_back_taken_back_on_reference", "taken_back_on", "reference"),
)
