"""Every form: replies, additions, withdrawals and files.

What was sent before has no public halves of its parts' keys and no way to prove a receipt number:
nothing can be added to it, and it cannot be taken back. The family's page offers neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _submissions()
    _messages()
    _files()


def _submissions() -> None:
    for column in (
        sa.Column("opened", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("unit_recipient", sa.String(80), server_default="", nullable=False),
        sa.Column("chair_recipient", sa.String(80), server_default="", nullable=False),
        sa.Column("proof_hash", sa.LargeBinary(), nullable=True),
    ):
        op.add_column("submissions", column)
    # What was marked as read had been opened.
    op.execute("UPDATE submissions SET opened = (state <> 'sent')")


def _messages() -> None:
    for name, day in (("replies", "written"), ("additions", "received")):
        op.create_table(
            name,
            sa.Column("id", sa.String(36), nullable=False),
            sa.Column("submission_id", sa.String(36), nullable=False),
            sa.Column("part", sa.String(5), nullable=False),
            sa.Column(day, sa.Date(), nullable=False),
            sa.Column("body", sa.LargeBinary(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
            _of("submissions", name, "submission_id"),
            sa.CheckConstraint("part IN ('unit', 'chair')", name=op.f(f"ck_{name}_part")),
        )
        op.create_index(f"ix_{name}_submission_id", name, ["submission_id"])
    op.create_table(
        "withdrawals",
        sa.Column("submission_id", sa.String(36), nullable=False),
        sa.Column("asked", sa.Date(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", name="pk_withdrawals"),
        _of("submissions", "withdrawals", "submission_id"),
    )


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
    )
    for name, owner, column in (
        ("draft_files", "drafts", "draft_id"),
        ("submission_files", "submissions", "submission_id"),
    ):
        op.create_table(
            name,
            sa.Column("file_id", sa.String(36), nullable=False),
            sa.Column(column, sa.String(36), nullable=False),
            sa.PrimaryKeyConstraint("file_id", name=f"pk_{name}"),
            _of("files", name, "file_id"),
            _of(owner, name, column),
        )
        op.create_index(f"ix_{name}_{column}", name, [column])


def _of(owner: str, table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{owner}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )
