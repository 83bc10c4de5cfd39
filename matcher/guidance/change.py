"""A change of a person: what she would have, do or accept beside what she told."""

from dataclasses import dataclass, replace

from registry.workers.worker import Wishes, Worker


@dataclass(frozen=True, slots=True)
class Change:
    """trades: codes beside hers. certificates: names. free: half-hours (336 bits) beside hers.

    distance_km: the limit that stands in place of hers; no_limit: none does. counties: codes that
    she would go to beside those she named.
    """

    trades: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    free: int = 0
    distance_km: float | None = None
    no_limit: bool = False
    counties: tuple[str, ...] = ()

    def of(self, worker: Worker) -> Worker:
        """The worker with the change made: what she excluded as a must takes it in too."""
        must, prefer = worker.must, worker.prefer
        if self.trades and must.occupations:
            must = replace(must, occupations=(*must.occupations, *self.trades))
        if self.distance_km is not None or self.no_limit:
            must = replace(must, max_distance_km=self.distance_km)
        if self.counties:
            must, prefer = _with_counties(must, prefer, self.counties)
        return replace(
            worker,
            occupations=_with(worker.occupations, self.trades),
            certificates=_with(worker.certificates, self.certificates),
            free=None if worker.free is None else worker.free | self.free,
            must=must,
            prefer=prefer,
        )

    def kept(self, worker: Worker) -> Worker:
        """The same as it is stored: work that she wishes for outlasts reading her words again."""
        after = self.of(worker)
        wished = _with(after.prefer.occupations, self.trades)
        return replace(after, prefer=replace(after.prefer, occupations=wished))


def _with(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return (*old, *(each for each in new if each not in old))


def _with_counties(
    must: Wishes, prefer: Wishes, counties: tuple[str, ...]
) -> tuple[Wishes, Wishes]:
    """A must takes them in; else they are places that she would go to."""
    if must.counties:
        return replace(must, counties=_with(must.counties, counties)), prefer
    return must, replace(prefer, counties=_with(prefer.counties, counties))
