"""What lists showed and what was opened, by pseudonym."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "list_events",
        sa.Column("pseudonym", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("event", sa.String(8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Integer),
        sa.Column("score", sa.Float),
        sa.Column("chance", sa.Float),
        sa.Column("value", sa.Float),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("weights", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", "day", "posting", "event", name="pk_list_events"),
    )
    op.create_index("ix_list_events_day", "list_events", ["day"])
