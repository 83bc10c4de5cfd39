"""A registration as it stands: the claim, where its life has come to, and what was decided."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from registry.registration.application import State
from registry.registration.claim import Claim
from registry.registration.decision import Decision
from registry.registration.ending_objection import EndingObjection
from registry.registration.exits import Exit


class Path(StrEnum):
    """How an application is decided; credit chooses it, and nothing else (R3.3)."""

    COMMITMENT = "commitment"  # 告知承诺：核查无误即时办结
    CHECKED = "checked"  # 核查后办理：由工作人员决定


@dataclass(frozen=True, slots=True)
class Registration:
    """One application or registration. version: 1, then one more with each correction.

    It covers [claim.start_date, ended_on). decided_by, decided_on: of the last decision on it that
    was told to her; decided_by "" where no officer made it. objection: the last one to an end.
    """

    id: str
    claim: Claim
    state: State
    path: Path
    version: int = 1
    registered_on: date | None = None
    ended_on: date | None = None
    submitted_at: datetime | None = None
    decided_by: str = ""
    decided_on: date | None = None
    decision: Decision | None = None
    exit: Exit | None = None
    objection: EndingObjection | None = None
