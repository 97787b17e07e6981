"""What families sent: the submission, its sealed parts, what opens them, and who read them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    false,
)

from heard.records.tables.metadata import metadata, one_of

STATES = ("sent", "withdrawn")

submissions = Table(
    "submissions",
    metadata,
    # The order of arrival; keyset paging walks it. Never used again after a deletion.
    Column(
        "sequence",
        BigInteger().with_variant(Integer, "sqlite"),
        Identity(always=True),
        primary_key=True,
    ),
    # UUID in text; also inside each sealed part, where it is checked on opening.
    Column("id", String(36), nullable=False, unique=True),
    # What staff and families say to each other on the telephone: K7PM-3QXD. Drawn, never derived.
    Column("reference", String(9), nullable=False, unique=True),
    # Which form, by the name and the version of its declaration.
    Column("form", String(40), nullable=False),
    Column("form_version", Integer, nullable=False),
    # The language of the page it was sent from.
    Column("language", String(12), nullable=False),
    # Day of receiving, in London.
    Column("received", Date, nullable=False),
    # Whether the family has taken it back. Who read which part, and when, is in `part_readings`,
    # and what nobody has read yet is in `waiting`.
    Column("state", String(9), nullable=False, server_default="sent"),
    # The family asked for it to be seen today.
    Column("urgent", Boolean, nullable=False, server_default=false()),
    # The first day on which it is gone.
    Column("expires", Date, nullable=False, index=True),
    # Keyed hash of the receipt number; unique, so that sending twice makes one.
    Column("receipt_hash", LargeBinary, nullable=False, unique=True),
    # Public half of the mailbox that replies are sealed to.
    Column("mailbox_recipient", String(80), nullable=False),
    # Private half of the mailbox, wrapped by the receipt number.
    Column("mailbox_wrapped", LargeBinary, nullable=False),
    # By what a proof of the receipt number is known; see `withdrawals`.
    Column("proof_hash", LargeBinary, nullable=False),
    # Whether somebody has opened any of it: from then on taking it back cannot make it unread. In
    # this row, so that taking back and opening wait for each other.
    Column("opened", Boolean, nullable=False, server_default=false()),
    one_of("state", STATES),
    # For the desk's list of what was taken back.
    Index("ix_submissions_state_sequence", "state", "sequence"),
    # For counting what came by one form in a quarter.
    Index("ix_submissions_form_received", "form", "received"),
    sqlite_autoincrement=True,
)

# The answers, in parts that are sealed apart because not everybody may read all of them.
submission_parts = Table(
    "submission_parts",
    metadata,
    Column(
        "submission_id",
        ForeignKey("submissions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    # The part's name (`vault.sealing`).
    Column("part", String(20), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    # Public half of the part's own key pair: what is added later is sealed to it.
    Column("recipient", String(80), nullable=False),
    # Whether the family answered anything in it: a part without answers waits for nobody.
    Column("answered", Boolean, nullable=False),
)


def of_a_part() -> ForeignKeyConstraint:
    """A reference to a part, by the columns `submission_id` and `part`; it goes with the part."""
    return ForeignKeyConstraint(
        ["submission_id", "part"],
        ["submission_parts.submission_id", "submission_parts.part"],
        ondelete="CASCADE",
    )


# A table of its own, because deleting its rows is what makes a submission gone: backups of this
# table are kept for a shorter time than the rest.
part_keys = Table(
    "part_keys",
    metadata,
    Column("submission_id", String(36), primary_key=True),
    Column("part", String(20), primary_key=True),
    # Which of the council's keys opens it; the same id stands inside the part.
    Column("key_id", ForeignKey("keys.id"), nullable=False),
    # The part's private key, sealed to that key and to the recovery key.
    Column("sealed_key", LargeBinary, nullable=False),
    # What of the part counts (`vault.counting`); empty until it has been counted.
    Column("counted", LargeBinary),
    of_a_part(),
)

# Who has read what: one row for each person and piece, by days. A piece is what was answered in a
# part, or one addition to it.
part_readings = Table(
    "part_readings",
    metadata,
    Column("submission_id", String(36), primary_key=True),
    Column("part", String(20), primary_key=True),
    # The id of the addition; empty for what was answered in the part itself.
    Column("addition", String(36), primary_key=True, server_default=""),
    Column("staff_id", ForeignKey("staff.id"), primary_key=True),
    # Whether this person opens what is for the chairs alone, so that a family can be told who read.
    Column("by_chair", Boolean, nullable=False),
    # The first day on which this person had it open before them.
    Column("opened_on", Date, nullable=False),
    # The first day on which this person said that they had read it, or answered it.
    Column("done_on", Date),
    of_a_part(),
)

# What nobody who can open it has read yet: one row for each piece. It goes when somebody is done
# with the piece that they had opened, so that the desk's lists walk only along what waits.
waiting = Table(
    "waiting",
    metadata,
    Column("submission_id", String(36), primary_key=True),
    Column("part", String(20), primary_key=True),
    Column("addition", String(36), primary_key=True, server_default=""),
    # The submission's own: keyset paging walks it.
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    # The family asked for it to be seen today, and no chair has said why it was acted on unread.
    Column("urgent", Boolean, nullable=False),
    of_a_part(),
    Index("ix_waiting_sequence", "sequence"),
    Index("ix_waiting_part_sequence", "part", "sequence"),
    Index("ix_waiting_urgent_sequence", "urgent", "sequence"),
)
