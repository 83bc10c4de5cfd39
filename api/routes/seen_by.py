"""`/v1/me/seen-by`: which firms and offices looked at the worker's data, and on which day."""

from typing import Annotated, Any

from fastapi import APIRouter

from api.problems import documented
from api.routes.dependencies import Here
from api.security.caller import Caller, allowed
from registry.access.action import Action
from registry.access.principal import Resource

router = APIRouter(prefix="/v1/me", tags=["me"])
Looking = Annotated[Caller, allowed(Action.SEE_WHO_LOOKED)]


@router.get(
    "/seen-by",
    operation_id="seenBy",
    summary="谁看过我的信息",
    responses=documented(401, 403, 503),
)
def seen_by(here: Here, caller: Looking) -> dict[str, Any]:
    """From the audit chain, latest first; firms and offices, never a person's name."""
    who = caller.principal
    caller.on(Resource("账号", who.account, account=who.account))
    looks = here.seen_by.of_worker(who.worker) if who.worker else []
    return {
        "items": [
            {"day": one.day.isoformat(), "who": one.who, "what": one.what, "times": one.times}
            for one in looks
        ]
    }
