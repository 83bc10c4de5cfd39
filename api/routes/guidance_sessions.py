"""`/v1/guidance-sessions`: 职业指导 step by step, by the advisors of the worker's county."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request, Response

from api.database import reading
from api.edge import conditions
from api.problems import documented
from api.routes.dependencies import Here
from api.routes.guidance_forms import (
    AptitudeForm,
    ClosingForm,
    FollowUpForm,
    LettersForm,
    NeedsForm,
    PlanForm,
    ReceptionForm,
    ToldForm,
    WishesForm,
)
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.security.things import worker_of
from api.services.guidance_session_view import brief_json, session_json
from registry.access.action import Action
from registry.guidance.record import Aptitude, Closing, Content, Entered, Told, Wishes

router = APIRouter(prefix="/v1", tags=["guidance"])
Serving = Annotated[Caller, allowed(Action.SERVE_WORKER)]
ERRORS: Final = documented(400, 401, 403, 404, 409, 413, 422, 503)
READ: Final = documented(401, 403, 404, 422, 503)
Made = Callable[[Entered], Content]


@router.get(
    "/workers/{worker_id}/guidance-sessions", operation_id="guidanceSessions",
    summary="一位劳动者的职业指导记录", responses=READ,
)  # fmt: skip
def listed(worker_id: str, here: Here, caller: Serving) -> dict[str, Any]:
    """Which there are, the latest first; that they were looked at is kept."""
    with reading(here.engine) as connection:
        worker = worker_of(connection, worker_id, caller)
    found = here.guidance_sessions.of_worker(worker.id, caller.actor)
    return {"items": [brief_json(each) for each in found]}


@router.post(
    "/workers/{worker_id}/guidance-sessions", operation_id="openGuidance",
    summary="接待：取得同意，开始一次职业指导", status_code=201,
    responses=ERRORS | {200: {"description": "已有没结束的一次，原样返回"}},
)  # fmt: skip
def opened(
    worker_id: str, body: ReceptionForm, here: Here, caller: Serving, response: Response
) -> dict[str, Any]:
    """With her consent; while one is open, that one."""
    with reading(here.engine) as connection:
        worker = worker_of(connection, worker_id, caller)
    desk = here.guidance_sessions
    kept, is_new = desk.open(worker.id, caller.actor, body.channel, body.text_version)
    response.status_code = 201 if is_new else 200
    return brief_json(kept)


@router.get(
    "/guidance-sessions/{session_id}", operation_id="guidanceSession",
    summary="一次职业指导的全部记录", responses=READ,
)  # fmt: skip
def shown(
    session_id: str, here: Here, caller: Serving, request: Request, response: Response
) -> dict[str, Any]:
    """All of it; that it was looked at is kept."""
    _of_hers(here, session_id, caller)
    conditions.shown(request, response, here.guidance_sessions.tag(session_id))
    return session_json(here.guidance_sessions.show(session_id, caller.actor))


@router.get(
    "/guidance-sessions/{session_id}/proposal", operation_id="guidanceProposal",
    summary="现在建议的方案", responses=READ,
)  # fmt: skip
def proposed(session_id: str, here: Here, caller: Serving) -> dict[str, Any]:
    """The plan as it is proposed now, and the mark by which it is agreed on."""
    worker = _of_hers(here, session_id, caller)
    proposal = here.guidance_sessions.propose(worker, caller.actor)
    return {"shown": proposal.mark, "plan": proposal.plan}


@router.post(
    "/guidance-sessions/{session_id}/wishes", operation_id="guidanceWishes",
    summary="二、求职意愿", responses=ERRORS,
)  # fmt: skip
def wishes(session_id: str, body: WishesForm, here: Here, caller: Serving) -> dict[str, Any]:
    """What she looks for."""
    return _taken(here, session_id, caller, lambda entered: Wishes(entered, **body.model_dump()))


@router.post(
    "/guidance-sessions/{session_id}/needs", operation_id="guidanceNeeds",
    summary="三、需求和困难", responses=ERRORS,
)  # fmt: skip
def needs(session_id: str, body: NeedsForm, here: Here, caller: Serving) -> dict[str, Any]:
    """What she can, and what stands in the way."""
    return _taken(here, session_id, caller, body.needs)


@router.post(
    "/guidance-sessions/{session_id}/test", operation_id="guidanceTest",
    summary="四、职业能力测评（自愿，可略）", responses=ERRORS,
)  # fmt: skip
def aptitude(session_id: str, body: AptitudeForm, here: Here, caller: Serving) -> dict[str, Any]:
    """Taken and explained, declined, or left out for a reason."""
    return _taken(here, session_id, caller, lambda entered: Aptitude(entered, **body.model_dump()))


@router.post(
    "/guidance-sessions/{session_id}/facts", operation_id="guidanceFacts",
    summary="五、告知市场和政策信息", responses=ERRORS,
)  # fmt: skip
def told(session_id: str, body: ToldForm, here: Here, caller: Serving) -> dict[str, Any]:
    """What she was told."""
    return _taken(here, session_id, caller, lambda entered: Told(entered, **body.model_dump()))


@router.post(
    "/guidance-sessions/{session_id}/plan", operation_id="guidancePlan",
    summary="六、商定方案", responses=ERRORS,
)  # fmt: skip
def planned(session_id: str, body: PlanForm, here: Here, caller: Serving) -> dict[str, Any]:
    """Kept with the plan that was proposed; follow-ups are due from this day."""
    return _taken(here, session_id, caller, body.plan, body.shown)


@router.post(
    "/guidance-sessions/{session_id}/letters", operation_id="guidanceLetters",
    summary="七、推荐信（可略）", responses=ERRORS,
)  # fmt: skip
def letters(session_id: str, body: LettersForm, here: Here, caller: Serving) -> dict[str, Any]:
    """One a posting of the plan, numbered; or why there are none."""
    return _taken(here, session_id, caller, body.made)


@router.post(
    "/guidance-sessions/{session_id}/follow-ups", operation_id="guidanceFollowUp",
    summary="八、回访", responses=ERRORS,
)  # fmt: skip
def follow_up(session_id: str, body: FollowUpForm, here: Here, caller: Serving) -> dict[str, Any]:
    """With what became of every letter."""
    return _taken(here, session_id, caller, body.made)


@router.post(
    "/guidance-sessions/{session_id}/close", operation_id="closeGuidance",
    summary="九、结束和满意度", responses=ERRORS,
)  # fmt: skip
def closed(session_id: str, body: ClosingForm, here: Here, caller: Serving) -> dict[str, Any]:
    """For a reason; what comes later is a new session."""
    return _taken(here, session_id, caller, lambda entered: Closing(entered, **body.model_dump()))


def _taken(
    here: Runtime, session_id: str, caller: Caller, made: Made, shown: str = ""
) -> dict[str, Any]:
    _of_hers(here, session_id, caller)
    desk = here.guidance_sessions
    return session_json(desk.take(session_id, made, caller.actor, shown=shown))


def _of_hers(here: Runtime, session_id: str, caller: Caller) -> str:
    """The worker whose session it is, within the caller's reach."""
    with reading(here.engine) as connection:
        return worker_of(connection, here.guidance_sessions.worker_of(session_id), caller).id
