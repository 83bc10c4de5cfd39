"""Shifts, who is asked for them and who takes a place, and the half-hours that people are booked.

Workers are named without a reference: who deletes her profile leaves no more than her bare id here.
"""

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from api.store.tables.base import Instant, metadata

# `document` is the shift as it was offered; state, taken and answer_by are what became of it. firm:
# the posting's source. most: how many may be asked at all, null for as many as it takes.
# next_wave_at: null while nobody is being asked. cancelled: why it was called off, sealed.
shifts: Final = Table(
    "shifts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("posting", ForeignKey("postings.id"), nullable=False),
    Column("firm", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("starts", Instant, nullable=False),
    Column("ends", Instant, nullable=False),
    Column("answer_by", Instant, nullable=False),
    Column("openings", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("wave", Integer, nullable=False),
    Column("most", Integer),
    Column("next_wave_at", Instant),
    Column("first_asked_at", Instant),
    Column("full_at", Instant),
    Column("document", Text, nullable=False),
    Column("cancelled", Text, nullable=False, server_default=""),
    UniqueConstraint("posting", "ref"),
    CheckConstraint("openings BETWEEN 1 AND 500", name="openings"),
    CheckConstraint("taken BETWEEN 0 AND openings", name="taken"),
    CheckConstraint("ends > starts", name="order"),
    Index(None, "firm"),
    Index(None, "state"),
)

# One worker and one shift. token: SHA-256 of the link's token, which is kept nowhere. waiting: the
# order of stand-by. sealed: what the firm, the worker and the officer said of a no-show.
assignments: Final = Table(
    "assignments",
    metadata,
    Column("shift", ForeignKey("shifts.id"), primary_key=True),
    Column("worker", Text, primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("score", Float, nullable=False),
    Column("wave", Integer, nullable=False),
    Column("invited_at", Instant, nullable=False),
    Column("waiting", Integer),
    Column("answered_at", Instant),
    Column("taken_at", Instant),
    Column("left_at", Instant),
    Column("sealed", Text, nullable=False, server_default=""),
    Index(None, "worker", "invited_at"),
)

# A half-hour, counted from 1970-01-01 00:00 UTC, is booked once a person: whoever would book it
# again, be it by another of her profiles, is refused by the database. person: her blind index, or
# the worker's id where her number is not known.
busy_half_hours: Final = Table(
    "busy_half_hours",
    metadata,
    Column("person", Text, primary_key=True),
    Column("half_hour", Integer, primary_key=True, autoincrement=False),
    Column("shift", ForeignKey("shifts.id"), nullable=False),
    Column("worker", Text, nullable=False),
    Index(None, "shift"),
)

# One row a person who was ever asked, to be locked: what books her or asks her takes turns.
diaries: Final = Table("diaries", metadata, Column("person", Text, primary_key=True))
