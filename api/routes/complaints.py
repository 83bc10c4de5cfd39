"""`/v1/complaints`: anyone sends one and reads what became of it; an officer decides."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, StringConstraints

from api.clock import today
from api.database import reading
from api.edge.conditions import shown
from api.edge.messages import ADDRESS
from api.edge.rates import Bucket
from api.problems import documented
from api.routes.dependencies import Here
from api.routes.desk import Said
from api.routes.paging import Page, pages
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.security.things import complaint_of, complaint_thing
from api.services.posting_view import complaint_json, told_json
from api.store import jobs
from api.store.complaints import Place
from registry.access.account_role import STAFF, AccountRole
from registry.access.action import Action
from registry.jobs.complaint import MOST_CONTACT, About, ComplaintState, Kind

router = APIRouter(prefix="/v1/complaints", tags=["complaints"])
ERRORS: Final = documented(401, 403, 404, 409, 413, 422, 503)
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MOST_CONTACT)]
Sending = Annotated[Caller, allowed(Action.SEND_COMPLAINT)]
Listing = Annotated[Caller, allowed(Action.SEE_COMPLAINT)]
ComplaintsPage = Annotated[Page, pages("complaints")]


class NewComplaint(BaseModel):
    """What is complained about. subject: a posting's id or a firm's name; contact may be left."""

    about: About
    subject: Short = ""
    kind: Kind
    words: Said
    contact: Short = ""


class Secret(BaseModel):
    """What was given when the complaint was sent."""

    secret: Annotated[str, StringConstraints(max_length=64)]


class Outcome(StrEnum):
    """How a complaint is decided."""

    UPHELD = "upheld"
    REJECTED = "rejected"
    ANSWERED = "answered"


class Decision(BaseModel):
    """An officer's decision; the words are told to who complained."""

    outcome: Outcome
    words: Said


def _complaint(action: Action) -> Any:
    """The caller, with the complaint of the path within reach."""

    def caller(number: str, here: Here, one: Annotated[Caller, allowed(action)]) -> Caller:
        with reading(here.engine) as connection:
            complaint_of(connection, here, number, one)
        return one

    return Depends(caller, scope="function")


Seeing = Annotated[Caller, _complaint(Action.SEE_COMPLAINT)]
Deciding = Annotated[Caller, _complaint(Action.DECIDE_COMPLAINT)]


@router.post(
    "",
    operation_id="sendComplaint",
    summary="投诉岗位、用人单位或推荐清单",
    status_code=201,
    responses=ERRORS,
)
def send(body: NewComplaint, here: Here, caller: Sending, request: Request) -> dict[str, Any]:
    """Acknowledged with a number, a secret to read it by, and the day by which it is answered."""
    require_few(request, here, caller)
    done = here.complaints.send(
        body.about,
        body.subject,
        body.kind,
        body.words,
        caller.actor,
        body.contact,
        sender_of(caller),
    )
    return {
        "number": done.number,
        "secret": done.secret,
        "due": done.deadline.due.isoformat(),
        "due_assumed": done.deadline.calendar_assumed,
    }


@router.post(
    "/{number}/reading",
    operation_id="readComplaint",
    summary="投诉人查询办理结果",
    responses=ERRORS,
)
def read(number: str, body: Secret, here: Here, caller: Sending) -> dict[str, Any]:
    """Where it stands and what was answered; no secret in an address, which others may log."""
    return told_json(here.complaints.read(number, body.secret))


@router.get("", operation_id="complaints", summary="待办的投诉", responses=ERRORS)
def waiting(here: Here, caller: Listing, page: ComplaintsPage) -> dict[str, Any]:
    """What waits for an answer, the longest overdue first; without anybody's words."""
    day, county = today(here.settings), caller.principal.county
    found = here.complaints.waiting(page.asked, county, place_of(page.after))
    shown = page.of(found, lambda one: (one.place.due.isoformat(), one.number))
    caller.shows_nobody()  # of whom it shows nothing below
    with reading(here.engine) as connection:
        about = jobs.get_many(connection, [one.posting for one in shown if one.posting])
    mine = [one for one in shown if caller.may(complaint_thing(one, about.get(one.posting or "")))]
    return {"items": [complaint_json(one, day) for one in mine]}


@router.get("/{number}", operation_id="complaint", summary="一件投诉", responses=ERRORS)
def show(
    number: str, here: Here, caller: Seeing, request: Request, response: Response
) -> dict[str, Any]:
    """With the words and the contact of who sent it; that it was read is kept."""
    with reading(here.engine) as connection:
        shown(request, response, complaint_of(connection, here, number, caller).tag)
    kept = here.complaints.reveal(number, caller.actor)
    return complaint_json(kept, today(here.settings), with_words=True)


@router.post(
    "/{number}/review", operation_id="takeComplaint", summary="开始核查投诉", responses=ERRORS
)
def take(number: str, here: Here, caller: Deciding) -> dict[str, Any]:
    """An officer begins to look into it."""
    kept = here.complaints.take(number, caller.actor)
    return complaint_json(kept, today(here.settings))


@router.post(
    "/{number}/decision", operation_id="decideComplaint", summary="办结投诉", responses=ERRORS
)
def decide(number: str, body: Decision, here: Here, caller: Deciding) -> dict[str, Any]:
    """Upheld, its posting is removed for good and its employer's record weighed."""
    outcome = ComplaintState[body.outcome.name]
    kept = here.complaints.decide(number, outcome, body.words, caller.actor)
    return complaint_json(kept, today(here.settings), with_words=True)


def require_few(request: Request, here: Runtime, caller: Caller) -> None:
    """Count a complaint of who is not signed in, by address; TooMany."""
    if caller.principal.role is AccountRole.ANYONE:
        here.rates.take(Bucket.COMPLAINT, request.scope.get(ADDRESS, ""))


def sender_of(caller: Caller) -> str:
    """The account of who complains; "" where nobody is signed in, or staff type for somebody."""
    who = caller.principal
    return "" if who.role in STAFF or who.role is AccountRole.ANYONE else who.account


def place_of(after: tuple[str | int, ...] | None) -> Place | None:
    """Where a page of complaints ended, as the store takes it."""
    if after is None:
        return None
    due, number = map(str, after)
    return Place(date.fromisoformat(due), number)
