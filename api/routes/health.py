"""`/healthz`: the process answers. `/readyz`: database, reference data and index are usable."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.services.health import check_health
from registry.access.action import Action
from registry.errors import LinggangError

router = APIRouter(tags=["health"])
SeeingHealth = Annotated[Caller, allowed(Action.SEE_HEALTH)]


@router.get("/healthz", operation_id="healthz", summary="进程在运行")
def healthz(_: SeeingHealth) -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", operation_id="readyz", summary="可以接待", responses={503: {}})
def readyz(here: Here, _: SeeingHealth) -> JSONResponse:
    """Every part that lists need, each with what was found; 503 while one is not usable."""
    checks = check_health(here)
    passed = all(check.passed for check in checks)
    return JSONResponse(
        {"ready": passed, "checks": [check.to_json() for check in checks]}, 200 if passed else 503
    )


def warm_up(runtime: Runtime) -> None:
    """Load the index now if it can be used; if not, /readyz and every list say why."""
    with suppress(LinggangError):
        check_health(runtime)
