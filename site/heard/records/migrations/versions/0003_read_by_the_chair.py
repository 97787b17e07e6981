"""Read by the chair: the day on which somebody who holds the chairs' key read it.

Who had read what was there before is not known: its day stays empty, and a child's page says of it
what the team did.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("submissions", sa.Column("chair_read_on", sa.Date(), nullable=True))
