"""Registrations: claims, promises, answers of registers, doubts, notices."""

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from api.store.tables.base import Instant, metadata

IN_PROGRESS: Final = "state IN ('DRAFT', 'CHECKING', 'PENDING_REVIEW')"
# What waits for an officer, read in the order in which it came.
PENDING: Final = "state = 'PENDING_REVIEW'"
OBJECTED: Final = "objected_at IS NOT NULL"
DOUBTED: Final = "settled_at IS NULL"


def _waiting(name: str, where: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


# `sealed` is the whole claim, encrypted: identity number, name and telephone stand nowhere else.
# person: the blind index of the identity number. The other columns are copies for queries.
registrations: Final = Table(
    "registrations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("place", String(6), nullable=False),
    Column("category", String(16), nullable=False),
    Column("start_date", Date, nullable=False),
    Column("registered_on", Date),
    Column("ended_on", Date),  # the first day it no longer covers
    Column("submitted_at", Instant),
    Column("path", String(16), nullable=False),  # commitment or checked
    Column("decided_by", Text, nullable=False, server_default=""),
    Column("decided_on", Date),
    Column("content_hash", String(64), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("decision", Text, nullable=False, server_default=""),
    Column("exit", Text, nullable=False, server_default=""),
    Column("objection", Text, nullable=False, server_default=""),
    Column("objected_at", Instant),  # of an objection that waits for its answer
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index(None, "person"),
    Index(None, "state"),
    _waiting("ix_registrations_pending", PENDING, "updated_at", "id"),
    _waiting("ix_registrations_objected", OBJECTED, "objected_at", "id"),
    Index(
        "uq_registrations_active",
        "person",
        unique=True,
        sqlite_where=text("state = 'ACTIVE'"),
        postgresql_where=text("state = 'ACTIVE'"),
    ),
    Index(
        "uq_registrations_in_progress",
        "person",
        unique=True,
        sqlite_where=text(IN_PROGRESS),
        postgresql_where=text(IN_PROGRESS),
    ),
)

# Every version of a registration but the present one.
registration_versions: Final = Table(
    "registration_versions",
    metadata,
    Column("registration", ForeignKey("registrations.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("until", Instant, nullable=False),
)

# The promise of truth: one a registration, never changed.
commitments: Final = Table(
    "commitments",
    metadata,
    Column("registration", ForeignKey("registrations.id"), primary_key=True),
    Column("text_version", String(16), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("signed_at", Instant, nullable=False),
    Column("assisted_by", Text, nullable=False),  # the officer who typed; "" for none
    Column("scan_hash", String(64), nullable=False),  # of the signed paper; "" for none
)

# What each register answered, kept as evidence. round: 1 at entry, then one more each re-check.
register_answers: Final = Table(
    "register_answers",
    metadata,
    Column("registration", ForeignKey("registrations.id"), primary_key=True),
    Column("round", Integer, primary_key=True),
    Column("source", String(16), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("sealed", Text, nullable=False),
)

# What a re-check found that an officer must look at; it changes nothing by itself. key: of the
# finding, so that it is opened once.
doubts: Final = Table(
    "doubts",
    metadata,
    Column("registration", ForeignKey("registrations.id"), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("code", String(64), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),  # sealed, of who settled it
    _waiting("ix_doubts_open", DOUBTED, "opened_at", "registration", "key"),
)

# What was told to a person, with reasons and the way to object.
notices: Final = Table(
    "notices",
    metadata,
    Column("registration", ForeignKey("registrations.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("sealed", Text, nullable=False),
)
