"""Applications, what happened in them, proposals to the registry, feedback, response times."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Instant = sa.DateTime(timezone=True)
OPEN_APPLICATION = "state IN ('WANTED', 'PASSED', 'SEEN', 'ANSWERED', 'INTERVIEW', 'DISPUTED')"
OPEN_PROPOSAL = "state IN ('PROPOSED', 'DENIED')"


def upgrade() -> None:
    """Make the tables."""
    _applications()
    _proposals()
    op.create_table(
        "feedback",
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("worker", "posting", name="pk_feedback"),
        _refers("feedback", "worker", "workers"),
        _refers("feedback", "posting", "postings"),
    )
    _index("feedback", "posting")
    op.create_table(
        "firm_responses",
        sa.Column("firm", sa.Text, nullable=False),
        sa.Column("hours", sa.Float, nullable=False),
        sa.Column("cases", sa.Integer, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("firm", name="pk_firm_responses"),
    )
    counters = sa.table("counters", sa.column("name"), sa.column("value"))
    op.execute(counters.insert().values(name="responses", value=0))


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("posting", sa.Text, nullable=False),
        sa.Column("firm", sa.Text, nullable=False),
        sa.Column("county", sa.String(6), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("wanted_at", Instant, nullable=False),
        sa.Column("passed_at", Instant),
        sa.Column("answered_at", Instant),
        sa.Column("moved_at", Instant, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("last_mark", sa.String(64), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_applications"),
        _refers("applications", "worker", "workers"),
        _refers("applications", "posting", "postings"),
    )
    for columns in (
        ("worker",),
        ("posting",),
        ("firm", "state"),
        ("county", "state"),
        ("passed_at",),
        ("due_on",),
    ):
        _index("applications", *columns)
    _one_open("applications", OPEN_APPLICATION, "worker", "posting")
    op.create_table(
        "application_events",
        sa.Column("application", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("event", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("application", "number", name="pk_application_events"),
        _refers("application_events", "application", "applications"),
    )


def _proposals() -> None:
    op.create_table(
        "hire_proposals",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("application", sa.String(32), nullable=False),
        sa.Column("registration", sa.String(32), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("county", sa.String(6), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        sa.Column("closed_at", Instant),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hire_proposals"),
        _refers("hire_proposals", "application", "applications"),
        _refers("hire_proposals", "registration", "registrations"),
    )
    for columns in (("person",), ("registration",), ("county", "state")):
        _index("hire_proposals", *columns)
    _one_open("hire_proposals", OPEN_PROPOSAL, "application")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _one_open(table: str, where: str, *columns: str) -> None:
    op.create_index(
        f"uq_{table}_open",
        table,
        list(columns),
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)
