"""/desk/talks: records of talks with a person, read and written down."""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.pages.advisor_desk import Serving, back, client_of, done_words, page_of
from api.pages.advisor_list import LIST
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from registry.workers.talk import LONGEST_NEXT, LONGEST_WORDS

router = APIRouter(include_in_schema=False)
TALKS: Final = "/desk/talks"
NO_DAY: Final = "日期请写成 2026-11-22 的样子。"
Faults = list[tuple[str, str]]


@router.get("/desk/talks", response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: Serving,
    worker: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The form, and all talks with her; that they were read is kept."""
    return _page(request, here, caller, worker.strip(), {}, [])


@router.post("/desk/{worker_id}/talks", response_class=HTMLResponse)
def note(
    request: Request,
    worker_id: str,
    here: Here,
    caller: Serving,
    held_on: Annotated[str, Form(max_length=40)] = "",
    words: Annotated[str, Form(max_length=20_000)] = "",
    next_step: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    """Keep what was said; the same sent again is kept once."""
    client_of(here, worker_id, caller)
    typed = {"held_on": held_on, "words": words, "next_step": next_step}
    try:
        day = date.fromisoformat(held_on.strip())
    except ValueError:
        return _page(request, here, caller, worker_id, typed, [("held_on", NO_DAY)])
    said, then = (text.replace("\r\n", "\n") for text in (words, next_step))
    found = here.talks.note(worker_id, day, said, then, caller.actor)
    if found:
        faults = [(each.field, each.reason) for each in found]
        return _page(request, here, caller, worker_id, typed, faults)
    return back("", "talk", page_of(TALKS, worker=worker_id))


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    worker_id: str,
    typed: dict[str, str],
    faults: Faults,
) -> Response:
    person = client_of(here, worker_id, caller)
    found = here.talks.read(person.id, caller.actor)
    context: dict[str, Any] = {
        "worker_id": person.id,
        "to_list": page_of(LIST, worker=person.id),
        "talks": found,
        "names": here.accounts.names({each.by for each in found}),
        "typed": {"held_on": today(here.settings).isoformat()} | typed,
        "longest": {"words": LONGEST_WORDS, "next_step": LONGEST_NEXT},
        "done": done_words(request.query_params),
        "faults": faults,
    }
    status = 422 if faults else 200
    return templates.TemplateResponse(request, "advisor/talks.html", context, status)
