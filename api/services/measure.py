"""The benchmark: samples and, where they are at hand, the real postings, through every step."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np

from api.clock import now
from api.database import reading
from api.runtime import Runtime
from api.services.documents import query_of
from api.services.ingest import ingest
from api.services.measure_reading import measure_reading
from api.services.post import post_one
from api.services.samples import SAMPLES_DAY, sample_files
from api.services.spread import spread
from api.settings import Settings
from api.store import jobs, workers
from registry.jobs.posting import Profile

REAL_FILES: Final = ("postings/flexible.jsonl.gz", "postings/other.jsonl.gz")
NEAREST_K: Final = 1000
REPEATS: Final = 50


def run_bench(home: Path, people: int) -> dict[str, Any]:
    """Every figure: seconds, rows a second, and milliseconds at the median and 95 %."""
    here = Runtime(Settings(home=home, as_of=SAMPLES_DAY))
    figures: dict[str, Any] = {"reading": measure_reading(_corpora(here), here.settings.data)}
    figures["ingest"] = _ingest(here)
    figures["index_build_s"] = _timed(lambda: here.build_index(lambda *_: None))
    figures["postings"] = int(here.matching.index.alive.sum())
    again = Runtime(here.settings)
    figures["index_load_s"] = _timed(lambda: again.matching)
    figures["recommend_ms"] = _recommend(again, people)
    figures["nearest_ms"] = _nearest(again)
    figures["post_to_list_ms"] = _post_to_list(again)
    return figures


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return round(perf_counter() - begun, 3)


def _real_files(here: Runtime) -> list[Path]:
    datasets = here.settings.datasets
    return [datasets / name for name in REAL_FILES] if datasets else []


def _corpora(here: Runtime) -> dict[str, list[Path]]:
    samples = sample_files(here.settings.data / "samples")
    return {"samples": samples} | {path.name: [path] for path in _real_files(here)}


def _ingest(here: Runtime) -> list[dict[str, Any]]:
    files = [(path, Profile.PUBLIC) for path in sample_files(here.settings.data / "samples")]
    files += [(path, Profile.ARCHIVE) for path in _real_files(here)]
    figures = []
    for path, profile in files:
        begun = perf_counter()
        report = ingest(
            here.engine,
            path,
            reference=here.reference,
            policy=here.policy,
            profile=profile,
            at=now(here.settings),
            keys=lambda: here.keys,
        )
        seconds = perf_counter() - begun
        figures.append(
            {
                "file": path.name,
                "rows": report.rows,
                "seconds": round(seconds, 2),
                "rows_a_second": round(report.rows / seconds),
            }
        )
    return figures


def _recommend(here: Runtime, people: int) -> dict[str, float]:
    taken = []
    with reading(here.engine) as connection:
        for worker in islice(workers.iterate(connection), people):
            found = here.recommender(connection).recommend(
                connection, worker, SAMPLES_DAY, Profile.PUBLIC, 20
            )
            taken.append(found.elapsed_ms)
    return spread(taken)


def _nearest(here: Runtime) -> dict[str, dict[str, float]]:
    """The index alone, at several shares of admissible rows."""
    with reading(here.engine) as connection:
        worker = next(iter(workers.iterate(connection)))
    query, index = query_of(worker, here.reference.occupations), here.matching.index
    draw = np.random.default_rng(0)
    figures = {}
    for share in (0.01, 0.1, 0.5, 1.0):
        admissible = index.alive & (draw.random(len(index.alive)) < share)
        taken = []
        for _ in range(REPEATS):
            begun = perf_counter()
            index.nearest(query, admissible, NEAREST_K)
            taken.append((perf_counter() - begun) * 1000)
        figures[f"{share:.0%}"] = spread(taken)
    return figures


def _post_to_list(here: Runtime) -> dict[str, float]:
    """From a posting sent to a list that has seen it."""
    with reading(here.engine) as connection:
        worker = next(iter(workers.iterate(connection)))
        model = next(
            one for one in jobs.iterate(connection) if one.profile is Profile.PUBLIC and one.pay
        )
    taken = []
    for number in range(REPEATS):
        row = {
            "source": "bench",
            "source_id": str(number),
            "title": model.title,
            "description": model.description,
            "employer": {"name": "测速单位"},
            "place": {"county": model.place.code},
            "pay": {"min": 25, "max": 30, "unit": "HOUR"},
        }
        begun = perf_counter()
        done = post_one(here, row)
        with reading(here.engine) as connection:
            seen = here.recommender(connection).why(
                connection, done.posting.id, worker, SAMPLES_DAY, Profile.PUBLIC
            )
        if seen.item is None or not seen.item.score > 0:
            raise LookupError(f"{done.posting.id} reached no list: {seen.findings}")
        taken.append((perf_counter() - begun) * 1000)
    return spread(taken)
