"""What staff are writing: sealed to the writer's own key, and gone when it is sent."""

from sqlalchemy import Column, Date, ForeignKey, LargeBinary, Table

from heard.records.tables.metadata import metadata

reply_drafts = Table(
    "reply_drafts",
    metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "submission_id",
        ForeignKey("submissions.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    # When it was last kept.
    Column("day", Date, nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)
