"""The consent ledger, what a worker chose, and what firms were shown and asked of her."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "consents",
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("firm", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("given", sa.Boolean, nullable=False),
        sa.Column("text_version", sa.String(16), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        _instant("at"),
        sa.Column("by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("worker", "purpose", "firm", "number", name="pk_consents"),
    )
    _index("consents", "purpose")
    op.create_table(
        "worker_choices",
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("hidden", sa.Boolean, nullable=False),
        sa.Column("personalised", sa.Boolean, nullable=False),
        _instant("at"),
        sa.PrimaryKeyConstraint("worker", name="pk_worker_choices"),
    )
    op.create_table(
        "tag_choices",
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("chosen", sa.Boolean, nullable=False),
        _instant("at"),
        sa.PrimaryKeyConstraint("worker", "tag", name="pk_tag_choices"),
    )
    op.create_table(
        "worker_contacts",
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        _instant("at"),
        sa.PrimaryKeyConstraint("worker", name="pk_worker_contacts"),
    )
    _pools()


def _pools() -> None:
    op.create_table(
        "pool_answers",
        sa.Column("firm", sa.Text, nullable=False),
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        _instant("made_at"),
        sa.Column("counted", sa.Boolean, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("firm", "posting", "day", name="pk_pool_answers"),
    )
    _index("pool_answers", "made_at")
    op.create_table(
        "contact_requests",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("firm", sa.Text, nullable=False),
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("pseudonym", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        _instant("asked_at"),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_contact_requests"),
        sa.UniqueConstraint(
            "firm", "posting", "pseudonym", name="uq_contact_requests_firm_posting_pseudonym"
        ),
    )
    _index("contact_requests", "worker")


def _instant(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])
