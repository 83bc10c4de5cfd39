"""What became of a file: counts, every refusal, flags, and what the reading lost."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from api.feeds.draft import Shape
from api.store.changes import Kind
from api.store.upserts import Counts
from registry.jobs.hours import Hours
from registry.jobs.posting import Posting, PostingState

DECIMALS: Final = 4
MOST_HELD_SHOWN: Final = 1000  # held rows in the JSON report; the errors file has them all


class Refusal(NamedTuple):
    """Why a row was not kept. row: its number in the file; field: its path, empty for the row."""

    row: int
    source_id: str
    field: str
    code: str
    reason: str


class Refused(NamedTuple):
    """A refusal with the row itself: its fields, or its text where it has none."""

    refusal: Refusal
    data: dict[str, Any] | str


class HeldRow(NamedTuple):
    """A row that was kept but not published. codes: what it lacks or must not say, one or more."""

    row: int
    source_id: str
    codes: tuple[str, ...]


@dataclass(slots=True)
class IngestReport:
    """Counts of one file; rows = inserted + updated + unchanged + refused.

    lost: how many kept postings lack an occupation, place, pay or hours. fault: why the file could
    not be read to its end, in Chinese; empty if it could. held: kept, but not published. archived:
    rows kept that have the archive's shape, whatever library they were kept in.
    """

    kind: Kind
    source: str
    dry_run: bool = False
    rows: int = 0
    kept: int = 0
    counts: Counts = field(default_factory=Counts)
    refused: list[Refused] = field(default_factory=list)
    flags: Counter[str] = field(default_factory=Counter)
    holds: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    held: int = 0
    held_rows: list[HeldRow] = field(default_factory=list)
    archived: int = 0
    fault: str = ""

    def keep(self, posting: Posting, row: int, shape: Shape) -> None:
        """Count what a kept posting lacks. row: its number in the file; shape: that of its row."""
        self.kept += 1
        self.archived += shape is Shape.ARCHIVE
        if posting.state is PostingState.HELD:
            self.held += 1
            self.held_rows.append(HeldRow(row, posting.source_id, posting.holds))
        self.flags.update(posting.flags)
        self.holds.update(posting.holds)
        self.lost.update(
            {
                "occupation": posting.occupation is None,
                "place": posting.place.code is None and not posting.place.remote,
                "pay": posting.pay is None,
                "hours": posting.hours == Hours(),
            }
        )

    def add(self, counts: Counts) -> None:
        """Add what became of one batch."""
        self.counts = Counts(*(a + b for a, b in zip(self.counts, counts, strict=True)))

    @property
    def has_changed(self) -> bool:
        """Whether the store is now another than before."""
        return bool(self.counts.inserted or self.counts.updated)

    @property
    def is_refused(self) -> bool:
        """Whether there were rows and not one was kept."""
        return 0 < self.rows == len(self.refused)

    @property
    def is_held_archive(self) -> bool:
        """Whether the rows are of the archive's shape and all were held: the library was wrong."""
        return 0 < self.kept == self.held == self.archived

    def to_json(self) -> dict[str, Any]:
        """The report in the shape of the command line's contract."""
        return {
            "rows": self.rows,
            **self.counts._asdict(),
            "refused": len(self.refused),
            "refusals": [refused.refusal._asdict() for refused in self.refused],
            "mapping_loss": {
                name: round(count / self.kept, DECIMALS) for name, count in self.lost.items()
            },
            "flags": dict(self.flags.most_common()),
            "held": self.held,
            "held_rows": [
                each._asdict() | {"codes": list(each.codes)}
                for each in self.held_rows[:MOST_HELD_SHOWN]
            ],
            "holds": dict(self.holds.most_common()),
            "kind": self.kind.value,
            "source": self.source,
            "dry_run": self.dry_run,
            "fault": self.fault,
        }
