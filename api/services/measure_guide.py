"""The benchmark of career guidance: the plan of one person after another over a large library."""

from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, Final

from api.database import reading
from api.runtime import Runtime
from api.services.made_library import stock
from api.services.samples import SAMPLES_DAY
from api.services.spread import spread
from api.settings import Settings
from api.store import workers
from registry.actor import THE_SYSTEM
from registry.jobs.posting import Profile

SEED: Final = 371399


def measure_guide(home: Path, postings: int, people: int) -> dict[str, Any]:
    """Milliseconds of plans, the index being in memory; the night's facts kept, then without.

    load_s: opening index and library. new_process_ms: the first plan of a process. plan_ms: of
    somebody whose list was not made yet. whole_ms: with her entitlements and its audit entry.
    """
    here = Runtime(Settings(home=home, as_of=SAMPLES_DAY))
    stock(here, postings, Random(SEED))  # noqa: S311 – made postings, nothing secret
    figures: dict[str, Any] = {"postings": postings}
    figures["without_facts"] = _plans(Runtime(here.settings), people)
    begun = perf_counter()
    here.market.refresh()
    figures["refresh_s"] = round(perf_counter() - begun, 2)
    figures["with_facts"] = _plans(Runtime(here.settings), people)
    return figures


def _plans(here: Runtime, people: int) -> dict[str, Any]:
    begun = perf_counter()
    with reading(here.engine) as connection:
        here.recommender(connection).matching.library(Profile.PUBLIC)
        load_s = round(perf_counter() - begun, 2)
        asked = list(islice(workers.iterate(connection), people + 1))
    taken, whole = [], []
    for worker in asked:
        begun = perf_counter()
        guided = here.guide.plan(worker, SAMPLES_DAY, Profile.PUBLIC, THE_SYSTEM)
        whole.append((perf_counter() - begun) * 1000)
        taken.append(guided.elapsed_ms)
    return {
        "load_s": load_s,
        "new_process_ms": round(taken[0], 1),
        "plan_ms": spread(taken[1:]),
        "whole_ms": spread(whole[1:]),
    }
