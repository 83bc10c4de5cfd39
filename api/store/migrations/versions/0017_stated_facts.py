"""What workers said of themselves for their entitlements."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "stated_facts",
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("stated_on", sa.Date, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["worker"], ["workers.id"], name="fk_stated_facts_worker"),
        sa.PrimaryKeyConstraint("worker", name="pk_stated_facts"),
    )
