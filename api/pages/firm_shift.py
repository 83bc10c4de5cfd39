"""One shift of a firm: how it fills and who comes; inviting, calling off, who did not come."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import now
from api.database import reading
from api.pages.firm import clock_time, faults_of, gone, of_shift, shown, told
from api.pages.firm_shifts import invitations
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services import shift_no_shows, shift_offers
from api.services.shift_change import posting_of
from api.services.shift_invitations import invite
from api.services.shift_view import TOLD
from api.store import assignments, shifts
from registry.access.action import Action
from registry.errors import InvalidField, LinggangError, UnknownName
from registry.placement.assignment import HOLDING, AssignmentState
from registry.placement.assignment import TABLE as PLACES
from registry.placement.shift import TABLE, ShiftState
from registry.placement.shift_words import pays, when, where

router = APIRouter(include_in_schema=False)
Managing = Annotated[Caller, of_shift(Action.MANAGE_SHIFTS)]
Word = Annotated[str, Form()]
LONGEST: Final = 2000
FIELDS: Final = ("n", "reason", "worker", "words")
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
REPORTABLE: Final = HOLDING | {AssignmentState.DONE}


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
    worker: Word = "",
    words: Word = "",
) -> Response:
    """Somebody did not come: her place goes to others while the shift runs."""

    def step() -> None:
        if not worker:
            raise InvalidField("worker", "missing", "请选是谁没有来。")
        desk, actor = here.shifts, caller.actor
        shift_no_shows.report_no_show(desk, shift_id, worker, words, actor)

    typed = {"worker": worker, "words": words}
    return _done(request, here, shift_id, "reported", typed, step)


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
        context = {"typed": typed, "faults": faults_of(error, FIELDS)}
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
        kept = shifts.get(connection, shift_id)
        if kept is None:
            raise UnknownName("班次编号", shift_id)
        posting = posting_of(connection, kept)
        known = assignments.of_shift(connection, here.keys, shift_id)
    shift = kept.shift
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
        "places": [
            (one, PLACES.state_names[one.state], clock_time(one.taken_at))
            for one in known
            if one.state in TOLD and one.taken_at
        ],
        "next_wave": clock_time(kept.next_wave_at) if kept.next_wave_at else "",
        "reportable": [
            (one.worker, one.worker) for one in known if one.state in REPORTABLE and one.taken_at
        ],
        "has_begun": at >= shift.starts,
        "can_ask": shift.answerable(at) and shift.state is not ShiftState.FULL,
        "can_cancel": shift.state in (ShiftState.OPEN, ShiftState.FULL, ShiftState.CLOSED),
    } | context
    return shown(request, "shift", context, error)
