"""Labour-market facts of each night."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "market_facts",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("profile", sa.String(8), nullable=False),
        sa.Column("trade", sa.Integer, nullable=False),
        sa.Column("area", sa.Integer, nullable=False),
        sa.Column("offers", sa.Integer, nullable=False),
        sa.Column("workers", sa.Integer, nullable=False),
        sa.Column("before", sa.Integer),
        sa.Column("hour", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("day", "profile", "trade", "area", name="pk_market_facts"),
    )
    op.create_index("ix_market_facts_profile_day", "market_facts", ["profile", "day"])
    op.create_table(
        "trade_moves",
        sa.Column("one", sa.Integer, nullable=False),
        sa.Column("other", sa.Integer, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name="pk_trade_moves"),
    )
