"""The first tables.

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
    _keys()
    _staff()
    _submissions()
    _parts()
    _messages()
    _needs()
    _reply_drafts()
    _drafts()
    _kept_pages()
    _files()
    _figures()
    _log()


def _keys() -> None:
    op.create_table(
        "council",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("fingerprint", sa.String(16), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_council_one_row")),
        sa.PrimaryKeyConstraint("id", name="pk_council"),
    )
    op.create_table(
        "keys",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.String(36), nullable=True),
        sa.Column("recipient", sa.String(80), nullable=False),
        sa.Column("sealed_to_recovery", sa.LargeBinary(), nullable=True),
        sa.Column("not_after", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.UniqueConstraint("recipient", name="uq_keys_recipient"),
    )
    op.create_index(
        "ix_keys_kind_generation",
        "keys",
        ["kind", "generation"],
        unique=True,
        sqlite_where=sa.text("conference_id IS NULL"),
        postgresql_where=sa.text("conference_id IS NULL"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("full_name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("recipient", sa.String(80), nullable=False),
        sa.Column("vouched", sa.LargeBinary(), nullable=False),
        sa.Column("last_totp_step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wait_until", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("name", name="uq_staff_name"),
    )
    op.create_table(
        "staff_unlocks",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_staff_unlocks_staff_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_staff_unlocks"),
        sa.UniqueConstraint("credential", name="uq_staff_unlocks_credential"),
    )
    op.create_index("ix_staff_unlocks_staff_id", "staff_unlocks", ["staff_id"])
    op.create_table(
        "key_holders",
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("key_id", sa.String(36), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["keys.id"], name="fk_key_holders_key_id"),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_key_holders_staff_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "key_id", name="pk_key_holders"),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_recovery_codes_staff_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "code_hash", name="pk_recovery_codes"),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("stored_half", sa.LargeBinary(), nullable=False),
        sa.Column("last_seen", sa.Integer(), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_desk_sessions_staff_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lookup", name="pk_desk_sessions"),
    )
    op.create_table(
        "nameless_tries",
        sa.Column("hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", name="pk_nameless_tries"),
    )
    op.create_index("ix_desk_sessions_last_seen", "desk_sessions", ["last_seen"])
    op.create_index("ix_desk_sessions_staff_id", "desk_sessions", ["staff_id"])


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
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=False),
        sa.Column("mailbox_recipient", sa.String(80), nullable=False),
        sa.Column("mailbox_wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("proof_hash", sa.LargeBinary(), nullable=False),
        sa.Column("opened", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("state IN ('sent', 'withdrawn')", name=op.f("ck_submissions_state")),
        sa.PrimaryKeyConstraint("sequence", name="pk_submissions"),
        sa.UniqueConstraint("id", name="uq_submissions_id"),
        sa.UniqueConstraint("receipt_hash", name="uq_submissions_receipt_hash"),
        sa.UniqueConstraint("reference", name="uq_submissions_reference"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_submissions_expires", "submissions", ["expires"])
    op.create_index("ix_submissions_form_received", "submissions", ["form", "received"])
    op.create_index("ix_submissions_state_sequence", "submissions", ["state", "sequence"])


def _parts() -> None:
    op.create_table(
        "submission_parts",
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("recipient", sa.String(80), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name="fk_submission_parts_submission_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("submission_id", "part", name="pk_submission_parts"),
    )
    op.create_table(
        "part_keys",
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("key_id", sa.String(36), nullable=False),
        sa.Column("sealed_key", sa.LargeBinary(), nullable=False),
        sa.Column("counted", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["key_id"], ["keys.id"], name="fk_part_keys_key_id"),
        sa.ForeignKeyConstraint(
            ["submission_id", "part"],
            ["submission_parts.submission_id", "submission_parts.part"],
            name="fk_part_keys_submission_id_part",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("submission_id", "part", name="pk_part_keys"),
    )
    op.create_table(
        "part_readings",
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("addition", sa.String(36), server_default="", nullable=False),
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("by_chair", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_part_readings_staff_id"),
        sa.ForeignKeyConstraint(
            ["submission_id", "part"],
            ["submission_parts.submission_id", "submission_parts.part"],
            name="fk_part_readings_submission_id_part",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "submission_id", "part", "addition", "staff_id", name="pk_part_readings"
        ),
    )
    op.create_table(
        "waiting",
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("addition", sa.String(36), server_default="", nullable=False),
        sa.Column("sequence", _SEQUENCE, nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id", "part"],
            ["submission_parts.submission_id", "submission_parts.part"],
            name="fk_waiting_submission_id_part",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("submission_id", "part", "addition", name="pk_waiting"),
    )
    op.create_index("ix_waiting_sequence", "waiting", ["sequence"])
    op.create_index("ix_waiting_part_sequence", "waiting", ["part", "sequence"])
    op.create_index("ix_waiting_urgent_sequence", "waiting", ["urgent", "sequence"])


def _messages() -> None:
    op.create_table(
        "replies",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("written", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id", "part"],
            ["submission_parts.submission_id", "submission_parts.part"],
            name="fk_replies_submission_id_part",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_replies"),
    )
    op.create_index("ix_replies_submission_id", "replies", ["submission_id"])
    op.create_table(
        "additions",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id", "part"],
            ["submission_parts.submission_id", "submission_parts.part"],
            name="fk_additions_submission_id_part",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_additions"),
    )
    op.create_index("ix_additions_submission_id", "additions", ["submission_id"])
    op.create_table(
        "withdrawals",
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("asked", sa.Date(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name="fk_withdrawals_submission_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("submission_id", "proof", name="pk_withdrawals"),
        sa.CheckConstraint("length(proof) = 32", name=op.f("ck_withdrawals_proof_length")),
    )
    op.create_table(
        "alarms",
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("raised", sa.Date(), nullable=False),
        sa.Column("logged", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name="fk_alarms_submission_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("submission_id", name="pk_alarms"),
    )
    op.create_table(
        "taken_back",
        sa.Column("reference", sa.String(9), nullable=False),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("taken_back_on", sa.Date(), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("reference", name="pk_taken_back"),
    )
    op.create_index(
        "ix_taken_back_taken_back_on_reference", "taken_back", ["taken_back_on", "reference"]
    )


def _needs() -> None:
    op.create_table(
        "needs",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'looking', 'booked', 'confirmed', 'could-not', 'fell-through', "
            "'came-late')",
            name=op.f("ck_needs_state"),
        ),
        sa.ForeignKeyConstraint(
            ["submission_id", "part"],
            ["submission_parts.submission_id", "submission_parts.part"],
            name="fk_needs_submission_id_part",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_needs"),
    )
    op.create_index("ix_needs_submission_id", "needs", ["submission_id"])
    op.create_table(
        "need_steps",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("need_id", sa.String(36), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id"], ["needs.id"], name="fk_need_steps_need_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_need_steps_staff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_need_steps"),
    )
    op.create_index("ix_need_steps_need_id", "need_steps", ["need_id"])
    op.create_index("ix_need_steps_submission_id", "need_steps", ["submission_id"])


def _reply_drafts() -> None:
    op.create_table(
        "reply_drafts",
        sa.Column("staff_id", sa.String(36), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name="fk_reply_drafts_staff_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name="fk_reply_drafts_submission_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("staff_id", "submission_id", name="pk_reply_drafts"),
    )
    op.create_index("ix_reply_drafts_day", "reply_drafts", ["day"])
    op.create_index("ix_reply_drafts_submission_id", "reply_drafts", ["submission_id"])


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
        sa.CheckConstraint("kind IN ('session', 'return')", name=op.f("ck_draft_locks_kind")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name="fk_draft_locks_draft_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lookup", name="pk_draft_locks"),
    )
    op.create_index("ix_draft_locks_draft_id", "draft_locks", ["draft_id"])


def _kept_pages() -> None:
    op.create_table(
        "kept_pages",
        sa.Column("owner", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("expires_hour", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "place", name="pk_kept_pages"),
    )
    op.create_index("ix_kept_pages_expires_hour", "kept_pages", ["expires_hour"])


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
    )
    op.create_table(
        "draft_files",
        sa.Column("file_id", sa.String(36), nullable=False),
        sa.Column("draft_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name="fk_draft_files_draft_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name="fk_draft_files_file_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("file_id", name="pk_draft_files"),
    )
    op.create_index("ix_draft_files_draft_id", "draft_files", ["draft_id"])
    op.create_table(
        "submission_files",
        sa.Column("file_id", sa.String(36), nullable=False),
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["files.id"], name="fk_submission_files_file_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name="fk_submission_files_submission_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("file_id", name="pk_submission_files"),
    )
    op.create_index("ix_submission_files_submission_id", "submission_files", ["submission_id"])


def _figures() -> None:
    op.create_table(
        "figures",
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("quarter", sa.String(6), nullable=False),
        sa.Column("key_id", sa.String(36), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["keys.id"], name="fk_figures_key_id"),
        sa.PrimaryKeyConstraint("form", "quarter", name="pk_figures"),
    )


def _log() -> None:
    op.create_table(
        "log",
        sa.Column("sequence", _SEQUENCE, autoincrement=False, nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("session", sa.String(16), server_default="", nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_log"),
        sa.UniqueConstraint("previous", name="uq_log_previous"),
    )
    op.create_index("ix_log_session_subject", "log", ["session", "subject"])
    op.create_table(
        "ledger",
        sa.Column("number", _SEQUENCE, autoincrement=False, nullable=False),
        sa.Column("sequence", _SEQUENCE, nullable=False),
        sa.Column("event", sa.String(10), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_ledger"),
        sa.UniqueConstraint("previous", name="uq_ledger_previous"),
        sa.UniqueConstraint("sequence", "event", name="uq_ledger_sequence_event"),
        sa.CheckConstraint(
            "event IN ('came', 'expired', 'taken back')", name=op.f("ck_ledger_event")
        ),
    )
    turns = op.create_table(
        "turns",
        sa.Column("name", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_turns"),
    )
    op.bulk_insert(turns, [{"name": "log"}, {"name": "ledger"}])
