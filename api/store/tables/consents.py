"""Consents, what a worker chose for her profile, and what firms were shown and asked of her."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from api.store.tables.base import Instant, metadata

# A ledger: rows are added and never changed. firm: "" where the purpose is about none. It outlives
# the profile, so it refers to no row of workers.
consents: Final = Table(
    "consents",
    metadata,
    Column("worker", Text, primary_key=True),
    Column("purpose", String(16), primary_key=True),
    Column("firm", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("given", Boolean, nullable=False),
    Column("text_version", String(16), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    Index(None, "purpose"),
)

# What she chose; no row: nothing. hidden: from firms. personalised: lists of her own.
worker_choices: Final = Table(
    "worker_choices",
    metadata,
    Column("worker", Text, primary_key=True),
    Column("hidden", Boolean, nullable=False),
    Column("personalised", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
)

# Tags that she deleted or, chosen, wants: reading her words again changes neither.
tag_choices: Final = Table(
    "tag_choices",
    metadata,
    Column("worker", Text, primary_key=True),
    Column("tag", Text, primary_key=True),
    Column("chosen", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
)

# Name and telephone, sealed; shown to a firm only with her consent.
worker_contacts: Final = Table(
    "worker_contacts",
    metadata,
    Column("worker", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# What a firm's question about a posting found on a day, which stands all day. counted: the firm
# itself asked, so it counts against its budget of that day.
pool_answers: Final = Table(
    "pool_answers",
    metadata,
    Column("firm", Text, primary_key=True),
    Column("posting", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("sealed", Text, nullable=False),
    Index(None, "made_at"),
)

contact_requests: Final = Table(
    "contact_requests",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("firm", Text, nullable=False),
    Column("posting", Text, nullable=False),
    Column("worker", Text, nullable=False),
    Column("pseudonym", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("until", Date, nullable=False),
    Column("answered_at", Instant),
    UniqueConstraint("firm", "posting", "pseudonym"),
    Index(None, "worker"),
)
