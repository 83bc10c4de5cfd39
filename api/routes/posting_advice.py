"""`/v1/postings/{id}/advice`: why few suit a posting, and what each change of it would add."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.database import reading
from api.problems import documented
from api.routes.dependencies import Here
from api.security.caller import Caller, allowed
from api.security.things import posting_thing
from api.store import jobs
from registry.access.action import Action
from registry.errors import UnknownName

router = APIRouter(prefix="/v1", tags=["pools"])
SeeingPool = Annotated[Caller, allowed(Action.SEE_POOL)]
ERRORS = documented(401, 403, 404, 409, 422, 429, 503)
Count = Annotated[int | None, Field(description="5 的倍数，向下取整；不足 10 人为 null")]


class OtherWay(BaseModel):
    """Another change to the same end."""

    words: str
    more: Count


class ChangeView(BaseModel):
    """A change of the posting: what it adds, whom what shuts out, the next step, by which law."""

    kind: str
    title: str
    words: str
    more: Count
    also: list[OtherWay]
    proof: list[str]
    step: str
    clauses: list[str]


class LookedAt(BaseModel):
    """What cannot be told yet, or need not be changed."""

    kind: str
    title: str
    words: str


class AdviceView(BaseModel):
    """now: whom the posting suits as it is. required: by law, whatever it adds. changes: at most
    three, by what each adds; together: all that is proposed at once.
    """

    posting_id: str
    as_of: str
    elapsed_ms: float
    now: Count
    now_words: str
    enough: str
    required: list[ChangeView]
    changes: list[ChangeView]
    together: Count
    asks: list[LookedAt]
    nothing: list[LookedAt]
    notes: list[str]


@router.get(
    "/postings/{posting_id}/advice",
    operation_id="postingAdvice",
    summary="一个岗位怎样招到更多人",
    responses=ERRORS,
)
def posting_advice(posting_id: str, here: Here, caller: SeeingPool) -> AdviceView:
    """Counted by matching the changed posting anew; the same all day, and no number below ten."""
    with reading(here.engine) as connection:
        posting = jobs.get(connection, posting_id)
    if posting is None:
        raise UnknownName("岗位编号", posting_id)
    caller.on(posting_thing(posting))
    found = here.firm_guide().ask(posting_id, caller.actor, caller.principal.firm)
    return AdviceView.model_validate(found.to_json())
