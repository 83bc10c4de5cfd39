"""What firms were advised on their postings, for its day."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "firm_advice",
        sa.Column("firm", sa.Text, nullable=False),
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted", sa.Boolean, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("firm", "posting", "day", name="pk_firm_advice"),
    )
    op.create_index("ix_firm_advice_made_at", "firm_advice", ["made_at"])
