"""Lines of a list: each offer once, no employer too often."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# Of one employer at most this many stand in one list, so that one agency does not fill it.
MOST_OF_ONE_EMPLOYER: Final = 2


class Line(NamedTuple):
    """One line of a list: a place in the scored postings, and those it stands for beside itself."""

    place: int
    alike: tuple[int, ...]

    @property
    def postings(self) -> tuple[int, ...]:
        """All postings of the line, its own first."""
        return (self.place, *self.alike)


class Lines(NamedTuple):
    """The lines (l,) of a list, best first.

    heads: (l,) places of the postings shown. starts, sizes: (l,) where in `members` the postings of
    each line stand, its head first. members: places.
    """

    heads: NDArray[np.int64]
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]
    members: NDArray[np.int64]

    def only(self, which: NDArray[np.int64] | NDArray[np.bool_] | slice) -> "Lines":
        """Some of the lines, in the order asked."""
        return Lines(self.heads[which], self.starts[which], self.sizes[which], self.members)

    def each(self) -> Iterator[Line]:
        """The lines one by one."""
        for start, size in zip(self.starts.tolist(), self.sizes.tolist(), strict=True):
            head, *alike = self.members[start : start + size].tolist()
            yield Line(head, tuple(alike))


def lines_of(
    scores: NDArray[np.float64], offers: NDArray[np.int64], employers: NDArray[np.int64]
) -> Lines:
    """All n postings in lines, best first: an offer once, no employer too often.

    scores: or how they stand to each other.

    offers: (n,) equal for one job. employers: (n,), 0 for those without a name of their own. Ties
    fall by row order, so that the same facts always give the same list. Lines put aside for their
    employer's sake come back at the end where the list would else be shorter.
    """
    best_first = np.argsort(-scores, kind="stable")
    members = best_first[np.argsort(offers[best_first], kind="stable")]
    starts = np.flatnonzero(np.diff(offers[members], prepend=-1))
    sizes = np.diff(starts, append=len(members))
    rank = np.empty(len(scores), dtype=np.int64)
    rank[best_first] = np.arange(len(scores))
    order = np.argsort(rank[members[starts]])
    lines = Lines(members[starts], starts, sizes, members).only(order)
    employer = employers[lines.heads]
    aside = (employer != 0) & (_times_before(employer) >= MOST_OF_ONE_EMPLOYER)
    return lines.only(np.argsort(aside, kind="stable"))


def _times_before(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """How often each value stands before its place, (n,)."""
    order = np.argsort(values, kind="stable")
    starts = np.flatnonzero(np.diff(values[order], prepend=-1))
    sizes = np.diff(starts, append=len(values))
    times = np.empty(len(values), dtype=np.int64)
    times[order] = np.arange(len(values)) - np.repeat(starts, sizes)
    return times
