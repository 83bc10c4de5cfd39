"""New urban employment: histories, people counted elsewhere, the ledger, frozen months."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _histories()
    _listed()
    _frozen()
    _ledger()


def _histories() -> None:
    op.create_table(
        "histories",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("summary_version", sa.Integer, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_histories"),
    )


def _listed() -> None:
    op.create_table(
        "listed_people",
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("county", sa.String(6), nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("year", "person", name="pk_listed_people"),
    )


def _frozen() -> None:
    op.create_table(
        "frozen_months",
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("period", name="pk_frozen_months"),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("booked", sa.String(7), nullable=False),
        sa.Column("of", sa.String(7), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("registration", sa.String(32), nullable=False),
        sa.Column("county", sa.String(6), nullable=False),
        sa.Column("category", sa.String(16), nullable=False),
        sa.Column("sex", sa.String(1), nullable=False),
        sa.Column("criteria", sa.String(16), nullable=False),
        sa.Column("cause", sa.String(32), nullable=False),
        sa.Column("trace", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration"], ["registrations.id"], name="fk_ledger_registration"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_ledger"),
    )
    op.create_index("ix_ledger_year_booked", "ledger", ["year", "booked"])
    op.create_index("ix_ledger_person_year", "ledger", ["person", "year"])
