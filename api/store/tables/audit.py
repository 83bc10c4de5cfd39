"""The audit chain and its end."""

from typing import Final

from sqlalchemy import BigInteger, Column, Index, String, Table, Text

from api.store.tables.base import Instant, metadata

# The chain of registry/audit.py; nothing is ever changed or removed here.
audit: Final = Table(
    "audit",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("before", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "subject"),
)

# One row: the last record of the chain. A writer locks it, so that the chain has one end.
audit_head: Final = Table(
    "audit_head",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
