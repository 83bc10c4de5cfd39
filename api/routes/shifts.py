"""`/v1/shifts`: dated shifts of a posting, invitations, answers, no-shows (即时快招)."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.database import reading
from api.edge.conditions import shown
from api.feeds.shift_row import ShiftRow, read_shift
from api.problems import documented
from api.routes.dependencies import Here
from api.routes.desk import Said, Words
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.security.things import assignment_of, posting_thing, shift_of
from api.services import shift_no_shows, shift_offers
from api.services.shift_answers import Said as Answer
from api.services.shift_answers import answer_of
from api.services.shift_invitations import MOST, invite
from api.services.shift_places import place_mark, reveal, worker_behind
from api.services.shift_view import firm_json, own_shifts, shift_json
from api.store import jobs, shifts
from registry.access.account_role import STAFF
from registry.access.action import Action
from registry.access.principal import Resource
from registry.errors import UnknownName
from registry.jobs.posting import Posting
from registry.placement.assignment import TABLE, Assignment

router = APIRouter(prefix="/v1", tags=["shifts"])
ERRORS = documented(400, 401, 403, 404, 409, 413, 422, 503)
SEEN = documented(401, 403, 404, 422, 503)
Managing = Annotated[Caller, allowed(Action.MANAGE_SHIFTS)]
Answering = Annotated[Caller, allowed(Action.ANSWER_SHIFT)]
Own = Annotated[Caller, allowed(Action.SEE_OWN_SHIFTS)]
Asking = Annotated[Caller, allowed(Action.ASK_CONTACT)]
Settling = Annotated[Caller, allowed(Action.SETTLE_NO_SHOW)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewShifts(_Body):
    """Shifts of one posting, all taken or none."""

    shifts: Annotated[list[ShiftRow], Field(min_length=1, max_length=shift_offers.MOST_AT_ONCE)]


class Invitations(_Body):
    """How many may be asked in all; without n as many as it takes."""

    n: Annotated[int, Field(ge=1, le=MOST, strict=True)] | None = None


class Cancellation(_Body):
    """Why it is called off: kept, sealed."""

    reason: Said


class Spoken(_Body):
    """What she says."""

    answer: Answer


class ContactView(BaseModel):
    """Whom the firm may call."""

    name: str
    phone: str


class Settlement(_Body):
    """What an officer found of a no-show."""

    came: Annotated[bool, Field(strict=True)]
    reason: Said


@router.post(
    "/postings/{posting_id}/shifts",
    operation_id="offerShifts",
    summary="发布班次",
    status_code=201,
    responses=ERRORS,
)
def offer(posting_id: str, body: NewShifts, here: Here, caller: Managing) -> list[dict[str, Any]]:
    """Several at once; the same again gives the ones that are there."""
    posting = _posting(here, posting_id, caller)
    offers = [
        read_shift(row, number, posting, here.reference) for number, row in enumerate(body.shifts)
    ]
    made = shift_offers.offer(here.shifts, posting.id, offers, caller.actor)
    return [shift_json(each) for each in made]


@router.get("/shifts/{shift_id}", operation_id="shift", summary="班次情况", responses=SEEN)
def shift(
    shift_id: str, here: Here, caller: Managing, request: Request, response: Response
) -> dict[str, Any]:
    """The fill counter, how it fills, and who comes."""
    with reading(here.engine) as connection:
        shift_of(connection, shift_id, caller)
        shown(request, response, shifts.tag(connection, shift_id))
    return _shown(here, shift_id, caller)


@router.post(
    "/shifts/{shift_id}/invitations",
    operation_id="inviteToShift",
    summary="邀请合适的人",
    responses=ERRORS,
)
def invitations(shift_id: str, body: Invitations, here: Here, caller: Managing) -> dict[str, Any]:
    """Ask the best who agreed to be asked, in waves until the shift is full or n were asked."""
    _shown(here, shift_id, caller)
    asked = invite(here.shifts, shift_id, body.n, caller.actor)
    return {"invited_now": asked.now} | _shown(here, shift_id, caller)


@router.post(
    "/shifts/{shift_id}/cancellation",
    operation_id="cancelShift",
    summary="取消班次",
    responses=ERRORS,
)
def cancel(shift_id: str, body: Cancellation, here: Here, caller: Managing) -> dict[str, Any]:
    """Call it off; everybody who was asked is told."""
    _shown(here, shift_id, caller)
    shift_offers.cancel(here.shifts, shift_id, body.reason, caller.actor)
    return _shown(here, shift_id, caller)


@router.post(
    "/shifts/{shift_id}/places/{place}/no-show",
    operation_id="reportNoShow",
    summary="报告未到岗",
    responses=ERRORS,
)
def no_show(shift_id: str, place: str, body: Words, here: Here, caller: Managing) -> dict[str, str]:
    """Her place goes to others while the shift runs; she is told and may object."""
    with reading(here.engine) as connection:
        kept = shift_of(connection, shift_id, caller)
        worker = worker_behind(connection, here.keys, kept, place)
    one = shift_no_shows.report_no_show(here.shifts, shift_id, worker, body.words, caller.actor)
    return {"place": place_mark(here.keys, kept, worker)} | _stands(one)


@router.post(
    "/shifts/{shift_id}/places/{place}/reveal",
    operation_id="revealWhoComes",
    summary="查看来的人的姓名和电话",
    responses=ERRORS,
)
def reveal_contact(shift_id: str, place: str, here: Here, caller: Asking) -> ContactView:
    """Only of who comes and agreed to this firm (`pass_to_firm`); each look is kept."""
    with reading(here.engine) as connection:
        shift_of(connection, shift_id, caller)
    found = reveal(here.shifts, shift_id, place, caller.actor)
    return ContactView(name=found.name, phone=found.phone)


@router.post(
    "/shifts/{shift_id}/places/{worker}/answer",
    operation_id="answerShift",
    summary="答复邀请",
    responses=ERRORS,
)
def answer(
    shift_id: str, worker: str, body: Spoken, here: Here, caller: Answering
) -> dict[str, Any]:
    """What the link does, for who is signed in, or for an advisor who has her on the telephone."""
    _reached(here, shift_id, worker, caller)
    reply = answer_of(here.shifts, shift_id, worker, body.answer, caller.actor)
    return _state(reply.assignment) | {
        "outcome": reply.outcome.value,
        "reasons": [{"code": each.code, "detail": each.cited} for each in reply.reasons],
        "place_in_line": reply.place_in_line,
    }


@router.post(
    "/shifts/{shift_id}/places/{worker}/objection",
    operation_id="objectToNoShow",
    summary="对未到岗提出异议",
    responses=ERRORS,
)
def objection(
    shift_id: str, worker: str, body: Words, here: Here, caller: Answering
) -> dict[str, str]:
    """An officer looks at it."""
    _reached(here, shift_id, worker, caller)
    return _state(shift_no_shows.contest(here.shifts, shift_id, worker, body.words, caller.actor))


@router.post(
    "/shifts/{shift_id}/places/{worker}/settlement",
    operation_id="settleNoShow",
    summary="核实未到岗异议",
    responses=ERRORS,
)
def settlement(
    shift_id: str, worker: str, body: Settlement, here: Here, caller: Settling
) -> dict[str, str]:
    """An officer's finding, told to her."""
    _reached(here, shift_id, worker, caller)
    return _state(
        shift_no_shows.settle(here.shifts, shift_id, worker, body.came, body.reason, caller.actor)
    )


