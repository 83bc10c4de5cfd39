"""Rows to be refused (`refused:FIELD:CODE`) or flagged (`flagged:CODE`), as `_expect` says."""

from random import Random
from typing import Any

from jobs import draw_job
from postings import native_row
from tables import Tables

Row = dict[str, Any]
# What is broken: path of the field, the value put there (None: taken away), and what must follow.
BREAKS: tuple[tuple[str, Any, str], ...] = (
    ("title", None, "refused:title:missing"),
    ("title", "   ", "refused:title:missing"),
    ("title", 12345, "refused:title:wrong_type"),
    ("source_id", None, "refused:source_id:missing"),
    ("source", None, "refused:source:missing"),
    ("source", "", "refused:source:missing"),
    ("place.lat+lon", (0, 0), "flagged:coordinates_zero"),
    ("place.lat+lon", (0.0, 118.3), "flagged:coordinates_outside_china"),
    ("place.lat+lon", (48.8566, 2.3522), "flagged:coordinates_outside_china"),
    ("place.lat+lon", (118.3277, 35.0616), "flagged:coordinates_outside_china"),
    ("place.lat+lon", (23.1248, 113.3616), "flagged:coordinates_far_from_place"),
    ("place.lat+lon", (91.5, 200.0), "flagged:coordinates_outside_china"),
    ("place", {"county": "琅琊郡"}, "refused:place.county:unknown_name"),
    ("pay.min", -200, "refused:pay.min:pay_not_positive"),
    ("pay.unit", "FORTNIGHT", "refused:pay.unit:unknown_name"),
    ("pay.min+max", (300, 200), "refused:pay.min:pay_range"),
    ("pay.min+max", (5, 5, "MONTH"), "flagged:pay_implausible"),
    ("pay.min+max", (9000000, 9000000, "DAY"), "flagged:pay_implausible"),
    ("pay.min", "很多", "refused:pay.min:wrong_type"),
    ("pay", False, "refused:pay:wrong_type"),
    ("hours.hours_per_day", 40, "refused:hours.hours_per_day:out_of_range"),
    (
        "hours.windows",
        [{"days": [8], "start": "08:00", "end": "17:00"}],
        "refused:hours.windows.0:hours",
    ),
    (
        "hours.windows",
        [{"days": [1], "start": "26:00", "end": "29:00"}],
        "refused:hours.windows.0:hours",
    ),
    ("hours.kind", "SOMETIMES", "refused:hours.kind:unknown_name"),
    ("headcount", -3, "refused:headcount:out_of_range"),
    ("occupation.code", "9-99-99-99", "refused:occupation.code:unknown_name"),
    ("requirements.education", "秀才", "flagged:education_unknown"),
    ("published_at", "2026-13-40", "refused:published_at:date"),
    ("valid_until", "2026-01-05", "refused:valid_until:date_order"),
    ("valid_until", None, "flagged:validity_missing"),
    ("employer", "只有名字没有结构", "refused:employer:wrong_type"),
    ("tags", "装卸", "refused:tags:wrong_type"),
    ("employer.uscc", "91371399MA00000000", "flagged:uscc_invalid"),
    ("description", "搬货" * 4000, "flagged:text_cut"),
)


def bad_rows(seed: int, tables: Tables) -> list[Row]:
    """One native row a break of the table above, otherwise whole."""
    rows = []
    for number, (path, value, expected) in enumerate(BREAKS):
        rng = Random(f"{seed}:bad:{number}")
        job = draw_job(rng, tables)
        while job.unit is None or job.way is None or job.lat is None:
            job = draw_job(rng, tables)
        row = native_row(rng, job, tables, f"9{number:04d}", whole=True)
        _break(row, path, value)
        rows.append(row | {"_expect": expected})
    return rows


def _break(row: Row, path: str, value: Any) -> None:
    head, _, leaf = path.partition(".")
    if leaf == "lat+lon":
        row[head] |= {"lat": value[0], "lon": value[1]}
    elif leaf == "min+max":
        row[head] |= {"min": value[0], "max": value[1]} | ({"unit": value[2]} if value[2:] else {})
    elif leaf:
        row.setdefault(head, {})[leaf] = value
    elif value is None:
        row.pop(head)
    else:
        row[head] = value
