"""The readers against the made jobs, whose truth the generator knows before it writes them down."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from api.feeds.postings import read_posting
from api.reference import load_reference
from registry.jobs.pay import SETTLEMENT_LABELS
from registry.jobs.posting import Posting
from registry.jobs.week import clock

DATA = Path(__file__).resolve().parents[2] / "data"
SEED = 371399
EVERY = 4  # one job in so many, to be quick
# Shares right, a little under what is reached. Where a source adds what the job does not know
# (中午管饭, 需健康证 among a trade's sentences) nobody could reach 1.
LEAST = {
    "pay": 0.99,
    "settlement": 0.99,
    "hours_kind": 0.95,
    "clock_times": 0.96,
    "days": 0.98,
    "hours_per_day": 0.97,
    "meals": 0.95,
    "lodging": 0.98,
    "certificates": 0.96,
    "headcount": 0.98,
    "occupation_minor": 0.83,
}


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    reference = load_reference(DATA)
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for job, row in _made():
        told = _answers(job, row, read_posting(row, reference, source="made"))
        asked.update(told.keys())
        right.update(name for name, answer in told.items() if answer)
    assert all(asked[name] > 300 for name in LEAST), asked
    return {name: right[name] / asked[name] for name in asked}


@pytest.mark.parametrize("name", LEAST)
def test_what_a_made_posting_says_is_read(shares: dict[str, float], name: str) -> None:
    assert shares[name] >= LEAST[name]


def _made() -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each job with a row whose prose tells all of it, as a platform and as a gig market writes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DATA / "samples"))
        import postings
        import tables
        import writing

        known = tables.load_tables()
        for number in range(0, postings.JOBS, EVERY):
            job = postings.draw_job(Random(f"{SEED}:job:{number}"), known)
            rng = Random(f"{SEED}:reading:{number}")
            title = writing.title_of(rng, job, known)
            prose = writing.description_of(rng, job, known, title, frozenset())
            yield job, {"source_id": str(number), "title": title, "description": prose}
            market = postings._market_of(job, known)
            yield job, postings.csv_row(rng, job, known, market, number)
        for name in ("postings", "tables", "writing", "jobs"):
            sys.modules.pop(name, None)


def _answers(job: Any, row: dict[str, Any], read: Posting) -> dict[str, bool]:
    """Field -> whether it was read right; what the row leaves unsaid is left out."""
    answers = {
        "meals": bool(read.meals) == job.meals,
        "lodging": bool(read.lodging) == job.lodging,
        "certificates": set(read.requirements.certificates) == set(job.certificates),
    }
    if read.pay or row.get("工资"):
        answers["pay"] = _pay(read) == (job.unit and (job.unit, job.low, job.high))
    if read.pay and read.pay.settlement:
        answers["settlement"] = SETTLEMENT_LABELS[read.pay.settlement] == job.settlement
    if read.headcount:
        answers["headcount"] = read.headcount == job.headcount
    if job.spec["code"]:
        answers["occupation_minor"] = (read.occupation or "")[:7] == job.spec["code"][:7]
    return answers | (_hours(job, read) if job.way else {})


def _pay(read: Posting) -> tuple[str, float, float] | None:
    pay = read.pay
    return pay and (pay.unit.value, round(pay.minimum, 2), round(pay.maximum, 2))


def _hours(job: Any, read: Posting) -> dict[str, bool]:
    """Days only where clock times are read; hours a day unless a break goes without saying."""
    hours, way = read.hours, job.way
    times = {(start, end.replace("24:00", "00:00")) for _, start, end in way.windows}
    answers = {
        "hours_kind": hours.kind.value.upper() == way.kind,
        "clock_times": {(clock(w.start), clock(w.end % 1440)) for w in hours.windows} == times,
    }
    if hours.windows and way.windows:
        answers["days"] = {w.days for w in hours.windows} == {days for days, _, _ in way.windows}
    if hours.hours_per_day and way.per_day:
        whole = sum(window.minutes for window in hours.windows) / 60
        answers["hours_per_day"] = hours.hours_per_day in (way.per_day, whole)
    return answers
