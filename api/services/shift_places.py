"""Who comes to a shift, as its firm knows her: by a mark of its own; by name where she agreed."""

from typing import Final

from sqlalchemy import Connection

from api.security.keys import Keys
from api.services.shift_change import changing_shift
from api.services.shift_desk import ShiftDesk
from api.store import assignments, audit, consents, contacts
from api.store.contacts import Contact
from api.store.shifts import KeptShift
from registry.actor import Actor
from registry.clear_code import clear_code
from registry.errors import UnknownName
from registry.placement.assignment import HOLDING, NO_SHOWS, Assignment, AssignmentState
from registry.workers.consent import NoConsent, Purpose

LENGTH: Final = 8
# Of whom a firm is told: who said yes to it. Of the others it learns how many there are.
TOLD: Final = HOLDING | NO_SHOWS | {AssignmentState.DONE, AssignmentState.WITHDRAWN}
# Who may be called: who comes, or came.
REACHED: Final = HOLDING | {AssignmentState.DONE}


def place_mark(keys: Keys, kept: KeptShift, worker: str) -> str:
    """What a firm calls a worker on all shifts of one posting; she says it when she comes.

    Another for every firm and posting, and none of a candidate pool's: nothing can be joined by it.
    """
    whose = "\x1f".join(("place", kept.firm, kept.shift.posting, worker))
    return clear_code(int(keys.mark(whose), 16), LENGTH)


def is_told(one: Assignment) -> bool:
    """Whether the firm is told of her place."""
    return one.state in TOLD and one.taken_at is not None


def worker_behind(connection: Connection, keys: Keys, kept: KeptShift, place: str) -> str:
    """The worker whom a firm knows by a mark; UnknownName where it is shown nobody by it."""
    asked = place.strip().upper()
    for one in assignments.of_shift(connection, keys, kept.id, TOLD):
        if is_told(one) and place_mark(keys, kept, one.worker) == asked:
            return one.worker
    raise UnknownName("到岗代号", place)


def reveal(desk: ShiftDesk, shift_id: str, place: str, actor: Actor) -> Contact:
    """Name and telephone of who comes, where she agreed to that; that the firm looked is kept.

    NoConsent where she did not, or no longer does, or does not come.
    """
    with changing_shift(desk, shift_id) as change:
        connection, kept = change.connection, change.kept
        worker = worker_behind(connection, desk.keys, kept, place)
        found = contacts.get(connection, desk.keys, worker)
        agreed = consents.agrees(connection, worker, Purpose.PASS_TO_FIRM, kept.firm)
        if found is None or not agreed or change.assignment(worker).state not in REACHED:
            raise NoConsent("本人没有同意向本单位提供联系方式，或已撤回同意，或不来这一班。")
        audit.append(
            connection,
            desk.keys.audit,
            actor,
            "contact.revealed",
            worker,
            change.at,
            role=actor.role.value,
            firm=kept.firm,
            posting=kept.shift.posting,
            shift=kept.id,
        )
        return found
