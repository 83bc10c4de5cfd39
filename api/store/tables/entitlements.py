"""What workers said of themselves for their entitlements."""

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, String, Table, Text

from api.store.tables.base import Instant, metadata

# One row a worker, put in place of the last; kept only while she consents. `sealed` holds it all.
stated_facts: Final = Table(
    "stated_facts",
    metadata,
    Column("worker", ForeignKey("workers.id"), primary_key=True),
    Column("stated_on", Date, nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Column("sealed", Text, nullable=False),
)
