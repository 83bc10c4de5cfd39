"""The benchmark of pools: one posting before thousands of made candidates, once they are loaded."""

from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, Final

from api.database import reading
from api.runtime import Runtime
from api.services.candidates import CandidateIndex
from api.services.made_library import take_samples
from api.services.samples import SAMPLES_DAY
from api.services.spread import spread
from api.settings import Settings
from api.store import jobs, workers
from matcher.disclosure import lines
from registry.jobs.posting import Profile
from registry.workers.worker import Worker

ASKED: Final = 50  # postings
SEED: Final = 371399


def measure_pool(home: Path, people: int) -> dict[str, Any]:
    """Seconds to load so many people; milliseconds from a posting to the lines a firm may see."""
    here = Runtime(Settings(home=home, as_of=SAMPLES_DAY))
    take_samples(here)
    matching = here.build_index(lambda *_: None)
    draw = Random(SEED)  # noqa: S311 – made people, nothing secret
    candidates = CandidateIndex(matching, here.policy)
    taken, shown = [], []
    with reading(here.engine) as connection:
        made = _made(list(workers.iterate(connection)), people, draw)
        begun = perf_counter()
        candidates.fill(made)
        load_s = perf_counter() - begun
        rows = draw.sample(matching.library(Profile.PUBLIC).among.tolist(), ASKED)
        for row in rows:
            posting = jobs.get(connection, matching.index.ids[row])
            if posting is not None:
                begun = perf_counter()
                suited = candidates.suited(posting, row, SAMPLES_DAY)
                found = lines([each.shown for each in suited])
                taken.append((perf_counter() - begun) * 1000)
                shown.append(sum(len(line.places) for line in found))
    here.close()
    return {
        "people": people,
        "load_s": round(load_s, 1),
        "posting_ms": spread(taken),
        "most_shown": max(shown),
    }


def _made(base: list[Worker], count: int, draw: Random) -> list[Worker]:
    """People whose facts are those of the samples, mixed."""
    return [
        replace(
            draw.choice(base),
            id=f"made-{number}",
            place=draw.choice(base).place,
            free=draw.choice(base).free,
            pay_floor=draw.choice(base).pay_floor,
        )
        for number in range(count)
    ]
