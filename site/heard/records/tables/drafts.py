"""Unfinished forms, and what opens them."""

from sqlalchemy import (
    Column,
    ForeignKey,
    LargeBinary,
    String,
    Table,
)

from heard.records.tables.metadata import metadata, one_of
from heard.records.times import Hour

LOCK_KINDS = ("session", "return")

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(36), primary_key=True),
    # Encrypted with a key that only a lock's token opens.
    Column("body", LargeBinary, nullable=False),
    # From this hour on the draft is dead, whether or not it was swept yet.
    Column("expires_hour", Hour, nullable=False, index=True),
)

# Each lock wraps the draft's key for one token: the browser's session, or the return code.
draft_locks = Table(
    "draft_locks",
    metadata,
    # Hash of the token.
    Column("lookup", LargeBinary, primary_key=True),
    Column(
        "draft_id",
        ForeignKey("drafts.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("kind", String(7), nullable=False),
    Column("locked_key", LargeBinary, nullable=False),
    one_of("kind", LOCK_KINDS),
)
