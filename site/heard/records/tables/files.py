"""Pictures and papers, and what holds them."""

from sqlalchemy import (
    Column,
    ForeignKey,
    LargeBinary,
    String,
    Table,
)

from heard.records.tables.metadata import metadata

# Pictures and papers, each sealed to a key pair of its own. The private half lies in the draft and
# then in the sealed part, nowhere else. A file that belongs to neither is swept.
files = Table(
    "files",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

submission_files = Table(
    "submission_files",
    metadata,
    Column("file_id", ForeignKey("files.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "submission_id",
        ForeignKey("submissions.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
)

draft_files = Table(
    "draft_files",
    metadata,
    Column("file_id", ForeignKey("files.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "draft_id",
        ForeignKey("drafts.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
)
