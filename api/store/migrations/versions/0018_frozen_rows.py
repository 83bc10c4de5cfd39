"""The registrations behind a frozen month's figures, kept with it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; of months frozen before it there are none."""
    op.create_table(
        "frozen_rows",
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["period"], ["frozen_months.period"], name="fk_frozen_rows_period"),
        sa.PrimaryKeyConstraint("period", name="pk_frozen_rows"),
    )
