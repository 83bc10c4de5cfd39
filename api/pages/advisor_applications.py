"""想去 for the person in front, and the outcome of her applications in one tap."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from api.pages.advisor_desk import To, Wanting, asked_of, at_desk, back, client_of, page_of
from api.pages.advisor_list import LIST, list_page
from api.pages.advisor_marks import PostingId
from api.pages.forms import fault_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.security.placement_things import application_thing
from registry.access.action import Action
from registry.errors import InvalidField, LinggangError
from registry.placement.application import State
from registry.placement.outcome import Telling
from registry.placement.record import Said, Side

router = APIRouter(include_in_schema=False)
Telling_ = Annotated[Caller, at_desk(Action.TELL_OUTCOME)]
NOT_SAID: Final = "请从所列的结果中选一个。"


@router.post("/desk/{worker_id}/want")
def want(
    request: Request, worker_id: str, here: Here, caller: Wanting, posting: PostingId, to: To = ""
) -> Response:
    """Her wish, typed for her; passed on at once where she agreed to that."""
    client_of(here, worker_id, caller)
    try:
        one, _ = here.applications.want(worker_id, posting, caller.beside_person)
    except LinggangError as error:
        return _not_done(request, here, caller, worker_id, to, error)
    done = "waits" if one.state is State.WANTED else "passed"
    return back(to, done, page_of(LIST, worker=worker_id))


@router.post("/desk/applications/{application_id}/outcome")
def outcome(
    request: Request,
    application_id: str,
    here: Here,
    caller: Telling_,
    said: Annotated[str, Form(max_length=40)] = "",
    to: To = "",
) -> Response:
    """What she says became of it, as of today."""
    one = here.application_reader.get(application_id, caller.actor)
    caller.on(application_thing(one))
    try:
        if said not in set(Said):
            raise InvalidField("said", "said", NOT_SAID)
        here.applications.tell(one.id, Telling(Said(said), side=Side.WORKER), caller.actor)
    except LinggangError as error:
        return _not_done(request, here, caller, one.worker, to, error)
    return back(to, "told", page_of(LIST, worker=one.worker))


def _not_done(
    request: Request, here: Runtime, caller: Caller, worker_id: str, to: str, error: LinggangError
) -> Response:
    """The list again, on top of it why nothing was done."""
    asked = {**asked_of(to), "worker": worker_id}
    return list_page(request, here, caller, asked, (fault_of(error),), error)
