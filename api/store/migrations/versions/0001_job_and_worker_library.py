"""Employers, postings, workers, and the change log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "employers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("uscc", sa.String(18), nullable=False, server_default=""),
        sa.Column("first_seen", instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_employers"),
        sa.UniqueConstraint("name", "uscc", name="uq_employers_name_uscc"),
    )
    op.create_table(
        "postings",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("profile", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("employer_id", sa.Integer),
        sa.Column("occupation", sa.String(16)),
        sa.Column("place", sa.String(6)),
        sa.Column("published_on", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("first_seen", instant, nullable=False),
        sa.Column("last_seen", sa.Date, nullable=False),
        sa.Column("closed_reason", sa.Text),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_postings"),
        sa.UniqueConstraint("source", "source_id", name="uq_postings_source_source_id"),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employers.id"], name="fk_postings_employer_id_employers"
        ),
    )
    for columns in (["profile", "state"], ["employer_id"], ["occupation"], ["place"]):
        op.create_index(f"ix_postings_{'_'.join(columns)}", "postings", columns)
    op.create_table(
        "workers",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("sex", sa.String(1)),
        sa.Column("id_masked", sa.String(18)),
        sa.Column("first_seen", instant, nullable=False),
        sa.Column("last_seen", sa.Date, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_workers"),
    )
    op.create_table(
        "changes",
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("op", sa.String(16), nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_changes"),
        sa.CheckConstraint("kind IN ('posting', 'worker')", name=op.f("ck_changes_kind")),
        sa.CheckConstraint("op IN ('upsert', 'remove')", name=op.f("ck_changes_op")),
    )
    counters = op.create_table(
        "counters",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.bulk_insert(counters, [{"name": "changes", "value": 0}])
