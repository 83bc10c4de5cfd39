"""What an advisor keeps of whom she serves: caseload, marks on lists, records of talks."""

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Text

from api.store.tables.base import Instant, metadata

# Who serves whom. folder: "" for none.
caseload: Final = Table(
    "caseload",
    metadata,
    Column("account", ForeignKey("accounts.id"), primary_key=True),
    Column("worker", ForeignKey("workers.id"), primary_key=True),
    Column("folder", Text, nullable=False, server_default=""),
    Column("added_at", Instant, nullable=False),
    Index(None, "worker"),
)

# Postings that stand first on a worker's list at the desk, or not at all. by: an account.
advisor_marks: Final = Table(
    "advisor_marks",
    metadata,
    Column("worker", ForeignKey("workers.id"), primary_key=True),
    Column("posting", ForeignKey("postings.id"), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("reason", String(16), nullable=False, server_default=""),
    Column("by", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# Talks with a worker, only added to. id: a mark of what was written, so that the same sent again
# stands once. `sealed` holds the words.
talks: Final = Table(
    "talks",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("worker", ForeignKey("workers.id"), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("sealed", Text, nullable=False),
    Index(None, "worker"),
)
