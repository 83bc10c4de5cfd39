"""Accounts, sessions, one-time codes."""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from api.store.tables.base import Instant, metadata

# name: what staff and machines sign in with; phone: the blind index of a worker's number. Either
# may be null. secret: an argon2id hash for staff, a mark for machines, "" for workers.
accounts: Final = Table(
    "accounts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("name", String(64), unique=True),
    Column("phone", String(64), unique=True),
    Column("county", String(6), nullable=False, server_default=""),
    Column("firm", Text, nullable=False, server_default=""),
    Column("worker", Text, nullable=False, server_default=""),
    Column("person", String(64), nullable=False, server_default=""),
    Column("secret", Text, nullable=False, server_default=""),
    Column("sealed", Text, nullable=False, server_default=""),  # the telephone number itself
    Column("is_enabled", Boolean, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Instant),
    Column("created_at", Instant, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("signed_in_at", Instant),
    Index(None, "person"),
    Index(None, "role"),
)

# Sessions of browsers. id: a mark of what the cookie holds.
sessions: Final = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("account", ForeignKey("accounts.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Index(None, "account"),
)

# The code last sent to a telephone. phone, code: marks. sent: how many in the hour since `since`.
sign_in_codes: Final = Table(
    "sign_in_codes",
    metadata,
    Column("phone", String(64), primary_key=True),
    Column("code", String(64), nullable=False),
    Column("sent_at", Instant, nullable=False),
    Column("since", Instant, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
)
