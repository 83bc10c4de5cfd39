"""Statistics of new urban employment: what is known of people's past, the ledger, frozen months."""

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from api.store.tables.base import Instant, metadata

# What the sources told of a person, sealed. person: the blind index of the identity number.
# summary: what the rules ask of it, sealed, as `summary_version` of the program made it.
histories: Final = Table(
    "histories",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("summary_version", Integer, nullable=False),
    Column("summary", Text, nullable=False),  # before what is long: read without it
    Column("sealed", Text, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

# The bureau's list of people counted by other ways. channel: by which; county: where, "" not said.
listed_people: Final = Table(
    "listed_people",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("period", String(7), nullable=False),
    Column("county", String(6), nullable=False),
    Column("channel", Text, nullable=False),
    Column("taken_at", Instant, nullable=False),
)

# A frozen month: never changed, never deleted. content: the canonical text that the hash is of.
frozen_months: Final = Table(
    "frozen_months",
    metadata,
    Column("period", String(7), primary_key=True),
    Column("hash", String(64), nullable=False),
    Column("before", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("frozen_at", Instant, nullable=False),
    Column("frozen_by", Text, nullable=False),
)

# The registrations behind a frozen month's figures, as they stood; sealed, never changed.
frozen_rows: Final = Table(
    "frozen_rows",
    metadata,
    Column("period", ForeignKey("frozen_months.period"), primary_key=True),
    Column("sealed", Text, nullable=False),
)

# The ledger, only ever added to. booked: the month whose report carries it; of: the month it is
# about. trace: why, as it was when it was written, sealed.
ledger: Final = Table(
    "ledger",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("booked", String(7), nullable=False),
    Column("of", String(7), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("person", String(64), nullable=False),
    Column("registration", ForeignKey("registrations.id"), nullable=False),
    Column("county", String(6), nullable=False),
    Column("category", String(16), nullable=False),
    Column("sex", String(1), nullable=False),
    Column("criteria", String(16), nullable=False),  # C1,C3
    Column("cause", String(32), nullable=False),
    Column("trace", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
    Index(None, "year", "booked"),
    Index(None, "person", "year"),
)
