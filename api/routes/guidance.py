"""`/v1/me/guidance`, `/v1/workers/{id}/guidance`: a person's plan, each number with its proof."""

from typing import Annotated, Any, Final

from fastapi import APIRouter

from api.database import reading
from api.problems import documented
from api.routes.dependencies import Day, Here, ProfileQuery
from api.security.caller import Caller, allowed
from api.security.things import own_thing, worker_of
from api.services.consents import may_personalise
from api.services.guide_view import plan_json
from api.services.my_data import NoProfile
from registry.access.action import Action
from registry.jobs.posting import Profile
from registry.workers.consent import NoConsent

router = APIRouter(prefix="/v1", tags=["guidance"])
NOT_PERSONAL: Final = "职业指导要看您的资料：请先在“我同意了什么”里同意并打开个性化推荐。"
Herself = Annotated[Caller, allowed(Action.USE_OWN_DATA)]
Serving = Annotated[Caller, allowed(Action.SERVE_WORKER)]


@router.get(
    "/me/guidance", operation_id="myGuidance", summary="给我的职业指导",
    responses=documented(401, 403, 404, 410, 422, 503),
)  # fmt: skip
def mine(here: Here, caller: Herself, as_of: Day) -> dict[str, Any]:
    """Her own plan, where she agreed that her profile is gone by."""
    caller.on(own_thing(caller))
    if not caller.principal.worker:
        raise NoProfile
    with reading(here.engine) as connection:
        if not may_personalise(connection, caller.principal.worker):
            raise NoConsent(NOT_PERSONAL)
        worker = worker_of(connection, caller.principal.worker, caller)
    guided = here.guide.plan(worker, as_of, Profile.PUBLIC, caller.actor)
    return plan_json(guided, here.guidance_texts)


@router.get(
    "/workers/{worker_id}/guidance", operation_id="guidanceOf",
    summary="给一位劳动者的职业指导", responses=documented(401, 403, 404, 410, 422, 503),
)  # fmt: skip
def of_worker(
    worker_id: str,
    here: Here,
    caller: Serving,
    as_of: Day,
    profile: ProfileQuery = Profile.PUBLIC,
) -> dict[str, Any]:
    """The plan for the person in front of an advisor; that it was read is kept."""
    with reading(here.engine) as connection:
        worker = worker_of(connection, worker_id, caller)
    return plan_json(here.guide.plan(worker, as_of, profile, caller.actor), here.guidance_texts)
