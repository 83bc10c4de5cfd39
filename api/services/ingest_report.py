"""What became of a file: counts, every refusal, flags, and what the reading lost."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from api.feeds.draft import Shape
from api.services.ingest_losses import Loss, by_field, losses_of
from api.store.changes import Kind
from api.store.upserts import Counts, Outcome
from registry.jobs.posting import Posting, PostingState

DECIMALS: Final = 4
MOST_HELD_SHOWN: Final = 1000  # held rows in the JSON report; the errors file has them all
MOST_LOST_SHOWN: Final = 200  # rows of each lost field in the JSON report; the losses file has all


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
class Tally:
    """What a file brought of one source. lost: of each field how many kept postings lack it."""

    rows: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    held: int = 0
    kept: int = 0
    withdrawn: int = 0
    lost: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class IngestReport:
    """Counts of one file; rows = inserted + updated + unchanged + refused.

    lost: every field that a kept posting lacks (ingest_losses.py). fault: why the file could
    not be read to its end, in Chinese; empty if it could. held: kept, but not published. archived:
    rows kept that have the archive's shape, whatever library they were kept in. by_source: the
    same counts for each source named in the file. withdrawn: postings that their source took back
    and that were open till then; each counts as updated too, where a row of the file said so.
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
    lost: list[Loss] = field(default_factory=list)
    held: int = 0
    held_rows: list[HeldRow] = field(default_factory=list)
    archived: int = 0
    fault: str = ""
    withdrawn: int = 0
    by_source: dict[str, Tally] = field(default_factory=dict)

    def of(self, source: str) -> Tally:
        """The tally of a source."""
        return self.by_source.setdefault(source, Tally())

    def refuse(self, refused: Refused, source: str) -> None:
        """Note a row that is not kept."""
        self.refused.append(refused)
        self.of(source).refused += 1

    def keep(self, posting: Posting, row: int, shape: Shape) -> None:
        """Count what a kept posting lacks. row: its number in the file; shape: that of its row."""
        tally, losses = self.of(posting.source), losses_of(posting, row)
        tally.kept += 1
        tally.lost.update(loss.field for loss in losses)
        self.kept += 1
        self.archived += shape is Shape.ARCHIVE
        if posting.state is PostingState.HELD:
            self.held += 1
            tally.held += 1
            self.held_rows.append(HeldRow(row, posting.source_id, posting.holds))
        self.flags.update(posting.flags)
        self.holds.update(posting.holds)
        self.lost += losses

    def add(self, source: str, outcome: Outcome) -> None:
        """Count what became of one record."""
        name, tally = outcome.value, self.of(source)
        setattr(tally, name, getattr(tally, name) + 1)
        self.counts = self.counts._replace(**{name: getattr(self.counts, name) + 1})

    def withdraw(self, source: str, number: int = 1) -> None:
        """Count postings that were open and are no more."""
        self.withdrawn += number
        self.of(source).withdrawn += number

    @property
    def has_changed(self) -> bool:
        """Whether the store is now another than before."""
        return bool(self.counts.inserted or self.counts.updated or self.withdrawn)

    @property
    def is_refused(self) -> bool:
        """Whether there were rows and not one was kept."""
        return 0 < self.rows == len(self.refused)

    @property
    def is_held_archive(self) -> bool:
        """Whether the rows are of the archive's shape and all were held: the library was wrong."""
        return 0 < self.kept == self.held == self.archived

    @property
    def losses(self) -> dict[str, Any]:
        """Of each field how many kept postings lack it, their share in [0, 1], and the first."""
        return by_field(self.lost, self.kept, MOST_LOST_SHOWN, DECIMALS)

    def to_json(self) -> dict[str, Any]:
        """The report in the shape of the command line's contract."""
        losses = self.losses
        return {
            "rows": self.rows,
            **self.counts._asdict(),
            "refused": len(self.refused),
            "refusals": [refused.refusal._asdict() for refused in self.refused],
            "mapping_loss": {name: lost["share"] for name, lost in losses.items()},
            "losses": losses,
            "flags": dict(self.flags.most_common()),
            "held": self.held,
            "held_rows": [
                each._asdict() | {"codes": list(each.codes)}
                for each in self.held_rows[:MOST_HELD_SHOWN]
            ],
            "withdrawn": self.withdrawn,
            "holds": dict(self.holds.most_common()),
            "kind": self.kind.value,
            "source": self.source,
            "dry_run": self.dry_run,
            "fault": self.fault,
        }
