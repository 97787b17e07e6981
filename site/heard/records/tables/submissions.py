"""What families sent: the submission, its sealed parts and what opens them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    false,
)

from heard.records.tables.metadata import metadata, one_of

PARTS = ("unit", "chair")
STATES = ("sent", "read", "withdrawn")

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
    Column("state", String(9), nullable=False, server_default="sent"),
    # The family asked for it to be seen today.
    Column("urgent", Boolean, nullable=False, server_default=false()),
    # The day a person marked it as read.
    Column("read_on", Date),
    # The first day on which it is gone.
    Column("expires", Date, nullable=False, index=True),
    # Keyed hash of the receipt number; unique, so that sending twice makes one.
    Column("receipt_hash", LargeBinary, nullable=False, unique=True),
    # Public half of the mailbox that replies are sealed to.
    Column("mailbox_recipient", String(80), nullable=False),
    # Private half of the mailbox, wrapped by the receipt number.
    Column("mailbox_wrapped", LargeBinary, nullable=False),
    # The answers, sealed in two parts; each opens with its own row of part_keys.
    Column("unit_part", LargeBinary, nullable=False),
    Column("chair_part", LargeBinary, nullable=False),
    # Whether somebody has opened it: from then on taking it back cannot make it unread.
    Column("opened", Boolean, nullable=False, server_default=false()),
    # The day a person said that what was asked for is arranged.
    Column("confirmed_on", Date),
    # Public half of each part's own key pair: what is added later is sealed to it.
    Column("unit_recipient", String(80), nullable=False, server_default=""),
    Column("chair_recipient", String(80), nullable=False, server_default=""),
    # By what a proof of the receipt number is known; see `withdrawals`.
    Column("proof_hash", LargeBinary),
    # The day on which somebody who holds the chairs' key first marked or answered it: a child is
    # told that the person who runs the meeting has read it. A day says nothing of the child.
    Column("chair_read_on", Date),
    one_of("state", STATES),
    # For the desk's lists of what waits, and of what waits and is urgent.
    Index("ix_submissions_state_sequence", "state", "sequence"),
    Index("ix_submissions_urgent_state_sequence", "urgent", "state", "sequence"),
    sqlite_autoincrement=True,
)

# A table of its own, because deleting its rows is what makes a submission gone: backups of this
# table are kept for a shorter time than the rest.
part_keys = Table(
    "part_keys",
    metadata,
    Column(
        "submission_id",
        ForeignKey("submissions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("part", String(5), primary_key=True),
    # The part's private key, sealed to the council's key for it and to the recovery key.
    Column("sealed_key", LargeBinary, nullable=False),
    one_of("part", PARTS),
)
