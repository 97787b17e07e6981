"""What was counted of a form in a quarter that has ended: once, and kept as it was."""

from sqlalchemy import Column, Date, ForeignKey, LargeBinary, String, Table

from heard.records.tables.metadata import metadata

figures = Table(
    "figures",
    metadata,
    Column("form", String(40), primary_key=True),
    # By its year and number: 2026-4.
    Column("quarter", String(6), primary_key=True),
    # Which of the council's keys it is closed with.
    Column("key_id", ForeignKey("keys.id"), nullable=False),
    Column("kept_until", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
