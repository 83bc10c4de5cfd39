"""`/v1/postings/{id}/feedback`: 不合适, why a posting is not for her."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from api.database import reading
from api.problems import documented
from api.routes.applications import Body, WordsOfOne
from api.routes.dependencies import Here
from api.security.caller import Caller, allowed
from api.security.things import worker_of
from registry.access.action import Action
from registry.placement.reasons import DISLIKE_NAMES, Dislike

router = APIRouter(prefix="/v1/postings", tags=["postings"])
Wanting = Annotated[Caller, allowed(Action.WANT_POSTING)]


class NotForMe(Body):
    """Why, from the table, if she says so. worker_id: where staff type for the person in front."""

    reason: Dislike | None = None
    words: WordsOfOne = ""
    worker_id: Annotated[str, Field(max_length=200)] = ""


@router.post(
    "/{posting_id}/feedback",
    operation_id="notForMe",
    summary="不合适",
    responses=documented(401, 403, 404, 409, 410, 413, 422, 503),
)
def not_for_me(posting_id: str, body: NotForMe, here: Here, caller: Wanting) -> dict[str, Any]:
    """Her word of a posting; the last one stands."""
    worker = body.worker_id or caller.principal.worker
    with reading(here.engine) as connection:
        worker_of(connection, worker, caller)
    here.feedback.dislike(worker, posting_id, body.reason, body.words, caller.beside_person)
    name = DISLIKE_NAMES[body.reason] if body.reason else None
    return {"posting_id": posting_id, "reason": body.reason, "reason_name": name}
