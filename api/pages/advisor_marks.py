"""What an advisor pins on a person's list, leaves out of it, and takes back."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from api.pages.advisor_desk import Serving, To, asked_of, back, client_of, page_of
from api.pages.advisor_list import LIST, list_page
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from registry.errors import InvalidField
from registry.placement.mark import MarkKind
from registry.placement.reasons import Dislike

router = APIRouter(include_in_schema=False)
PostingId = Annotated[str, Form(max_length=300)]


@router.post("/desk/{worker_id}/pin")
def pin(
    request: Request, worker_id: str, here: Here, caller: Serving, posting: PostingId, to: To = ""
) -> Response:
    """It stands first on her list."""
    return _marked(request, here, caller, worker_id, posting, MarkKind.PINNED, "", to)


@router.post("/desk/{worker_id}/exclude")
def exclude(
    request: Request,
    worker_id: str,
    here: Here,
    caller: Serving,
    posting: PostingId,
    reason: Annotated[str, Form(max_length=40)] = "",
    to: To = "",
) -> Response:
    """It stands on her list no more, for a reason."""
    return _marked(request, here, caller, worker_id, posting, MarkKind.EXCLUDED, reason, to)


@router.post("/desk/{worker_id}/unmark")
def unmark(
    worker_id: str, here: Here, caller: Serving, posting: PostingId, to: To = ""
) -> Response:
    """As if it had not been marked."""
    client_of(here, worker_id, caller)
    here.marks.undo(worker_id, posting, caller.actor)
    return back(to, "unmarked", page_of(LIST, worker=worker_id))


def _marked(
    request: Request,
    here: Runtime,
    caller: Caller,
    worker_id: str,
    posting: str,
    kind: MarkKind,
    reason: str,
    to: str,
) -> Response:
    client_of(here, worker_id, caller)
    why = Dislike(reason) if reason in set(Dislike) else None
    try:
        here.marks.put(worker_id, posting, kind, why, caller.actor)
    except InvalidField as fault:
        asked: dict[str, Any] = {**asked_of(to), "worker": worker_id}
        return list_page(request, here, caller, asked, (("", fault.reason),))
    return back(to, kind.value, page_of(LIST, worker=worker_id))
