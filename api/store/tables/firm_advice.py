"""The table of what firms were advised."""

from typing import Final

from sqlalchemy import Boolean, Column, Date, Index, Table, Text

from api.store.tables.base import Instant, metadata

# What a firm's question for advice on a posting found on a day, which stands all day. counted: the
# firm itself asked, so it counts against its budget of that day.
firm_advice: Final = Table(
    "firm_advice",
    metadata,
    Column("firm", Text, primary_key=True),
    Column("posting", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("sealed", Text, nullable=False),
    Index(None, "made_at"),
)
