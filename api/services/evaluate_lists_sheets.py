"""Sheets for grading: what each worker's pooled lists hold, in drawn order, not who listed it."""

import csv
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np

from api.services.evaluate_lists_grades import COLUMNS, Grade
from api.services.evaluate_lists_systems import Lists, Systems
from api.services.evaluate_lists_told import Line, posting_told, worker_told
from registry.workers.worker import Worker

SEED: Final = "lists"
KEY_LENGTH: Final = 12


def key_of(posting_id: str) -> str:
    """By what a posting is named where its id and text must not stand: 12 hexadecimal digits."""
    return sha256(posting_id.encode()).hexdigest()[:KEY_LENGTH]


def write_sheets(
    systems: Systems, workers: Iterable[Worker], graded: Iterable[Grade], folder: Path
) -> dict[str, Any]:
    """{"workers", "pairs", "folder"}: for each worker ID.md to read and ID.csv to fill in.

    What anybody graded is on none. The same library, workers and grades give the same sheets.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = {(grade.worker, grade.posting) for grade in graded}
    pairs = count = 0
    for worker in workers:
        lists = systems.lists(worker)
        places = [
            place
            for place in drawn(lists)
            if not any((worker.id, key) in done for key in keys_of(systems, lists, place))
        ]
        if not places:
            continue
        (folder / f"{worker.id}.md").write_text(_sheet(systems, lists, places), "utf-8")
        with (folder / f"{worker.id}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            blank = [""] * (len(COLUMNS) - 2)
            keys = (key_of(systems.postings[place].id) for place in places)
            rows.writerows([worker.id, key, *blank] for key in keys)
        count, pairs = count + 1, pairs + len(places)
    return {"workers": count, "pairs": pairs, "folder": str(folder)}


def keys_of(systems: Systems, lists: Lists, place: int) -> list[str]:
    """Keys of all that is one job with a listed place: a grade of one is a grade of all."""
    return [key_of(systems.postings[each].id) for each in lists.one_job(place)]


def drawn(lists: Lists) -> list[int]:
    """The pool in an order that tells nothing of any system's."""
    places = lists.pool
    Random(f"{SEED}:{lists.worker.id}").shuffle(places)  # noqa: S311  an order, no secret
    return places


def _sheet(systems: Systems, lists: Lists, places: list[int]) -> str:
    reference = systems.recommender.matching.reference
    parts = [f"# {lists.worker.id}\n\n{_lines(worker_told(lists.worker, systems.day, reference))}"]
    for number, place in enumerate(places, 1):
        posting = systems.postings[place]
        told = posting_told(posting, _distance(lists, place), reference)
        parts.append(f"## {number}. {key_of(posting.id)} {posting.title}\n\n{_lines(told)}")
    return "\n\n".join(parts) + "\n"


def _lines(told: list[Line]) -> str:
    return "\n".join(f"- {label}：{text}" for label, text in told)


def _distance(lists: Lists, place: int) -> str:
    """Measured where both ends have coordinates, else only what is known of their counties."""
    at = lists.judged.at
    if at.column("remote")[place]:
        return "可在家做"
    location = at.location
    km, seat_km = float(location.km[place]), float(location.seat_km[place])
    if not np.isnan(km):
        return f"直线约 {km:.1f} 公里"
    return "县内距离未知" if np.isnan(seat_km) else f"两县区驻地相距约 {seat_km:.0f} 公里，具体未知"
