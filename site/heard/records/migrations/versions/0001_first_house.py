"""The first house: submissions, drafts, keys, staff, desk sessions, log.

Columns of hours and minutes are plain whole numbers here: a migration does not change when the
program's own types do.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _submissions()
    _council()
    _drafts()
    _staff()
    _desk_sessions()
    _log()


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("sequence", _SEQUENCE, sa.Identity(always=True), nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("reference", sa.String(9), nullable=False),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("state", sa.String(9), server_default="sent", nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=False),
        sa.Column("mailbox_recipient", sa.String(80), nullable=False),
        sa.Column("mailbox_wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("unit_part", sa.LargeBinary(), nullable=False),
        sa.Column("chair_part", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_submissions"),
        sa.UniqueConstraint("id", name="uq_submissions_id"),
        sa.UniqueConstraint("reference", name="uq_submissions_reference"),
        sa.UniqueConstraint("receipt_hash", name="uq_submissions_receipt_hash"),
        sa.CheckConstraint(
            "state IN ('sent', 'read', 'withdrawn')", name=op.f("ck_submissions_state")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_submissions_expires", "submissions", ["expires"])
    op.create_index("ix_submissions_state_sequence", "submissions", ["state", "sequence"])
    op.create_index(
        "ix_submissions_urgent_state_sequence", "submissions", ["urgent", "state", "sequence"]
    )
    op.create_table(
        "part_keys",
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("part", sa.String(5), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", "part", name="pk_part_keys"),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name="fk_part_keys_submission_id",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("part IN ('unit', 'chair')", name=op.f("ck_part_keys_part")),
    )


def _council() -> None:
    op.create_table(
        "council",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("fingerprint", sa.String(16), nullable=False),
        sa.Column("key_expires", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_council"),
        sa.CheckConstraint("id = 1", name=op.f("ck_council_one_row")),
    )
    op.create_table(
        "council_keys",
        sa.Column("name", sa.String(6), nullable=False),
        sa.Column("recipient", sa.String(80), nullable=False),
        sa.Column("sealed_to_recovery", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_council_keys"),
        sa.CheckConstraint("name IN ('unit', 'chairs')", name=op.f("ck_council_keys_name")),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("expires_hour", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_expires_hour", "drafts", ["expires_hour"])
    op.create_table(
        "draft_locks",
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("draft_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(7), nullable=False),
        sa.Column("locked_key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("lookup", name="pk_draft_locks"),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name="fk_draft_locks_draft_id", ondelete="CASCADE"
        ),
        sa.CheckConstraint("kind IN ('session', 'return')", name=op.f("ck_draft_locks_kind")),
    )
    op.create_index("ix_draft_locks_draft_id", "draft_locks", ["draft_id"])


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("full_name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(13), nullable=False),
        sa.Column("recipient", sa.String(80), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("last_totp_step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wait_until", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("name", name="uq_staff_name"),
        sa.CheckConstraint(
            "role IN ('administrator', 'chair', 'translator', 'auditor', 'operator')",
            name=op.f("ck_staff_role"),
        ),
    )
    op.create_table(
        "staff_keys",
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("key_name", sa.String(6), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "key_name", name="pk_staff_keys"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_staff_keys_staff_id", ondelete="CASCADE"
        ),
        sa.CheckConstraint("key_name IN ('unit', 'chairs')", name=op.f("ck_staff_keys_key_name")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "code_hash", name="pk_recovery_codes"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_recovery_codes_staff_id", ondelete="CASCADE"
        ),
    )


def _desk_sessions() -> None:
    op.create_table(
        "desk_sessions",
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("stored_half", sa.LargeBinary(), nullable=False),
        sa.Column("last_seen", sa.Integer(), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lookup", name="pk_desk_sessions"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_desk_sessions_staff_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_desk_sessions_staff_id", "desk_sessions", ["staff_id"])
    op.create_index("ix_desk_sessions_last_seen", "desk_sessions", ["last_seen"])


def _log() -> None:
    op.create_table(
        "log",
        sa.Column("sequence", _SEQUENCE, autoincrement=False, nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_log"),
        sa.UniqueConstraint("previous", name="uq_log_previous"),
    )
    op.create_index("ix_log_actor_action_hour", "log", ["actor", "action", "hour"])
