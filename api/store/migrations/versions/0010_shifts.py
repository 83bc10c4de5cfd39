"""Shifts, assignments, and the half-hours that people are booked."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "shifts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("firm", sa.Text, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("starts", instant, nullable=False),
        sa.Column("ends", instant, nullable=False),
        sa.Column("answer_by", instant, nullable=False),
        sa.Column("openings", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("most", sa.Integer),
        sa.Column("next_wave_at", instant),
        sa.Column("first_asked_at", instant),
        sa.Column("full_at", instant),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("cancelled", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_shifts"),
        sa.UniqueConstraint("posting", "ref", name="uq_shifts_posting_ref"),
        sa.CheckConstraint("openings BETWEEN 1 AND 500", name="ck_shifts_openings"),
        sa.CheckConstraint("taken BETWEEN 0 AND openings", name="ck_shifts_taken"),
        sa.CheckConstraint("ends > starts", name="ck_shifts_order"),
        sa.ForeignKeyConstraint(["posting"], ["postings.id"], name="fk_shifts_posting_postings"),
    )
    op.create_index("ix_shifts_firm", "shifts", ["firm"])
    op.create_index("ix_shifts_state", "shifts", ["state"])
    op.create_table(
        "assignments",
        sa.Column("shift", sa.String(32), nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("invited_at", instant, nullable=False),
        sa.Column("waiting", sa.Integer),
        sa.Column("answered_at", instant),
        sa.Column("taken_at", instant),
        sa.Column("left_at", instant),
        sa.Column("sealed", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("shift", "worker", name="pk_assignments"),
        sa.UniqueConstraint("token", name="uq_assignments_token"),
        sa.ForeignKeyConstraint(["shift"], ["shifts.id"], name="fk_assignments_shift_shifts"),
    )
    op.create_index("ix_assignments_worker_invited_at", "assignments", ["worker", "invited_at"])
    op.create_table(
        "busy_half_hours",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("half_hour", sa.Integer, nullable=False),
        sa.Column("shift", sa.String(32), nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person", "half_hour", name="pk_busy_half_hours"),
        sa.ForeignKeyConstraint(["shift"], ["shifts.id"], name="fk_busy_half_hours_shift_shifts"),
    )
    op.create_index("ix_busy_half_hours_shift", "busy_half_hours", ["shift"])
    op.create_table(
        "diaries",
        sa.Column("person", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_diaries"),
    )
