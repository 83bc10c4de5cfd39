"""Credit entries with their evidence and objections, after-controls and referrals."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "credit_entries",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("registration", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_credit_entries"),
        _refers("credit_entries", "registration", "registrations"),
    )
    _index("credit_entries", "person", "state")
    op.create_table(
        "credit_evidence",
        sa.Column("registration", sa.String(32), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("entry", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("registration", "key", name="pk_credit_evidence"),
        _refers("credit_evidence", "registration", "registrations"),
        _refers("credit_evidence", "entry", "credit_entries"),
    )
    op.create_table(
        "credit_objections",
        sa.Column("entry", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("entry", "number", name="pk_credit_objections"),
        _refers("credit_objections", "entry", "credit_entries"),
    )
    op.create_table(
        "after_controls",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("registration", sa.String(32), nullable=False),
        sa.Column("county", sa.String(6), nullable=False),
        sa.Column("drawn_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_after_controls"),
        sa.UniqueConstraint(
            "registration", "drawn_on", name="uq_after_controls_registration_drawn_on"
        ),
        _refers("after_controls", "registration", "registrations"),
    )
    _index("after_controls", "state")
    op.create_table(
        "referrals",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("entry", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("expires_on", sa.Date, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_referrals"),
        _refers("referrals", "entry", "credit_entries"),
    )
    _index("referrals", "entry", "state")


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
