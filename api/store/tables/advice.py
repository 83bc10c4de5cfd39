"""What an advisor keeps of whom she serves: caseload, marks on lists, talks, guidance."""

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from api.store.tables.base import Instant, metadata

OPEN_SESSION: Final = "state <> 'CLOSED'"

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

# Sessions of guidance: a worker has at most one that is open. due_on: of the next follow-up, "by"
# the advisor who opened it; `sealed` holds all that was written down.
guidance_sessions: Final = Table(
    "guidance_sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("worker", ForeignKey("workers.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("due_on", Date),
    Column("by", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sealed", Text, nullable=False),
    Index(None, "worker"),
    Index(None, "due_on"),
    Index(
        "uq_guidance_sessions_open",
        "worker",
        unique=True,
        sqlite_where=text(OPEN_SESSION),
        postgresql_where=text(OPEN_SESSION),
    ),
)
