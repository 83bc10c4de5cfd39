"""One shift of a firm: how it fills and who comes; inviting, calling off, who did not come."""

from collections.abc import Callable
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Connection

from api.clock import now
from api.database import reading
from api.pages.firm import clock_time, gone, of_shift, shown, told
from api.pages.firm_shifts import invitations
from api.pages.forms import fault_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services import shift_no_shows, shift_offers
from api.services.shift_change import posting_of
from api.services.shift_invitations import invite
from api.services.shift_places import REACHED, is_told, place_mark, worker_behind
from api.services.shift_places import reveal as reveal_place
from api.store import assignments, shifts
from api.store.contacts import Contact
from api.store.shifts import KeptShift
from registry.access.action import Action
from registry.errors import InvalidField, LinggangError, UnknownName
from registry.placement.assignment import TABLE as PLACES
from registry.placement.assignment import AssignmentState
from registry.placement.shift import TABLE, ShiftState
from registry.placement.shift_words import pays, when, where

router = APIRouter(include_in_schema=False)
Managing = Annotated[Caller, of_shift(Action.MANAGE_SHIFTS)]
Asking = Annotated[Caller, of_shift(Action.ASK_CONTACT)]
Word = Annotated[str, Form()]
LONGEST: Final = 2000
FIELDS: Final = ("n", "reason", "place", "words")
DONE: Final = {
    "invited": "已开始邀请：按合适程度一轮一轮发短信，招满为止，夜里不发。",
    "cancelled": "班次已取消，被邀请和答应的人都收到了短信。",
    "reported": "已记下。我们会问本人，本人可以提出异议，由工作人员核实。",
}
# What is counted, in the order in which it is told.
COUNTED: Final = (
    (AssignmentState.INVITED, "等答复"),
    (AssignmentState.STANDBY, "候补"),
    (AssignmentState.NO, "不去"),
    (AssignmentState.WITHDRAWN, "退出"),
    (AssignmentState.LAPSED, "没有答复"),
)


class Coming(NamedTuple):
    """Who has a place, or had: as the firm knows her, how it stands, whether she can be reached."""

    mark: str
    state: str
    at: str
    is_reached: bool


@router.get("/firm/shifts/{shift_id}", response_class=HTMLResponse)
def page(shift_id: str, request: Request, here: Here, caller: Managing) -> Response:
    """The fill counter and who comes."""
    return _page(request, here, shift_id, {"done": told(request, DONE)})


@router.post("/firm/shifts/{shift_id}/invite")
def ask(shift_id: str, request: Request, here: Here, caller: Managing, n: Word = "") -> Response:
    """Ask the best, wave after wave."""

    def step() -> None:
        invite(here.shifts, shift_id, invitations(n), caller.actor)

    return _done(request, here, shift_id, "invited", {"n": n}, step)


@router.post("/firm/shifts/{shift_id}/cancel")
def cancel(
    shift_id: str, request: Request, here: Here, caller: Managing, reason: Word = ""
) -> Response:
    """Call it off; called off twice it is once."""

    def step() -> None:
        if not 1 <= len(reason.strip()) <= LONGEST:
            raise InvalidField("reason", "missing", f"请写为什么取消，至多 {LONGEST} 字。")
        shift_offers.cancel(here.shifts, shift_id, reason.strip(), caller.actor)

    return _done(request, here, shift_id, "cancelled", {"reason": reason}, step)


@router.post("/firm/shifts/{shift_id}/no-show")
def no_show(
    shift_id: str,
    request: Request,
    here: Here,
    caller: Managing,
    place: Word = "",
    words: Word = "",
) -> Response:
    """Somebody did not come: her place goes to others while the shift runs."""

    def step() -> None:
        if not place:
            raise InvalidField("place", "missing", "请选是谁没有来。")
        with reading(here.engine) as connection:
            worker = worker_behind(connection, here.keys, _kept(connection, shift_id), place)
        shift_no_shows.report_no_show(here.shifts, shift_id, worker, words, caller.actor)

    typed = {"place": place, "words": words}
    return _done(request, here, shift_id, "reported", typed, step)


@router.post("/firm/shifts/{shift_id}/places/{place}/reveal", response_class=HTMLResponse)
def reveal(shift_id: str, place: str, request: Request, here: Here, caller: Asking) -> Response:
    """Name and telephone of who comes, on the same page, once; that it was looked at is kept."""
    try:
        found = reveal_place(here.shifts, shift_id, place, caller.actor)
    except LinggangError as error:
        return _page(request, here, shift_id, {"faults": [fault_of(error)]}, error)
    return _page(request, here, shift_id, {"revealed": {place: found}})


def _kept(connection: Connection, shift_id: str) -> KeptShift:
    kept = shifts.get(connection, shift_id)
    if kept is None:
        raise UnknownName("班次编号", shift_id)
    return kept


def _done(
    request: Request,
    here: Runtime,
    shift_id: str,
    code: str,
    typed: dict[str, str],
    step: Callable[[], object],
) -> Response:
    try:
        step()
    except LinggangError as error:
        context = {"typed": typed, "faults": [fault_of(error, *FIELDS)]}
        return _page(request, here, shift_id, context, error)
    return gone(f"/firm/shifts/{shift_id}", code)


def _page(
    request: Request,
    here: Runtime,
    shift_id: str,
    context: dict[str, Any],
    error: LinggangError | None = None,
) -> Response:
    at = now(here.settings)
    with reading(here.engine) as connection:
        kept = _kept(connection, shift_id)
        posting = posting_of(connection, kept)
        known = assignments.of_shift(connection, here.keys, shift_id)
    shift = kept.shift
    places = [
        Coming(
            place_mark(here.keys, kept, one.worker),
            PLACES.state_names[one.state],
            clock_time(one.taken_at),
            one.state in REACHED,
        )
        for one in known
        if is_told(one) and one.taken_at
    ]
    counts = [(words, sum(one.state is state for one in known)) for state, words in COUNTED]
    context = {
        "typed": {},
        "kept": kept,
        "shift": shift,
        "posting": posting,
        "when": when(shift),
        "where": where(shift, posting),
        "pays": pays(shift, posting),
        "state": TABLE.state_names[shift.state],
        "answer_by": clock_time(shift.answer_by),
        "asked": len(known),
        "counts": [each for each in counts if each[1]],
        "places": places,
        "reportable": [(each.mark, each.mark) for each in places if each.is_reached],
        "revealed": dict[str, Contact](),
        "next_wave": clock_time(kept.next_wave_at) if kept.next_wave_at else "",
        "has_begun": at >= shift.starts,
        "can_ask": shift.answerable(at) and shift.state is not ShiftState.FULL,
        "can_cancel": shift.state in (ShiftState.OPEN, ShiftState.FULL, ShiftState.CLOSED),
    } | context
    return shown(request, "shift", context, error)
