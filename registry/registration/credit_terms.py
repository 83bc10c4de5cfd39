"""Time boxes of credit: how long an entry may bind, and how soon an objection is answered."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from registry.errors import LinggangError


class TermKind(StrEnum):
    """What is boxed in time."""

    SUSPICION = "SUSPICION"  # 疑点：未核实前
    LIGHT = "LIGHT"  # 轻微失信
    GENERAL = "GENERAL"  # 一般失信
    SERIOUS = "SERIOUS"  # 严重失信
    DELETION = "DELETION"  # 自失信行为终止之日起的最长期限


class DeadlineKind(StrEnum):
    """What the bureau owes a person by a day."""

    OBJECTION = "OBJECTION"  # 异议答复
    OBJECTION_WITH_OTHERS = "OBJECTION_WITH_OTHERS"  # 异议答复，须其他部门协助
    CORRECTION = "CORRECTION"  # 依据撤销后的更正


@dataclass(frozen=True, slots=True)
class Term:
    """Least and most months, in force from `start` to `end`, both days included; None: still.

    least_months: before which no repair. assumed: our choice, no source states it.
    """

    kind: TermKind
    start: date
    least_months: int
    most_months: int
    clause: str
    source: str
    end: date | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineTerm:
    """Days within which the bureau acts. working: working days; else days of the calendar."""

    kind: DeadlineKind
    start: date
    days: int
    working: bool
    clause: str
    source: str
    end: date | None = None
    assumed: bool = False


T = TypeVar("T", Term, DeadlineTerm)


class TermNotInForce(LinggangError):
    """No time box is written for a day, so nothing may be boxed by it."""

    code = "term_not_in_force"


@dataclass(frozen=True, slots=True)
class CreditTerms:
    """Every time box, with its dates."""

    terms: Sequence[Term]
    deadlines: Sequence[DeadlineTerm]

    def term(self, kind: TermKind, day: date) -> Term:
        """The box of a kind on a day; TermNotInForce if none was in force."""
        return _in_force([each for each in self.terms if each.kind is kind], kind, day)

    def deadline(self, kind: DeadlineKind, day: date) -> DeadlineTerm:
        """The deadline of a kind on a day; TermNotInForce if none was in force."""
        return _in_force([each for each in self.deadlines if each.kind is kind], kind, day)


def _in_force(terms: Sequence[T], kind: StrEnum, day: date) -> T:
    for term in terms:
        if term.start <= day and (term.end is None or day <= term.end):
            return term
    raise TermNotInForce(
        f"{day} 没有有效的期限 {kind}；请在 data/policy/credit_terms.yaml 补上当日的取值和来源。"
    )


def months_after(day: date, months: int) -> date:
    """The last day of a period of months: the same day of its month, else the month's last.

    民法典 202.
    """
    index = 12 * day.year + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
