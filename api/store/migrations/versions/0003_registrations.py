"""Registrations with their versions, promises, evidence and notices; and the audit chain."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

IN_PROGRESS = "state IN ('DRAFT', 'CHECKING', 'PENDING_REVIEW')"


def upgrade() -> None:
    """Make the tables; the chain begins empty."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "registrations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("place", sa.String(6), nullable=False),
        sa.Column("category", sa.String(16), nullable=False),
        sa.Column("start_date", sa.Date, nullable=False),
        sa.Column("registered_on", sa.Date),
        sa.Column("ended_on", sa.Date),
        sa.Column("submitted_at", instant),
        sa.Column("path", sa.String(16), nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False, server_default=""),
        sa.Column("decided_on", sa.Date),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False, server_default=""),
        sa.Column("exit", sa.Text, nullable=False, server_default=""),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("updated_at", instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_registrations"),
    )
    op.create_index("ix_registrations_person", "registrations", ["person"])
    op.create_index("ix_registrations_state", "registrations", ["state"])
    for name, where in (("active", "state = 'ACTIVE'"), ("in_progress", IN_PROGRESS)):
        op.create_index(
            f"uq_registrations_{name}",
            "registrations",
            ["person"],
            unique=True,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    _of_registration(
        "registration_versions",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("until", instant, nullable=False),
        key=("version",),
    )
    _of_registration(
        "commitments",
        sa.Column("text_version", sa.String(16), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("signed_at", instant, nullable=False),
        sa.Column("assisted_by", sa.Text, nullable=False),
        sa.Column("scan_hash", sa.String(64), nullable=False),
    )
    _of_registration(
        "register_answers",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("asked_at", instant, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        key=("round", "source"),
    )
    _of_registration(
        "doubts",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("opened_at", instant, nullable=False),
        sa.Column("settled_at", instant),
        sa.Column("settled_by", sa.Text, nullable=False, server_default=""),
        key=("key",),
    )
    _of_registration(
        "notices",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        key=("number",),
    )
    op.create_table(
        "audit",
        sa.Column("sequence", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("at", instant, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    head = op.create_table(
        "audit_head",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_audit_head"),
    )
    op.bulk_insert(head, [{"name": "audit", "sequence": 0, "hash": "0" * 64}])


def _of_registration(name: str, *columns: sa.Column[object], key: tuple[str, ...] = ()) -> None:
    op.create_table(
        name,
        sa.Column("registration", sa.String(32), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("registration", *key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["registration"], ["registrations.id"], name=f"fk_{name}_registration_registrations"
        ),
    )
