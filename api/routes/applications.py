"""`/v1/applications`: 想去, passed on, answered, an interview, the outcome as told."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from api.clock import now
from api.database import reading
from api.edge import conditions
from api.ics import MEDIA_TYPE, ics
from api.problems import documented
from api.routes.dependencies import Here, IsoDay
from api.routes.paging import Page, pages
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.security.placement_things import application_thing, as_actor, as_herself, on_application
from api.security.things import worker_of
from api.services.application_view import application_json, interview_of, profile_json
from api.store import applications
from api.store.applications import Place
from registry.access.account_role import FIRMS, AccountRole
from registry.access.action import Action
from registry.actor import Actor, Role
from registry.errors import UnknownName
from registry.placement.application import Event, State
from registry.placement.outcome import Telling
from registry.placement.reasons import RefusalReason
from registry.placement.record import Application, Kind, Said, Side

router = APIRouter(prefix="/v1/applications", tags=["applications"])
ERRORS = documented(401, 403, 404, 409, 413, 422, 503)
ApplicationsPage = Annotated[Page, pages("applications")]
Wanting = Annotated[Caller, allowed(Action.WANT_POSTING)]
Seeing = Annotated[Caller, allowed(Action.SEE_APPLICATION)]
SeeingOne = Annotated[Caller, on_application(Action.SEE_APPLICATION)]
Herself = Annotated[Actor, as_herself(on_application(Action.WANT_POSTING))]
Answering = Annotated[Actor, as_actor(on_application(Action.ANSWER_APPLICATION))]
Telling_ = Annotated[Actor, as_actor(on_application(Action.TELL_OUTCOME))]
Settling = Annotated[Actor, as_actor(on_application(Action.SETTLE_OUTCOME))]
WordsOfOne = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
SomeWords = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class Body(BaseModel):
    """A body with nothing in it that has no name."""

    model_config = ConfigDict(extra="forbid")


class Wish(Body):
    """What she wants. worker_id: where staff type for the person in front."""

    posting_id: Annotated[str, Field(min_length=1, max_length=300)]
    worker_id: Annotated[str, Field(max_length=200)] = ""


class FirmAnswer(Body):
    """Words to her, linted like a posting."""

    words: WordsOfOne = ""


class Reply(Body):
    """Her words to the firm."""

    words: SomeWords


class Meeting(Body):
    """When and where to meet."""

    begin: AwareDatetime
    minutes: Annotated[int, Field(strict=True, ge=1, le=480)] = 30
    place: SomeWords


class Refusal(Body):
    """Why she is not hired."""

    reason: RefusalReason
    words: WordsOfOne = ""


class OutcomeTold(Body):
    """What became of it. on: the first day of work, or the first day she was gone.

    side: for whom an officer tells it.
    """

    said: Said
    on: IsoDay | None = None
    kind: Kind | None = None
    reason: RefusalReason | None = None
    side: Side | None = None

    def telling(self) -> Telling:
        """As the core takes it."""
        return Telling(self.said, self.on, self.kind, self.reason, self.side)


class Settlement(Body):
    """What an officer found, and how; told to both."""

    said: Said
    on: IsoDay | None = None
    kind: Kind | None = None
    words: SomeWords


@router.post(
    "",
    operation_id="wantPosting",
    summary="想去",
    status_code=201,
    responses=ERRORS | documented(410) | {200: {"description": "已有进行中的申请，原样返回"}},
)
def want(body: Wish, here: Here, caller: Wanting, response: Response) -> dict[str, Any]:
    """Her wish; passed to the firm at once where she agreed to that, else it waits for her."""
    worker = body.worker_id or caller.principal.worker
    with reading(here.engine) as connection:
        worker_of(connection, worker, caller)
    one, is_new = here.applications.want(worker, body.posting_id, caller.beside_person)
    response.status_code = 201 if is_new else 200
    return _shown(here, one, caller.beside_person)


@router.get("", operation_id="applications", summary="求职申请", responses=ERRORS)
def listed(
    here: Here,
    caller: Seeing,
    page: ApplicationsPage,
    state: Annotated[list[State] | None, Query(description="只看这些状态")] = None,
) -> dict[str, Any]:
    """A worker's own, a firm's, or a county's, newest first."""
    found = _found(here, caller, tuple(state or State), page)
    shown = page.of(found, lambda one: (one.wanted_at.isoformat(), one.id))
    caller.shows_nobody()  # of whom it shows nothing below
    mine = [one for one in shown if caller.may(application_thing(one))]
    role = caller.actor.role
    postings = here.application_reader.postings(one.posting for one in mine)
    return {"items": [application_json(one, postings[one.posting], role) for one in mine]}


@router.get(
    "/{application_id}", operation_id="application", summary="一份求职申请", responses=ERRORS
)
def shown(
    application_id: str, here: Here, caller: SeeingOne, request: Request, response: Response
) -> dict[str, Any]:
    """Where it stands; a firm and an office see the profile too, and that they looked is kept."""

    def tagged() -> None:
        with reading(here.engine) as connection:
            conditions.shown(request, response, applications.tag(connection, application_id))

    actor, profile = caller.actor, {}
    tagged()
    if actor.role is not Role.PERSON:
        _, worker = here.applications.open(application_id, actor)
        profile = {"profile": profile_json(worker)}
        tagged()  # a firm's first look is a step of its own
    one = here.application_reader.get(application_id, actor)
    return _shown(here, one, actor) | profile


