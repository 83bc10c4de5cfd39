"""What waits for an officer: objections to an end, reasons of doubts, indexes of the queue."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

QUEUE = (
    ("ix_registrations_pending", "registrations", ["updated_at", "id"], "state = 'PENDING_REVIEW'"),
    (
        "ix_registrations_objected",
        "registrations",
        ["objected_at", "id"],
        "objected_at IS NOT NULL",
    ),
    ("ix_doubts_open", "doubts", ["opened_at", "registration", "key"], "settled_at IS NULL"),
)


def upgrade() -> None:
    """Add the columns and the indexes."""
    for table, column in (("registrations", "objection"), ("doubts", "reason")):
        op.add_column(table, sa.Column(column, sa.Text, nullable=False, server_default=""))
    op.add_column("registrations", sa.Column("objected_at", sa.DateTime(timezone=True)))
    for name, table, columns, where in QUEUE:
        only = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)
