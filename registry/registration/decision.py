"""A decision on a person: one outcome, every reason with its clause, and what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from registry.verdict import Finding


class Outcome(IntEnum):
    """What a criterion says; the gravest of all criteria is the decision."""

    ELIGIBLE = 0  # 符合
    UNDETERMINED = 1  # 缺少数据或参数，无法判断
    REVIEW = 2  # 须人工核查
    INELIGIBLE = 3  # 不符合


@dataclass(frozen=True, slots=True)
class Criterion:
    """One rule looked at. code: UPPER_SNAKE_CASE where it did not simply pass.

    missing: the fact or parameter that an UNDETERMINED criterion lacks, in Chinese.
    """

    outcome: Outcome
    finding: Finding
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision of a day. flags: what is worth knowing and bars nothing (minor_worker).

    sources: the registers whose answers it rests on.
    """

    as_of: date
    criteria: tuple[Criterion, ...]
    flags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The gravest outcome of all criteria."""
        return max((each.outcome for each in self.criteria), default=Outcome.ELIGIBLE)

    @property
    def deciding(self) -> tuple[Criterion, ...]:
        """The criteria that make the outcome what it is; none for ELIGIBLE."""
        worst = self.outcome
        return tuple(each for each in self.criteria if each.outcome is worst and worst)

    @property
    def code(self) -> str:
        """The code of the first deciding criterion; "" for ELIGIBLE."""
        return self.deciding[0].finding.code if self.deciding else ""


def met(code: str, detail: str, clause: str) -> Criterion:
    """A criterion that held."""
    return Criterion(Outcome.ELIGIBLE, Finding(code, True, detail, clause))


def failed(outcome: Outcome, code: str, detail: str, clause: str, missing: str = "") -> Criterion:
    """A criterion that did not hold, or that could not be told."""
    return Criterion(outcome, Finding(code, False, detail, clause), missing)


def decide(
    as_of: date,
    criteria: Iterable[Criterion],
    flags: Iterable[str] = (),
    sources: Iterable[str] = (),
) -> Decision:
    """The decision that criteria make together."""
    return Decision(as_of, tuple(criteria), tuple(flags), tuple(sources))