@router.get(
    "/{application_id}/interview.ics",
    operation_id="interviewFile",
    summary="面试的日历文件",
    responses=ERRORS | {200: {"content": {"text/calendar": {}}}},
    response_class=Response,
)
def interview(application_id: str, here: Here, caller: SeeingOne) -> Response:
    """The interview for a calendar: the same UID for ever, SEQUENCE rising with every change."""
    return interview_file(here, here.application_reader.get(application_id, caller.actor))


@router.post(
    "/{application_id}/forward", operation_id="forward", summary="移送简历", responses=ERRORS
)
def forward(application_id: str, here: Here, herself: Herself) -> dict[str, Any]:
    """Pass her profile on, now that she agreed to that."""
    return _shown(here, here.applications.forward(application_id, herself), herself)


@router.post("/{application_id}/reply", operation_id="reply", summary="本人回复", responses=ERRORS)
def reply(application_id: str, body: Reply, here: Here, herself: Herself) -> dict[str, Any]:
    """Her words to what was asked or offered."""
    return _shown(here, here.applications.reply(application_id, body.words, herself), herself)


@router.post(
    "/{application_id}/withdraw", operation_id="withdraw", summary="本人撤回", responses=ERRORS
)
def withdraw(application_id: str, here: Here, herself: Herself) -> dict[str, Any]:
    """She no longer wants it."""
    return _shown(here, here.applications.withdraw(application_id, herself), herself)


@router.post(
    "/{application_id}/invite", operation_id="invite", summary="答复有意", responses=ERRORS
)
def invite(application_id: str, body: FirmAnswer, here: Here, firm: Answering) -> dict[str, Any]:
    """The firm would have her."""
    one = here.applications.answer(application_id, Event.INVITE, body.words, firm)
    return _shown(here, one, firm)


@router.post("/{application_id}/ask", operation_id="ask", summary="询问", responses=ERRORS)
def ask(application_id: str, body: Reply, here: Here, firm: Answering) -> dict[str, Any]:
    """The firm asks her something."""
    one = here.applications.answer(application_id, Event.ASK, body.words, firm)
    return _shown(here, one, firm)


@router.post("/{application_id}/meet", operation_id="meet", summary="约面试", responses=ERRORS)
def meet(application_id: str, body: Meeting, here: Here, firm: Answering) -> dict[str, Any]:
    """An interview, or another time or place for it."""
    begin: datetime = body.begin
    one = here.applications.meet(application_id, begin, body.minutes, body.place, firm)
    return _shown(here, one, firm)


@router.post("/{application_id}/refuse", operation_id="refuse", summary="不录用", responses=ERRORS)
def refuse(application_id: str, body: Refusal, here: Here, firm: Answering) -> dict[str, Any]:
    """The firm does not hire her, for a reason of the table."""
    one = here.applications.refuse(application_id, body.reason, body.words, firm)
    return _shown(here, one, firm)


@router.post(
    "/{application_id}/tell", operation_id="tellOutcome", summary="报告结果", responses=ERRORS
)
def tell(application_id: str, body: OutcomeTold, here: Here, actor: Telling_) -> dict[str, Any]:
    """Hired, not hired, still there, or gone: by either side, or by staff for one of them."""
    return _shown(here, here.applications.tell(application_id, body.telling(), actor), actor)


@router.post(
    "/{application_id}/settle", operation_id="settleOutcome", summary="核实结果", responses=ERRORS
)
def settle(application_id: str, body: Settlement, here: Here, officer: Settling) -> dict[str, Any]:
    """What an officer found where both sides told it differently."""
    found = Telling(body.said, body.on, body.kind)
    one = here.applications.settle(application_id, found, body.words, officer)
    return _shown(here, one, officer)


def _found(
    here: Runtime, caller: Caller, states: tuple[State, ...], page: Page
) -> tuple[Application, ...]:
    who, reader = caller.principal, here.application_reader
    part = (page.asked, place_of(page.after))
    if who.role is AccountRole.WORKER:
        return reader.of_worker(who.worker, states, *part) if who.worker else ()
    if who.role in FIRMS:
        return reader.of_firm(who.firm, states, *part)
    return reader.of_county(who.county, states, *part)


def interview_file(here: Runtime, one: Application) -> Response:
    """The interview of an application as a file; UnknownName where there is none."""
    appointment = interview_of(one, here.application_reader.posting(one.posting))
    if appointment is None:
        raise UnknownName("面试", one.id)
    return Response(ics([appointment], now(here.settings)), media_type=MEDIA_TYPE)


def place_of(after: tuple[str | int, ...] | None) -> Place | None:
    """Where a page of applications ended, as the store takes it."""
    if after is None:
        return None
    wanted_at, application = map(str, after)
    return Place(datetime.fromisoformat(wanted_at), application)


def _shown(here: Runtime, one: Application, actor: Actor) -> dict[str, Any]:
    reader = here.application_reader
    history = reader.history(one.id, actor)
    return application_json(one, reader.posting(one.posting), actor.role, history)
