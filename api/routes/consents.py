"""`/v1/workers/{id}/consents`: an advisor takes down what the person in front says.

Her own online acts are under `/v1/me`.
"""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from api.problems import documented
from api.routes.dependencies import Here, ReadDb
from api.security.caller import Caller, allowed
from api.security.things import worker_of
from api.services.my_data import consent_json
from registry.access.action import Action
from registry.workers.consent import Channel, Purpose

router = APIRouter(prefix="/v1/workers", tags=["consents"])
TakingConsent = Annotated[Caller, allowed(Action.TAKE_CONSENT)]
ERRORS = documented(400, 401, 403, 404, 413, 422, 503)


class TakenForm(BaseModel):
    """What the person said, and how: on the screen, on paper; by telephone only to withdraw."""

    model_config = ConfigDict(extra="forbid")

    purpose: Purpose
    given: StrictBool
    channel: Channel
    text_version: Annotated[str, Field(max_length=16)] = ""
    firm: Annotated[str, Field(max_length=200)] = ""


@router.get(
    "/{worker_id}/consents", operation_id="workerConsents", summary="劳动者的同意记录",
    responses=ERRORS,
)  # fmt: skip
def consents(
    worker_id: str, here: Here, caller: TakingConsent, connection: ReadDb
) -> list[dict[str, Any]]:
    """Everything she gave and withdrew, oldest first."""
    worker_of(connection, worker_id, caller)
    return [consent_json(each) for each in here.consents.of_worker(worker_id)]


@router.post(
    "/{worker_id}/consents", operation_id="takeConsent", summary="代为记录同意或撤回",
    status_code=201, responses=ERRORS,
)  # fmt: skip
def take(
    worker_id: str, body: TakenForm, here: Here, caller: TakingConsent, connection: ReadDb
) -> dict[str, Any]:
    """Her own act, taken down; in effect at once."""
    worker_of(connection, worker_id, caller)
    if body.given:
        entry = here.consents.give(
            worker_id, body.purpose, caller.actor, body.channel, body.text_version, body.firm
        )
    else:
        entry = here.consents.withdraw(
            worker_id, body.purpose, caller.actor, body.channel, body.firm
        )
    return consent_json(entry)
