"""Whether a row and a registration here tell of the same days, and in what they differ."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from api.exchange.codes import Codes
from api.exchange.columns import Column, called
from api.exchange.record import Exchanged
from api.exchange.written import written
from registry.registration.application import State
from registry.registration.record import Registration
from registry.verdict import Finding

CLAUSE: Final = "63号 三"
# What was decided here; in a conflict the first of these is doubted.
DECIDED: Final = (State.ACTIVE, State.EXITED, State.REVOKED, State.REFUSED)
COVERING: Final = frozenset({State.ACTIVE, State.EXITED})
# Two offices' own doings, which may differ for one and the same registration.
NOT_COMPARED: Final = frozenset({Column.REGISTERED, Column.PROMISED, Column.ISSUE, Column.CLOSES})
Differences = Mapping[Column, tuple[str, str]]


def meets(here: Registration, theirs: Registration) -> bool:
    """Whether both tell of the same days; what covers no day is known again by its first."""
    start, end = here.claim.start_date, here.ended_on or date.max
    their_start, their_end = theirs.claim.start_date, theirs.ended_on or date.max
    overlap = here.state in COVERING and start < their_end and their_start < end
    return start == their_start or overlap


def differences(here: Registration, theirs: Exchanged, codes: Codes) -> Differences:
    """What the row tells and the registration here tells otherwise: theirs, ours.

    What the row leaves empty differs in nothing.
    """
    ours, told = written(Exchanged(here, None), codes), written(theirs, codes)
    return {
        column: (told[column], ours[column])
        for column in Column
        if column not in NOT_COMPARED and told[column] and told[column] != ours[column]
    }


def conflict(found: Differences) -> Finding:
    """What an officer is asked to look at."""
    told = "；".join(
        f"{called(column)}：省系统“{theirs}”，本地“{ours}”"
        for column, (theirs, ours) in found.items()
    )
    detail = f"省系统的记录与本登记不一致，须人工核对：{told}。"
    return Finding("PROVINCE_DIFFERS", False, detail, CLAUSE)
