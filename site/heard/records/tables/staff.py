"""People who sign in at the desk, and their sessions."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    false,
    true,
)

from heard.records.tables.metadata import metadata
from heard.records.times import Hour, Minute

staff = Table(
    "staff",
    metadata,
    Column("id", String(36), primary_key=True),
    # Sign-in name.
    Column("name", String(80), nullable=False, unique=True),
    Column("full_name", String(200), nullable=False),
    # What the person may do (`casework.staff`).
    Column("role", String(20), nullable=False),
    # Public half of the person's own key pair, and what shows that the desk put it there.
    Column("recipient", String(80), nullable=False),
    Column("vouched", LargeBinary, nullable=False),
    # The last time step whose code was accepted; a code is good once.
    Column("last_totp_step", Integer, nullable=False, server_default="0"),
    # Failed sign-ins since the last good one, and until when the next must wait.
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("wait_until", Minute),
    Column("active", Boolean, nullable=False, server_default=true()),
)

# The ways in which a person can unlock their private half, which lies here with the second factor.
staff_unlocks = Table(
    "staff_unlocks",
    metadata,
    Column("id", String(36), primary_key=True),
    Column(
        "staff_id",
        ForeignKey("staff.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    # What unlocks it: "password".
    Column("kind", String(20), nullable=False),
    # What the secret is stretched with, and what it then opens.
    Column("salt", LargeBinary, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    # By what a passkey is known; empty for a password.
    Column("credential", LargeBinary, unique=True),
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

# How often, in an hour, somebody tried to sign in under a name under which nobody may just then.
nameless_tries = Table(
    "nameless_tries",
    metadata,
    Column("hour", Hour, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
)
