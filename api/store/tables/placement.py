"""Applications, what happened in them, what hires propose to the registry, what is not for whom."""

from typing import Final

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from api.store.tables.base import Instant, metadata

OPEN_APPLICATION: Final = (
    "state IN ('WANTED', 'PASSED', 'SEEN', 'ANSWERED', 'INTERVIEW', 'DISPUTED')"
)
OPEN_PROPOSAL: Final = "state IN ('PROPOSED', 'DENIED')"

# `sealed` is the whole application; the other columns are copies for queries. due_on: the next day
# on which something falls due, null for never. last_mark: of what was done last, so that the same
# sent again does nothing twice.
applications: Final = Table(
    "applications",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("worker", ForeignKey("workers.id"), nullable=False),
    Column("posting", ForeignKey("postings.id"), nullable=False),
    Column("firm", Text, nullable=False),
    Column("county", String(6), nullable=False),
    Column("state", String(16), nullable=False),
    Column("wanted_at", Instant, nullable=False),
    Column("passed_at", Instant),
    Column("answered_at", Instant),
    Column("moved_at", Instant, nullable=False),
    Column("due_on", Date),
    Column("last_mark", String(64), nullable=False),
    Column("sealed", Text, nullable=False),
    Index(None, "worker"),
    Index(None, "posting"),
    Index(None, "firm", "state"),
    Index(None, "county", "state"),
    Index(None, "passed_at"),
    Index(None, "due_on"),
    Index(
        "uq_applications_open",
        "worker",
        "posting",
        unique=True,
        sqlite_where=text(OPEN_APPLICATION),
        postgresql_where=text(OPEN_APPLICATION),
    ),
)

# What happened, in order; `sealed` holds the words that were written to the other side.
application_events: Final = Table(
    "application_events",
    metadata,
    Column("application", ForeignKey("applications.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("role", String(16), nullable=False),
    Column("event", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("sealed", Text, nullable=False, server_default=""),
)

# What a hire proposes to a registration; `sealed` is the whole proposal.
hire_proposals: Final = Table(
    "hire_proposals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("application", ForeignKey("applications.id"), nullable=False),
    Column("registration", ForeignKey("registrations.id"), nullable=False),
    Column("person", String(64), nullable=False),
    Column("county", String(6), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("sealed", Text, nullable=False),
    Index(None, "person"),
    Index(None, "registration"),
    Index(None, "county", "state"),
    Index(
        "uq_hire_proposals_open",
        "application",
        unique=True,
        sqlite_where=text(OPEN_PROPOSAL),
        postgresql_where=text(OPEN_PROPOSAL),
    ),
)

# Postings that are not for a worker. reason: "" where she gave none.
feedback: Final = Table(
    "feedback",
    metadata,
    Column("worker", ForeignKey("workers.id"), primary_key=True),
    Column("posting", ForeignKey("postings.id"), primary_key=True),
    Column("reason", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("sealed", Text, nullable=False, server_default=""),
    Index(None, "posting"),
)

# How long each firm lets applicants wait, as the last night found it.
firm_responses: Final = Table(
    "firm_responses",
    metadata,
    Column("firm", Text, primary_key=True),
    Column("hours", Float, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("as_of", Date, nullable=False),
)
