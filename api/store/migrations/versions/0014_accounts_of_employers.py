"""Whose account speaks for an employer."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and its index."""
    firm = sa.Column("firm", sa.Text, nullable=False, server_default="")
    op.add_column("employer_standing", firm)
    op.create_index("ix_employer_standing_firm", "employer_standing", ["firm"])
