"""The job library, the worker library, and the log of what changed in which order."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from api.store.tables.base import Instant, metadata

employers: Final = Table(
    "employers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("uscc", String(18), nullable=False, server_default=""),  # "" where not known
    Column("first_seen", Instant, nullable=False),
    # The name as names are compared; see registry/jobs/employer.py.
    Column("key", Text, nullable=False, server_default=""),
    UniqueConstraint("name", "uscc"),
    Index(None, "key"),
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
    Index(None, "kind", "id"),
)

# One row, `changes`: the last sequence number given out (see changes.py).
counters: Final = Table(
    "counters",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
