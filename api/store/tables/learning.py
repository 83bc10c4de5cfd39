"""What lists showed and what was opened, for looking at rankings later."""

from typing import Final

from sqlalchemy import Column, Date, Float, Integer, String, Table, Text

from api.store.tables.base import Instant, metadata

# One row a person, day, posting and event. Who she is stands nowhere: `pseudonym` is a keyed hash.
# score, chance, value, parts (JSON by fit) and weights are of what was shown; of opened, empty.
list_events: Final = Table(
    "list_events",
    metadata,
    Column("pseudonym", String(64), primary_key=True),
    Column("day", Date, primary_key=True, index=True),
    Column("posting", Text, primary_key=True),
    Column("event", String(8), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("place", Integer),
    Column("score", Float),
    Column("chance", Float),
    Column("value", Float),
    Column("parts", Text, nullable=False),
    Column("weights", String(8), nullable=False),
)
