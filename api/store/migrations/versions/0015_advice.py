"""What an advisor keeps of whom she serves: caseload, marks on lists, records of talks."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _caseload()
    _marks()
    _talks()


def _caseload() -> None:
    op.create_table(
        "caseload",
        sa.Column("account", sa.String(32), nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False, server_default=""),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name="fk_caseload_account"),
        sa.ForeignKeyConstraint(["worker"], ["workers.id"], name="fk_caseload_worker"),
        sa.PrimaryKeyConstraint("account", "worker", name="pk_caseload"),
    )
    op.create_index("ix_caseload_worker", "caseload", ["worker"])


def _marks() -> None:
    op.create_table(
        "advisor_marks",
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False, server_default=""),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["worker"], ["workers.id"], name="fk_advisor_marks_worker"),
        sa.ForeignKeyConstraint(["posting"], ["postings.id"], name="fk_advisor_marks_posting"),
        sa.PrimaryKeyConstraint("worker", "posting", name="pk_advisor_marks"),
    )


def _talks() -> None:
    op.create_table(
        "talks",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("held_on", sa.Date, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["worker"], ["workers.id"], name="fk_talks_worker"),
        sa.PrimaryKeyConstraint("id", name="pk_talks"),
    )
    op.create_index("ix_talks_worker", "talks", ["worker"])
