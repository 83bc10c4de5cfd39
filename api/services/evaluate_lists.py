"""`evaluate lists`: by people's grades, how well whole lists suit, ours beside three baselines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any, Final

import numpy as np

from api.services.evaluate_lists_grades import ASPECTS, GRADERS, LEVELS, OVERALL, Grade
from api.services.evaluate_lists_rules import Barred, Pair, broken_rules
from api.services.evaluate_lists_sheets import key_of, keys_of
from api.services.evaluate_lists_systems import OURS, SYSTEMS, TOP, Lists, Systems
from api.services.evaluate_ranking import DIGITS
from matcher.evaluation import interval, ndcg
from matcher.kappa import kappa
from registry.workers.worker import Worker

NDCG: Final = f"ndcg@{TOP}"
MEAN: Final = f"mean_grade@{TOP}"
SHOWN: Final = f"shown@{TOP}"
JUDGED: Final = f"judged@{TOP}"
# The overall grade of a posting for one worker: the mean of its graders'.
Pool = Mapping[str, float]


@dataclass(slots=True)
class _Tally:
    """One system's lists: by graded worker what they are worth (NaN unknown), and counts."""

    ndcg: list[float] = field(default_factory=list)
    mean: list[float] = field(default_factory=list)
    shown: int = 0
    judged: int = 0
    broken: list[dict[str, str]] = field(default_factory=list)


def evaluate_lists(
    systems: Systems, workers: Iterable[Worker], grades: Sequence[Grade]
) -> dict[str, Any]:
    """Our figures, `systems` with everyone's, `ours_minus` each baseline, `kappa`, and counts.

    nDCG is over the graded pool of each worker; what nobody graded is worth nothing in it and
    counts in no mean. violations: of rules, by everybody's lists, looked at again. None where there
    is nothing to measure.
    """
    pools = _pools(grades)
    tallies = {name: _Tally() for name in SYSTEMS}
    found: set[tuple[str, str]] = set()
    for worker in workers:
        lists = systems.lists(worker)
        keys = {place: keys_of(systems, lists, place) for place in _shown(lists)}
        found |= {(worker.id, key) for each in keys.values() for key in each}
        for name, tally in tallies.items():
            _look_for_breaches(systems, lists, name, tally)
            if worker.id in pools:
                _grade(lists.tops[name], keys, pools[worker.id], tally)
    figures = {name: _figures(tally) for name, tally in tallies.items()}
    return {
        **figures[OURS],
        "systems": figures,
        "ours_minus": _differences(tallies),
        "kappa": _kappas(grades),
        "workers": len(pools),
        "pairs": sum(map(len, pools.values())),
        "on_no_list": sum((worker, key) not in found for worker in pools for key in pools[worker]),
        "breaches": [each for tally in tallies.values() for each in tally.broken],
    }


def _pools(grades: Iterable[Grade]) -> dict[str, dict[str, float]]:
    """By worker and posting the mean of the overall grades."""
    given: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for grade in grades:
        given[grade.worker][grade.posting].append(grade.grades[OVERALL])
    return {
        worker: {posting: fmean(each) for posting, each in pool.items()}
        for worker, pool in given.items()
    }


def _shown(lists: Lists) -> set[int]:
    return {place for top in lists.tops.values() for place in top}


def _grade(
    top: Sequence[int], keys: Mapping[int, Sequence[str]], pool: Pool, tally: _Tally
) -> None:
    """Add one list to the tally of its system."""
    used = [next((key for key in keys[place] if key in pool), None) for place in top]
    judged = [pool[key] for key in used if key is not None]
    places = [pool[key] if key is not None else 0.0 for key in used]
    rest = [grade for key, grade in pool.items() if key not in used]
    # What a list leaves empty of its TOP places is worth nothing, like what nobody graded.
    gains = np.array([*places, *[0.0] * (TOP - len(places)), *rest])
    tally.ndcg.append(ndcg(gains, TOP))
    tally.mean.append(fmean(judged) if judged else float("nan"))
    tally.shown += len(top)
    tally.judged += len(judged)


def _look_for_breaches(systems: Systems, lists: Lists, name: str, tally: _Tally) -> None:
    policy = systems.recommender.policy
    barred = Barred(policy.minor_banned_codes, policy.minor_banned_words)
    for place in lists.tops[name]:
        posting = systems.postings[place]
        for rule in broken_rules(Pair(lists.worker, posting, systems.day, barred)):
            breach = {"worker": lists.worker.id, "posting": key_of(posting.id), "rule": rule}
            tally.broken.append({"system": name} | breach)


def _figures(tally: _Tally) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    intervals: dict[str, list[float] | None] = {}
    for name, values in ((NDCG, tally.ndcg), (MEAN, tally.mean)):
        figures[name], intervals[name] = _mean(values)
    share = tally.judged / tally.shown if tally.shown else None
    return figures | {
        SHOWN: round(tally.shown / len(tally.ndcg), DIGITS) if tally.ndcg else None,
        JUDGED: None if share is None else round(share, DIGITS),
        "violations": len(tally.broken),
        "intervals": intervals,
    }


def _differences(tallies: Mapping[str, _Tally]) -> dict[str, Any]:
    """Ours less each baseline, worker by worker, with the interval of that difference."""
    ours = np.array(tallies[OURS].ndcg)
    differences = {}
    for name in SYSTEMS[1:]:
        mean, bounds = _mean(ours - np.array(tallies[name].ndcg))
        differences[name] = {NDCG: mean, "interval": bounds}
    return differences


def _mean(values: Sequence[float] | np.ndarray[Any, Any]) -> tuple[float | None, Any]:
    """A mean and its 95 % interval, None where no value is known."""
    found = interval(np.asarray(values, dtype=np.float64))
    if np.isnan(found.mean):
        return None, None
    return round(found.mean, DIGITS), [round(found.low, DIGITS), round(found.high, DIGITS)]


def _kappas(grades: Iterable[Grade]) -> dict[str, Any]:
    """By aspect the agreement of both graders on what both graded."""
    by: dict[str, dict[tuple[str, str], Mapping[str, int]]] = {grader: {} for grader in GRADERS}
    for grade in grades:
        by[grade.grader][grade.worker, grade.posting] = grade.grades
    first, second = (by[grader] for grader in GRADERS)
    both = [pair for pair in first if pair in second]
    agreement: dict[str, Any] = {"pairs": len(both)}
    for aspect in ASPECTS:
        one, other = (
            np.array([each[pair][aspect] for pair in both], dtype=np.int64)
            for each in (first, second)
        )
        agreement[aspect] = {
            "quadratic": _known(kappa(one, other, LEVELS, quadratic=True)),
            "plain": _known(kappa(one, other, LEVELS)),
        }
    return agreement


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(value, DIGITS)
