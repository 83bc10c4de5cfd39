"""Policies that ended or were narrowed (RULEBOOK R5.7): named, with day and source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Change(StrEnum):
    """What became of a policy."""

    ENDED = "ended"
    NARROWED = "narrowed"


CHANGE_NAMES: Final = {Change.ENDED: "已停止", Change.NARROWED: "已缩小范围"}


@dataclass(frozen=True, slots=True)
class EndedPolicy:
    """One of them. start: the first day on which it was so. told: Chinese, for people."""

    code: str
    name: str
    change: Change
    start: date
    clause: str
    source: str
    told: str
    end: date | None = None


def ended_by(policies: Sequence[EndedPolicy], as_of: date) -> tuple[EndedPolicy, ...]:
    """Those that no longer stand as they did on a day."""
    return tuple(
        each for each in policies if each.start <= as_of and (each.end is None or as_of <= each.end)
    )
