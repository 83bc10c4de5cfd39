"""What time does to shifts: deadlines, ends and waves that are due; run every minute."""

from dataclasses import dataclass

from api.database import reading
from api.services.shift_change import ShiftChange, changing_shift
from api.services.shift_desk import ShiftDesk
from api.services.shift_invitations import next_wave_of
from api.services.shift_offers import call_off
from api.store import shifts
from registry.actor import THE_SYSTEM
from registry.placement.shift import TAKEN_BACK, ShiftState


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many shifts were due, how many waves went out, and how many people were asked."""

    due: int = 0
    waves: int = 0
    invited: int = 0


def tick(desk: ShiftDesk) -> Ticked:
    """Do what is due, each shift in a transaction of its own; twice it comes to the same."""
    with reading(desk.engine) as connection:
        ids = shifts.due(connection, desk.clock())
    waves = invited = 0
    for each in ids:
        with changing_shift(desk, each) as change:
            _settle(change)
        sent = next_wave_of(desk, each)
        waves += sent is not None and sent.now > 0
        invited += sent.now if sent is not None else 0
    return Ticked(len(ids), waves, invited)


def _settle(change: ShiftChange) -> None:
    """What time alone does is done; then a posting taken back, people who are gone, stand-by."""
    if change.shift.state in (ShiftState.DONE, ShiftState.CANCELLED):
        return
    if change.posting.state in TAKEN_BACK:
        call_off(change, "岗位已撤回或下架", THE_SYSTEM)
        return
    if change.release_gone():
        change.refill()
    elif change.shift.state is ShiftState.OPEN:
        change.promote()
