"""Credit entries and what hangs on them, after-controls, referrals."""

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
    UniqueConstraint,
)

from api.store.tables.base import metadata

# What was found about promises and what became of it; `sealed` is the entry. person: the blind
# index of the identity number. The other columns are copies for queries.
credit_entries: Final = Table(
    "credit_entries",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(64), nullable=False),
    Column("registration", ForeignKey("registrations.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("sealed", Text, nullable=False),
    Index(None, "person"),
    Index(None, "state"),
)

# The contradictions under an entry, each held against a registration once. key: a mark of its
# words.
credit_evidence: Final = Table(
    "credit_evidence",
    metadata,
    Column("registration", ForeignKey("registrations.id"), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("entry", ForeignKey("credit_entries.id"), nullable=False),
)

# Objections to an entry. due: the last day to answer one.
credit_objections: Final = Table(
    "credit_objections",
    metadata,
    Column("entry", ForeignKey("credit_entries.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("due", Date, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("sealed", Text, nullable=False),
)

# Registrations drawn to be looked at again. due: her last day to answer, once she was asked.
after_controls: Final = Table(
    "after_controls",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("registration", ForeignKey("registrations.id"), nullable=False),
    Column("county", String(6), nullable=False),
    Column("drawn_on", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("due", Date),
    Column("sealed", Text, nullable=False),
    UniqueConstraint("registration", "drawn_on"),
    Index(None, "state"),
)

# Proposals to refer somebody to another authority; only an approved one ever leaves.
referrals: Final = Table(
    "referrals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("entry", ForeignKey("credit_entries.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("expires_on", Date, nullable=False),
    Column("sealed", Text, nullable=False),
    Index(None, "entry"),
    Index(None, "state"),
)
