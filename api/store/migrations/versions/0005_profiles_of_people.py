"""Profiles of the worker library know their person, and why they are not shown."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; a profile gets its person when it comes in again."""
    for name, length in (("person", 64), ("hidden_reason", 16)):
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("workers", column)
    op.create_index("ix_workers_person", "workers", ["person"])
