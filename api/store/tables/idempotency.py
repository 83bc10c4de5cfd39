"""Keys by which a caller may send a request again, and the answers that were given."""

from typing import Final

from sqlalchemy import Boolean, Column, Index, String, Table, Text

from api.store.tables.base import Instant, metadata

# key, request: marks of the key and of method, address and body. holder: which try of the request
# holds the key, "" once no try is under way. answer: sealed, "" until there is one.
idempotency_keys: Final = Table(
    "idempotency_keys",
    metadata,
    Column("account", String(32), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("request", String(64), nullable=False),
    Column("holder", String(32), nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("is_committed", Boolean, nullable=False),
    Column("answer", Text, nullable=False, server_default=""),
    Index(None, "begun_at"),
)
