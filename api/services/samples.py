"""The made samples of data/samples: their day, and which files are loaded."""

from datetime import date
from pathlib import Path
from typing import Final

# The samples are made for this day; on any other they would expire one by one.
SAMPLES_DAY: Final = date(2026, 11, 22)
# Rows made to be refused, for looking at what is said of them, are not loaded.
LEFT_OUT: Final = frozenset({"bad_rows.jsonl"})
SUFFIXES: Final = frozenset({".jsonl", ".csv"})


def sample_files(folder: Path) -> list[Path]:
    """The sample files to load, postings and workers, in name order."""
    return sorted(
        path for path in folder.iterdir() if path.suffix in SUFFIXES and path.name not in LEFT_OUT
    )
