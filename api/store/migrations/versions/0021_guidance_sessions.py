"""Sessions of guidance: sealed, at most one open a worker."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

OPEN_SESSION = "state <> 'CLOSED'"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "guidance_sessions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_guidance_sessions"),
        sa.ForeignKeyConstraint(
            ["worker"], ["workers.id"], name="fk_guidance_sessions_worker_workers"
        ),
    )
    op.create_index("ix_guidance_sessions_worker", "guidance_sessions", ["worker"])
    op.create_index("ix_guidance_sessions_due_on", "guidance_sessions", ["due_on"])
    op.create_index(
        "uq_guidance_sessions_open",
        "guidance_sessions",
        ["worker"],
        unique=True,
        sqlite_where=sa.text(OPEN_SESSION),
        postgresql_where=sa.text(OPEN_SESSION),
    )
