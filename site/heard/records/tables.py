"""Every table and column, and the closed list of what stands in the clear.

Answers, names, file names and ways of contact exist here only as sealed bytes. A column is either
bytes or named in `CLEAR_COLUMNS`; a test holds both directions, so a new clear column is always
a decision that somebody sees.
"""

from collections.abc import Sequence

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    false,
    true,
)

from heard.records.times import Hour, Minute

STATES = ("sent", "read", "withdrawn")
PARTS = ("unit", "chair")
COUNCIL_KEYS = ("unit", "chairs")
LOCK_KINDS = ("session", "return")
ROLES = ("administrator", "chair", "translator", "auditor", "operator")

# The tables that hold what families send: no clear time in them is finer than the hour.
FAMILY_TABLES = frozenset(
    {
        "submissions",
        "part_keys",
        "replies",
        "additions",
        "withdrawals",
        "drafts",
        "draft_locks",
        "files",
        "draft_files",
        "submission_files",
    }
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(column: str, values: Sequence[str]) -> CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


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
    _one_of("state", STATES),
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
    _one_of("part", PARTS),
)

# What staff answer: sealed to the mailbox, and to the part whose readers may see it.
replies = Table(
    "replies",
    metadata,
    Column("id", String(36), primary_key=True),
    Column(
        "submission_id",
        ForeignKey("submissions.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    # Whose key opens it at the desk.
    Column("part", String(5), nullable=False),
    Column("written", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _one_of("part", PARTS),
)

# What a family adds to something sent: sealed to the part whose readers may see it.
additions = Table(
    "additions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column(
        "submission_id",
        ForeignKey("submissions.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("part", String(5), nullable=False),
    Column("received", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _one_of("part", PARTS),
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
    _one_of("name", COUNCIL_KEYS),
)

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
    _one_of("kind", LOCK_KINDS),
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

staff = Table(
    "staff",
    metadata,
    Column("id", String(36), primary_key=True),
    # Sign-in name.
    Column("name", String(80), nullable=False, unique=True),
    Column("full_name", String(200), nullable=False),
    Column("role", String(13), nullable=False),
    # Public half of the person's own key pair.
    Column("recipient", String(80), nullable=False),
    # What stretches the password, and the private half with the second factor, wrapped by it.
    Column("salt", LargeBinary, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    # The last time step whose code was accepted; a code is good once.
    Column("last_totp_step", Integer, nullable=False, server_default="0"),
    # Failed sign-ins since the last good one, and until when the next must wait.
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("wait_until", Minute),
    Column("active", Boolean, nullable=False, server_default=true()),
    _one_of("role", ROLES),
)

# The council's private keys, each wrapped for each person who may hold it.
staff_keys = Table(
    "staff_keys",
    metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("key_name", String(6), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    _one_of("key_name", COUNCIL_KEYS),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("staff_id", ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("code_hash", LargeBinary, primary_key=True),
    Column("used", Boolean, nullable=False, server_default=false()),
)

desk_sessions = Table(
    "desk_sessions",
    metadata,
    # Hash of what the cookie holds.
    Column("lookup", LargeBinary, primary_key=True),
    Column(
        "staff_id",
        ForeignKey("staff.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    # Half of the unlocked key; the other half is in the cookie.
    Column("stored_half", LargeBinary, nullable=False),
    Column("last_seen", Minute, nullable=False, index=True),
    Column("started", Minute, nullable=False),
)

# The keyed chain of who did what. Rows are only ever added.
log = Table(
    "log",
    metadata,
    # 1, 2, 3 without a gap.
    Column(
        "sequence",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("hour", Hour, nullable=False),
    # Sign-in name, or the name of a command.
    Column("actor", String(80), nullable=False),
    # What was done, and to what: a reference or an id, never a family's words.
    Column("action", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    # The link of the row before; unique, so that the chain cannot fork.
    Column("previous", LargeBinary, nullable=False, unique=True),
    Column("link", LargeBinary, nullable=False),
    Index("ix_log_actor_action_hour", "actor", "action", "hour"),
)

CLEAR_COLUMNS: dict[str, set[str]] = {
    "submissions": {
        "sequence",
        "id",
        "reference",
        "form",
        "form_version",
        "language",
        "received",
        "state",
        "urgent",
        "opened",
        "read_on",
        "chair_read_on",
        "confirmed_on",
        "expires",
        "mailbox_recipient",
        "unit_recipient",
        "chair_recipient",
    },
    "part_keys": {"submission_id", "part"},
    "replies": {"id", "submission_id", "part", "written"},
    "additions": {"id", "submission_id", "part", "received"},
    "withdrawals": {"submission_id", "asked"},
    "files": {"id"},
    "draft_files": {"file_id", "draft_id"},
    "submission_files": {"file_id", "submission_id"},
    "council": {"id", "name", "fingerprint", "key_expires"},
    "council_keys": {"name", "recipient"},
    "drafts": {"id", "expires_hour"},
    "draft_locks": {"draft_id", "kind"},
    "staff": {
        "id",
        "name",
        "full_name",
        "role",
        "recipient",
        "last_totp_step",
        "failures",
        "wait_until",
        "active",
    },
    "staff_keys": {"staff_id", "key_name"},
    "recovery_codes": {"staff_id", "used"},
    "desk_sessions": {"staff_id", "last_seen", "started"},
    "log": {"sequence", "hour", "actor", "action", "subject"},
}
