"""What came by feed: each file, source by source, with what became of its rows."""

from typing import Final

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from api.store.tables.base import Instant, metadata

# ended_at is null while a file is taken in, and stays so where the process ended in between.
# losses: JSON, of each field (ingest_losses.py) how many kept postings lack it. fault: why the file
# was not read to its end, or ""; withheld: why a full feed closed nothing, or "".
feeds: Final = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("file_hash", String(64), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("complete", Boolean, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("inserted", Integer, nullable=False),
    Column("updated", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("losses", Text, nullable=False),
    Column("fault", Text, nullable=False),
    Column("withheld", Text, nullable=False),
    Index(None, "source", "started_at"),
)
