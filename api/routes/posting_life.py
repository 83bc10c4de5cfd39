"""`/v1/postings/{id}`: a posting in full; closed, held, lifted, opened again."""

from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, StringConstraints

from api.database import reading
from api.edge.conditions import shown
from api.feeds.native import NativePosting
from api.problems import documented
from api.routes.dependencies import Here, IsoDay
from api.routes.desk import Words
from api.security.caller import Caller, allowed
from api.security.things import posting_of
from api.services.posting_view import record_json
from api.store import posting_life
from registry.access.account_role import STAFF
from registry.access.action import Action
from registry.jobs.lifecycle import PostingEvent
from registry.jobs.posting import PostingState

router = APIRouter(prefix="/v1/postings", tags=["postings"])
ERRORS: Final = documented(401, 403, 404, 409, 413, 422, 503)
Why = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class ClosedAs(StrEnum):
    """What a posting is closed as."""

    FILLED = PostingState.FILLED.value
    WITHDRAWN = PostingState.WITHDRAWN.value
    UNSENT = PostingState.UNSENT.value
    REMOVED = PostingState.REMOVED.value


EVENTS: Final = {
    ClosedAs.FILLED: PostingEvent.FILL,
    ClosedAs.WITHDRAWN: PostingEvent.WITHDRAW,
    ClosedAs.UNSENT: PostingEvent.LAPSE,
    ClosedAs.REMOVED: PostingEvent.REMOVE,
}


class Closing(BaseModel):
    """Why a posting is closed; words: what people are told, an officer must give some."""

    reason: ClosedAs
    words: Why = ""


class Reopening(BaseModel):
    """A new last day, or the whole posting as it is to stand; words: an officer must give some."""

    valid_until: IsoDay | None = None
    posting: NativePosting | None = None
    words: Why = ""


def _posting(action: Action) -> Any:
    """The caller, with the posting of the path within reach."""

    def caller(posting_id: str, here: Here, one: Annotated[Caller, allowed(action)]) -> Caller:
        with reading(here.engine) as connection:
            posting_of(connection, posting_id, one)
        return one

    return Depends(caller, scope="function")


Seeing = Annotated[Caller, _posting(Action.SEE_POSTING)]
Changing = Annotated[Caller, _posting(Action.CHANGE_POSTING)]
Holding = Annotated[Caller, _posting(Action.HOLD_POSTING)]


@router.get("/{posting_id}", operation_id="posting", summary="岗位全部内容", responses=ERRORS)
def posting(
    posting_id: str, here: Here, caller: Seeing, request: Request, response: Response
) -> dict[str, Any]:
    """The posting with its state, what holds it back, the text to send instead, its history."""
    with reading(here.engine) as connection:
        shown(request, response, posting_life.tag(connection, posting_id))
    return _shown(here, posting_id, caller)


@router.post(
    "/{posting_id}/closing", operation_id="closePosting", summary="关闭岗位", responses=ERRORS
)
def close(posting_id: str, body: Closing, here: Here, caller: Changing) -> dict[str, Any]:
    """Filled, withdrawn, sent no more; removed by an officer. Lists lose it at once."""
    here.postings.close(posting_id, EVENTS[body.reason], body.words, caller.actor)
    return _shown(here, posting_id, caller)


@router.post(
    "/{posting_id}/reopening",
    operation_id="reopenPosting",
    summary="重新开放岗位",
    responses=ERRORS,
)
def reopen(posting_id: str, body: Reopening, here: Here, caller: Changing) -> dict[str, Any]:
    """Open a closed posting again; its text is read and linted anew."""
    row = body.posting.model_dump(mode="json", exclude_unset=True) if body.posting else None
    here.postings.reopen(posting_id, caller.actor, body.words, body.valid_until, row)
    return _shown(here, posting_id, caller)


@router.post(
    "/{posting_id}/hold", operation_id="holdPosting", summary="暂停发布岗位", responses=ERRORS
)
def hold(posting_id: str, body: Words, here: Here, caller: Holding) -> dict[str, Any]:
    """Keep it from being published whatever its source sends, until an officer lifts that."""
    here.postings.hold(posting_id, body.words, caller.actor)
    return _shown(here, posting_id, caller)


@router.post(
    "/{posting_id}/lifting", operation_id="liftPosting", summary="解除暂停发布", responses=ERRORS
)
def lift(posting_id: str, body: Words, here: Here, caller: Holding) -> dict[str, Any]:
    """Published again, unless its own text or its employer's standing holds it."""
    here.postings.lift(posting_id, body.words, caller.actor)
    return _shown(here, posting_id, caller)


def _shown(here: Here, posting_id: str, caller: Caller) -> dict[str, Any]:
    is_staff = caller.principal.role in STAFF
    return record_json(here.postings.show(posting_id), names_officers=is_staff)
