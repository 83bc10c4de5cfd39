"""What became of a file: counts, every refusal, flags, and what the reading lost."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from api.store.changes import Kind
from api.store.upserts import Counts
from registry.jobs.hours import Hours
from registry.jobs.posting import Posting, PostingState
from registry.workers.identity import mask

DECIMALS: Final = 4


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


@dataclass(slots=True)
class IngestReport:
    """Counts of one file; rows = inserted + updated + unchanged + refused.

    lost: how many kept postings lack an occupation, place, pay or hours. fault: why the file could
    not be read to its end, in Chinese; empty if it could. held: kept, but not published.
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
    fault: str = ""

    def keep(self, posting: Posting) -> None:
        """Count what a kept posting lacks."""
        self.kept += 1
        self.held += posting.state is PostingState.HELD
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
            "holds": dict(self.holds.most_common()),
            "kind": self.kind.value,
            "source": self.source,
            "dry_run": self.dry_run,
            "fault": self.fault,
        }


def write_errors(report: IngestReport, path: Path) -> None:
    """The refused rows as JSON lines, each with its reason; identity numbers are masked."""
    with path.open("w", encoding="utf-8") as file:
        for refusal, data in report.refused:
            shown = data if isinstance(data, str) else _masked(data)
            line = refusal._asdict() | {"data": shown}
            file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")


def _masked(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"id_no": mask(str(data["id_no"]))} if data.get("id_no") else data
