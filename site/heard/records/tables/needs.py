"""What families asked for, thing by thing, and what staff said of each."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    LargeBinary,
    String,
    Table,
)

from heard.records.tables.metadata import metadata, one_of
from heard.records.tables.submissions import of_a_part

NEED_STATES = (
    *("asked", "looking", "booked", "confirmed", "could-not", "fell-through", "came-late"),
)

# One row for each thing that was asked for, from the moment that somebody first opened the part in
# which it stands. What it is stands nowhere here: the id is made from the key of the part
# (`vault.needs`), so only who opens the part knows which row is which need.
needs = Table(
    "needs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("submission_id", String(36), nullable=False, index=True),
    Column("part", String(20), nullable=False),
    # What was said of it last, and on which day; "asked" on the day it came, as long as nobody
    # has said anything.
    Column("state", String(12), nullable=False),
    Column("since", Date, nullable=False),
    of_a_part(),
    one_of("state", NEED_STATES),
)

# What staff said of one need: its name, state and words, sealed to the mailbox and to the part.
# Rows are only ever added, so that what was said before is never lost.
need_steps = Table(
    "need_steps",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("need_id", ForeignKey("needs.id", ondelete="CASCADE"), nullable=False, index=True),
    # Of the need, once more: the family's process reads no row of `needs`.
    Column("submission_id", String(36), nullable=False, index=True),
    Column("part", String(20), nullable=False),
    # Who said it; only the desk tells that.
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("said_on", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
