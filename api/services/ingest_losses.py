"""What the reading of a posting lost: the fields that no row stated and no prose told."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

from registry.jobs.hours import Hours
from registry.jobs.posting import Posting


class Field(NamedTuple):
    """A field that can be lost: what people call it, and whether a posting is without it."""

    label: str
    lost: Callable[[Posting], bool]


# pay_unit: lost where there is no pay, and where its unit was guessed from the size of the figures.
FIELDS: Final = {
    "occupation": Field("工种", lambda posting: posting.occupation is None),
    "place": Field("地点", lambda posting: posting.place.code is None and not posting.place.remote),
    "pay": Field("报酬", lambda posting: posting.pay is None),
    "pay_unit": Field(
        "写明的报酬单位", lambda posting: posting.pay is None or not posting.pay.unit_stated
    ),
    "hours": Field("工作时间", lambda posting: posting.hours == Hours()),
}


class Loss(NamedTuple):
    """One field that one posting is without. row: its number in the file."""

    row: int
    source_id: str
    title: str
    field: str


def losses_of(posting: Posting, row: int) -> list[Loss]:
    """Every field that a posting is without, in the order of FIELDS."""
    return [
        Loss(row, posting.source_id, posting.title, name)
        for name, field in FIELDS.items()
        if field.lost(posting)
    ]


def by_field(losses: Iterable[Loss], kept: int, most: int, decimals: int) -> dict[str, Any]:
    """For each field how many of the kept postings lost it, the share, and the first `most`."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in FIELDS}
    for loss in losses:
        found[loss.field].append(
            {"row": loss.row, "source_id": loss.source_id, "title": loss.title}
        )
    return {
        name: {"count": len(rows), "share": round(len(rows) / kept, decimals), "rows": rows[:most]}
        for name, rows in found.items()
        if kept
    }


def write_losses(losses: Iterable[Loss], path: Path) -> None:
    """Every loss as a JSON line, in the order of the file."""
    with path.open("w", encoding="utf-8") as file:
        for loss in sorted(losses, key=lambda loss: loss.row):
            file.write(json.dumps(loss._asdict(), ensure_ascii=False) + "\n")
