"""Feeds: what each file brought, source by source; the changes of one posting found by its id."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COUNTS = ("rows", "inserted", "updated", "unchanged", "refused", "held", "kept", "withdrawn")


def upgrade() -> None:
    """Make the table and the index."""
    op.create_table(
        "feeds",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("file_hash", sa.String(64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("complete", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in COUNTS),
        sa.Column("losses", sa.Text, nullable=False),
        sa.Column("fault", sa.Text, nullable=False),
        sa.Column("withheld", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
    )
    op.create_index("ix_feeds_source_started_at", "feeds", ["source", "started_at"])
    op.create_index("ix_changes_kind_id", "changes", ["kind", "id"])
