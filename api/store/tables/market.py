"""Labour-market facts, as each night found them."""

from typing import Final

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from api.store.tables.base import metadata

# trade: number of a minor class. area: leading digits of a division code, 0 for everywhere. hour,
# month: JSON of a spread, "" where too few postings say their pay. workers: who looks for it there.
market_facts: Final = Table(
    "market_facts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("profile", String(8), primary_key=True),
    Column("trade", Integer, primary_key=True),
    Column("area", Integer, primary_key=True),
    Column("offers", Integer, nullable=False),
    Column("workers", Integer, nullable=False),
    Column("before", Integer),
    Column("hour", Text, nullable=False),
    Column("month", Text, nullable=False),
    Index(None, "profile", "day"),
)

# How often somebody of one minor class was hired into another, by their numbers; none below ten.
trade_moves: Final = Table(
    "trade_moves",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),
    Column("times", Integer, nullable=False),
)