@router.get("/me/shifts", operation_id="myShifts", summary="我的班次", responses=SEEN)
def mine(here: Here, caller: Own) -> list[dict[str, Any]]:
    """Everything she was asked for."""
    worker = caller.principal.worker
    if not worker:
        caller.shows_nobody()
        return []
    caller.on(Resource("劳动者编号", worker, worker=worker))
    with reading(here.engine) as connection:
        return own_shifts(connection, here.keys, worker)


def _posting(here: Runtime, posting_id: str, caller: Caller) -> Posting:
    with reading(here.engine) as connection:
        posting = jobs.get(connection, posting_id)
    if posting is None:
        raise UnknownName("岗位编号", posting_id)
    caller.on(posting_thing(posting))
    return posting


def _shown(here: Runtime, shift_id: str, caller: Caller) -> dict[str, Any]:
    with reading(here.engine) as connection:
        kept, is_staff = shift_of(connection, shift_id, caller), caller.principal.role in STAFF
        return firm_json(connection, here.keys, kept, names_workers=is_staff)


def _reached(here: Runtime, shift_id: str, worker: str, caller: Caller) -> None:
    with reading(here.engine) as connection:
        assignment_of(connection, shift_id, worker, caller)


def _state(one: Assignment) -> dict[str, Any]:
    return {"worker": one.worker} | _stands(one)


def _stands(one: Assignment) -> dict[str, str]:
    return {"state": one.state.value, "state_name": TABLE.state_names[one.state]}
