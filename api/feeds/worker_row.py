"""A worker as the row that would bring her in: what she can read, correct and take along."""

from dataclasses import asdict
from typing import Any, Final

from registry.jobs.week import clock, windows_of
from registry.workers.worker import Wishes, Worker

CODE_LENGTH: Final = 6


def worker_row(worker: Worker) -> dict[str, Any]:
    """The profile in the shape of a worker file; what is not told is left out.

    The identity number is not among it: it is not kept. occupations: what was read of her words.
    """
    place = worker.place
    row = {
        "id": worker.id,
        "county": place.code,
        "town": place.town,
        "lat": place.lat,
        "lon": place.lon,
        "text": worker.text,
        "skills": list(worker.skills),
        "certificates": list(worker.certificates),
        "own_equipment": list(worker.own_equipment),
        "education": worker.education,
        "experience_years": worker.experience_years,
        "free": None if worker.free is None else _spans(worker.free),
        "busy": _spans(worker.busy),
        "pay_floor": _floor(worker),
        "must": _wishes(worker.must),
        "prefer": _wishes(worker.prefer),
        "never": _wishes(worker.never),
        "seeking": worker.seeking.value,
        "occupations": list(worker.occupations),
        "born": worker.born.isoformat() if worker.born else None,
    }
    return {name: value for name, value in row.items() if value not in (None, "", [], {})}


def _spans(week: int) -> list[dict[str, Any]]:
    return [
        {"days": list(each.days), "start": clock(each.start), "end": clock(each.end)}
        for each in windows_of(week)
    ]


def _floor(worker: Worker) -> dict[str, Any] | None:
    floor = worker.pay_floor
    return {"amount": floor.amount, "unit": floor.unit.value} if floor else None


def _wishes(wishes: Wishes) -> dict[str, Any]:
    """As a row writes them; a city or a province, kept as its first digits, as its whole code."""
    counties = [code.ljust(CODE_LENGTH, "0") for code in wishes.counties]
    told = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(wishes).items()
    }
    return {name: value for name, value in (told | {"counties": counties}).items() if value}
