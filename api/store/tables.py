"""The tables: employers, postings, workers, and the log of what changed in which order."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator

IN_PROGRESS: Final = "state IN ('DRAFT', 'CHECKING', 'PENDING_REVIEW')"

metadata: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """A point in time, always with its offset: kept in UTC, given back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a time without an offset is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without an offset cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With its offset again, which SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


employers: Final = Table(
    "employers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("uscc", String(18), nullable=False, server_default=""),  # "" where not known
    Column("first_seen", Instant, nullable=False),
    UniqueConstraint("name", "uscc"),
)

# `document` is the whole posting and the truth; the other columns are copies for queries. It is
# text, not JSONB: it is read whole and never searched inside.
postings: Final = Table(
    "postings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("profile", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("employer_id", ForeignKey("employers.id")),
    Column("occupation", String(16)),
    Column("place", String(6)),  # division code
    Column("published_on", Date),
    Column("valid_until", Date),
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Date, nullable=False),  # last day its source still sent it
    Column("closed_reason", Text),
    Column("content_hash", String(64), nullable=False),  # of what the source sent
    Column("document", Text, nullable=False),
    UniqueConstraint("source", "source_id"),
    Index(None, "profile", "state"),
    Index(None, "employer_id"),
    Index(None, "occupation"),
    Index(None, "place"),
)

# No identity number is kept: sex is derived from it, born lies in the profile, and id_masked
# holds its area only, since area + birth date + last four would be the number in the clear.
# person: the blind index of the identity number, "" where none is known.
workers: Final = Table(
    "workers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sex", String(1)),  # GB/T 2261.1: 1 male, 2 female; null where not known
    Column("id_masked", String(18)),
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Date, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("person", String(64), nullable=False, server_default=""),
    Column("hidden_reason", String(16), nullable=False, server_default=""),  # "": it is shown
    Index(None, "person"),
)

# Postings found to be one job (see clusters.py). content_hash: that of the posting as it was found;
# once it has changed, the row says nothing.
duplicates: Final = Table(
    "duplicates",
    metadata,
    Column("posting_id", ForeignKey("postings.id"), primary_key=True),
    Column("cluster", Text, nullable=False),
    Column("parted", Boolean, nullable=False),  # somebody took it out of a cluster
    Column("content_hash", String(64), nullable=False),
    Index(None, "cluster"),
)

# Pairs of which somebody said that they are two jobs; first < second.
splits: Final = Table(
    "splits",
    metadata,
    Column("first", ForeignKey("postings.id"), primary_key=True),
    Column("second", ForeignKey("postings.id"), primary_key=True),
    Column("decided_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_at", Instant, nullable=False),
    CheckConstraint("first < second", name="order"),
)

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
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Index(None, "person"),
    Index(None, "state"),
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

# What was found about promises and what became of it; `sealed` is the entry. person: the blind
# index of the identity number. The other columns are copies for queries.
credit_entries: Final = Table(
    "credit_entries",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", String(64), nullable=False),
    Column("registration", ForeignKey("registrations.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("sealed", Text, nullable=False),
    Index(None, "person"),
    Index(None, "state"),
)

# The contradictions under an entry, each held against a registration once. key: a mark of its
# words.
credit_evidence: Final = Table(
    "credit_evidence",
    metadata,
    Column("registration", ForeignKey("registrations.id"), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("entry", ForeignKey("credit_entries.id"), nullable=False),
)

# Objections to an entry. due: the last day to answer one.
credit_objections: Final = Table(
    "credit_objections",
    metadata,
    Column("entry", ForeignKey("credit_entries.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("due", Date, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("sealed", Text, nullable=False),
)

# Registrations drawn to be looked at again. due: her last day to answer, once she was asked.
after_controls: Final = Table(
    "after_controls",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("registration", ForeignKey("registrations.id"), nullable=False),
    Column("county", String(6), nullable=False),
    Column("drawn_on", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("due", Date),
    Column("sealed", Text, nullable=False),
    UniqueConstraint("registration", "drawn_on"),
    Index(None, "state"),
)

# Proposals to refer somebody to another authority; only an approved one ever leaves.
referrals: Final = Table(
    "referrals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("entry", ForeignKey("credit_entries.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("expires_on", Date, nullable=False),
    Column("sealed", Text, nullable=False),
    Index(None, "entry"),
    Index(None, "state"),
)

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

changes: Final = Table(
    "changes",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("id", Text, nullable=False),
    Column("op", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("kind IN ('posting', 'worker')", name="kind"),
    CheckConstraint("op IN ('upsert', 'remove')", name="op"),
)

# One row, `changes`: the last sequence number given out (see changes.py).
counters: Final = Table(
    "counters",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
