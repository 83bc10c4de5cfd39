"""The life of postings: history, what the bureau holds back, complaints, employers' standing."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from api.store.tables.base import Instant, metadata

# Every change of state of a posting, oldest first; nothing is ever changed or removed here.
posting_events: Final = Table(
    "posting_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("posting", ForeignKey("postings.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("event", String(16), nullable=False),
    Column("state", String(16), nullable=False),  # after it
    Column("actor", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Index(None, "posting"),
)

# What the bureau holds one posting back for, whatever its source sends; a row is removed when it
# is lifted. What an employer's standing does to all its postings stands in employer_standing.
posting_holds: Final = Table(
    "posting_holds",
    metadata,
    Column("posting", ForeignKey("postings.id"), primary_key=True),
    Column("code", String(32), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# `sealed` is the whole complaint: words, contact and answer stand nowhere else.
complaints: Final = Table(
    "complaints",
    metadata,
    Column("number", String(32), primary_key=True),
    Column("secret", String(64), nullable=False),  # keyed mark of what its sender was given
    Column("person", String(64), nullable=False),  # keyed mark of who sent it, "" if not known
    Column("about", String(16), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("posting", ForeignKey("postings.id")),
    Column("employer", ForeignKey("employers.id")),
    Column("state", String(16), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("due", Date, nullable=False),
    Column("decided_on", Date),
    Column("sealed", Text, nullable=False),
    Index(None, "posting"),
    Index(None, "employer"),
    Index(None, "state", "due"),
)

# `sealed` is the whole standing; the other columns are copies for queries. firm: the source whose
# account speaks for the employer, "" for none.
employer_standing: Final = Table(
    "employer_standing",
    metadata,
    Column("employer", ForeignKey("employers.id"), primary_key=True),
    Column("level", String(16), nullable=False),
    Column("is_unverified_held", Boolean, nullable=False),
    Column("verified_on", Date),
    Column("barred_until", Date),
    Column("sealed", Text, nullable=False),
    Column("firm", Text, nullable=False, server_default=""),
    Index(None, "level"),
    Index(None, "firm"),
)
