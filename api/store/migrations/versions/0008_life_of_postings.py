"""The life of postings: history, holds, complaints, employers' standing; closed gets its kinds."""

import sqlalchemy as sa
from alembic import op

from registry.jobs.employer import name_key

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and give employers the key by which their names are compared."""
    op.create_table(
        "posting_events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_posting_events"),
        _refers("posting_events", "posting", "postings"),
    )
    _index("posting_events", "posting")
    op.create_table(
        "posting_holds",
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("posting", "code", name="pk_posting_holds"),
        _refers("posting_holds", "posting", "postings"),
    )
    op.create_table(
        "complaints",
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("about", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("posting", sa.Text),
        sa.Column("employer", sa.Integer),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("decided_on", sa.Date),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_complaints"),
        _refers("complaints", "posting", "postings"),
        _refers("complaints", "employer", "employers"),
    )
    _index("complaints", "posting")
    _index("complaints", "employer")
    _index("complaints", "state", "due")
    op.create_table(
        "employer_standing",
        sa.Column("employer", sa.Integer, nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        sa.Column("is_unverified_held", sa.Boolean, nullable=False),
        sa.Column("verified_on", sa.Date),
        sa.Column("barred_until", sa.Date),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("employer", name="pk_employer_standing"),
        _refers("employer_standing", "employer", "employers"),
    )
    _index("employer_standing", "level")
    _key_the_employers()
    _name_what_was_closed()


def _key_the_employers() -> None:
    op.add_column("employers", sa.Column("key", sa.Text, nullable=False, server_default=""))
    _index("employers", "key")
    table = sa.table("employers", sa.column("id"), sa.column("name"), sa.column("key"))
    connection = op.get_bind()
    keys = [
        {"this_id": row.id, "key": name_key(row.name)}
        for row in connection.execute(sa.select(table.c.id, table.c.name))
    ]
    if keys:
        statement = sa.update(table).where(table.c.id == sa.bindparam("this_id"))
        connection.execute(statement, keys)


def _name_what_was_closed() -> None:
    op.execute(
        "UPDATE postings SET state = 'withdrawn', document = replace(document, "
        """'"state":"closed"', '"state":"withdrawn"') WHERE state = 'closed'"""
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
