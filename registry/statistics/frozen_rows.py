"""The registrations behind a frozen month's figures, as they stood when it was frozen."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple

from registry.statistics.columns import Columns
from registry.statistics.counting import Counted
from registry.statistics.figures import ALL, Cell
from registry.statistics.flows import marks
from registry.statistics.reason import Reason
from registry.statistics.ruling import Verdict


class FrozenRow(NamedTuple):
    """A registration as a month saw it.

    left: the code of its exit in that month, "" for none. marks: the figures that it is one of, as
    stock/total.
    """

    registration: str
    county: str
    category: str
    sex: str
    registered_on: str
    criteria: tuple[str, ...]
    verdict: str
    code: str
    left: str
    marks: tuple[str, ...] = ()

    def is_behind(self, cell: Cell) -> bool:
        """Whether it is one of those that a figure counts."""
        return (
            f"{cell.measure}/{cell.detail}" in self.marks
            and cell.county in (ALL, self.county)
            and cell.category in (ALL, self.category)
            and cell.sex in (ALL, self.sex)
        )


def row_of(
    columns: Columns, counted: Counted, place: int, marks: tuple[str, ...] = ()
) -> FrozenRow:
    """A registration as it stands in a month."""
    one, standing = columns.rows[place], counted.standing
    held = counted.judged.criteria
    reason = Reason(int(standing.reason[place]))
    return FrozenRow(
        registration=one.id,
        county=one.county,
        category=one.category.value,
        sex=one.sex.value,
        registered_on=one.registered_on.isoformat(),
        criteria=tuple(name.value for name, ruling in held.items() if ruling.holds[place]),
        verdict=Verdict(int(standing.verdict[place])).name,
        code=reason.name if reason else "",
        left=one.exit_code,
        marks=marks,
    )


def frozen_rows(columns: Columns, counted: Counted) -> tuple[FrozenRow, ...]:
    """Every registration that any figure of registrations counts, by its id."""
    found: dict[int, list[str]] = {}
    for measure, detail, mask in marks(columns, counted):
        for place in mask.nonzero()[0].tolist():
            found.setdefault(place, []).append(f"{measure}/{detail}")
    rows = (row_of(columns, counted, place, tuple(each)) for place, each in found.items())
    return tuple(sorted(rows))


def rows_text(rows: Iterable[FrozenRow]) -> str:
    """One text for the same rows in the same order."""
    return json.dumps([*rows], ensure_ascii=False, separators=(",", ":"))


def rows_in_text(text: str) -> tuple[FrozenRow, ...]:
    """The rows of such a text."""
    return tuple(_row(each) for each in json.loads(text))


def _row(one: list[Any]) -> FrozenRow:
    known = dict(zip(FrozenRow._fields, one, strict=True))
    lists = {name: tuple(known[name]) for name in ("criteria", "marks")}
    return FrozenRow(**known | lists)


def rows_hash(text: str) -> str:
    """SHA-256 of such a text; it stands in the frozen month's own."""
    return sha256(text.encode()).hexdigest()
