"""Clusters of postings that are one job, and what a person took apart."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "duplicates",
        sa.Column("posting_id", sa.Text, nullable=False),
        sa.Column("cluster", sa.Text, nullable=False),
        sa.Column("parted", sa.Boolean, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("posting_id", name="pk_duplicates"),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["postings.id"], name="fk_duplicates_posting_id_postings"
        ),
    )
    op.create_index("ix_duplicates_cluster", "duplicates", ["cluster"])
    op.create_table(
        "splits",
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("second", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("first", "second", name="pk_splits"),
        sa.ForeignKeyConstraint(["first"], ["postings.id"], name="fk_splits_first_postings"),
        sa.ForeignKeyConstraint(["second"], ["postings.id"], name="fk_splits_second_postings"),
        sa.CheckConstraint("first < second", name=op.f("ck_splits_order")),
    )
