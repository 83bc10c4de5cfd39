"""What a rule says of many people at once: a verdict and a reason for each, and how they join."""

from enum import IntEnum
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from registry.statistics.reason import Reason

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


class Verdict(IntEnum):
    """What a rule says of one person; of rules that must all hold the gravest counts."""

    HOLDS = 0  # 符合
    UNDETERMINED = 1  # 缺少数据或参数，无法判断
    REVIEW = 2  # 须人工核查
    FAILS = 3  # 不符合


VERDICT_NAMES: Final = {
    Verdict.HOLDS: "符合",
    Verdict.UNDETERMINED: "无法判断",
    Verdict.REVIEW: "须人工核查",
    Verdict.FAILS: "不符合",
}
# Of rules of which one suffices: whoever may yet be counted is not said to fail.
_NEAREST: Final = np.array([0, 2, 1, 3])


class Ruling(NamedTuple):
    """verdict: int64 (n,) of Verdict; reason: int64 (n,) of Reason, 0 where it holds."""

    verdict: Ints
    reason: Ints

    @property
    def holds(self) -> Bools:
        """Of whom it holds."""
        return np.equal(self.verdict, int(Verdict.HOLDS))

    def only(self, rows: Ints) -> "Ruling":
        """The same of some people alone."""
        return Ruling(self.verdict[rows], self.reason[rows])


def ruled(size: int, *cases: tuple[Any, Verdict, Reason]) -> Ruling:
    """The first case that is true of a person is what the rule says of her; none: it holds.

    cases: a bool array (size,), the verdict, its reason.
    """
    which = np.full(size, len(cases), np.int8)
    for place, (mask, _, _) in reversed(list(enumerate(cases))):
        which[np.broadcast_to(mask, (size,))] = place
    verdicts = np.array([*(each for _, each, _ in cases), Verdict.HOLDS], np.int64)
    reasons = np.array([*(each for _, _, each in cases), Reason.NONE], np.int64)
    return Ruling(verdicts[which], reasons[which])


def every(*rulings: Ruling) -> Ruling:
    """All must hold: the gravest verdict, with the reason of the first that is as grave."""
    verdicts = np.stack([each.verdict for each in rulings])
    return _taken(rulings, verdicts, verdicts.argmax(axis=0))


def either(*rulings: Ruling) -> Ruling:
    """One suffices: the verdict nearest to holding, with the reason of the first such."""
    verdicts = np.stack([each.verdict for each in rulings])
    return _taken(rulings, verdicts, _NEAREST[verdicts].argmin(axis=0))


def _taken(rulings: tuple[Ruling, ...], verdicts: Ints, place: NDArray[np.intp]) -> Ruling:
    reasons = np.stack([each.reason for each in rulings])
    people = np.arange(verdicts.shape[1])
    return Ruling(verdicts[place, people], reasons[place, people])
