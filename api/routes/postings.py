"""`/v1/postings`: take one posting in, and say why one is or is not on a worker's list."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from api.feeds.lint import CleanText
from api.feeds.native import NativePosting
from api.problems import documented
from api.routes.dependencies import Day, Here, ProfileQuery, ReadDb
from api.security.caller import Caller, SeeingList, allowed
from api.security.things import require_own_source, worker_of
from api.services.post import post_one
from registry.access.action import Action
from registry.jobs.posting import Profile

router = APIRouter(prefix="/v1/postings", tags=["postings"])
Sending = Annotated[Caller, allowed(Action.SEND_POSTING)]


class Reason(BaseModel):
    """What holds a posting back: its code among the holds, its clause, and how to mend it."""

    code: str
    clause: str
    detail: str


class Posted(BaseModel):
    """What became of a posting: its id, its state, and what holds it back or is odd about it.

    reasons: one or more for each of the holds, with clause and figures. rewrite: where its
    wording holds it back, the lawful text to send instead.
    """

    posting_id: str
    outcome: str
    state: str
    holds: list[str]
    flags: list[str]
    reasons: list[Reason]
    rewrite: CleanText | None = None


@router.post(
    "",
    operation_id="postPosting",
    summary="送来一条岗位",
    status_code=201,
    responses={
        **documented(400, 401, 403, 404, 413, 422, 503),
        200: {"model": Posted, "description": "更新或未变"},
    },
)
def post_posting(body: NativePosting, here: Here, caller: Sending, response: Response) -> Posted:
    """Upsert by (source, source_id): 201 where it is new. Lists show it at once if published.

    A firm need not name its source: it is its account's.
    """
    named = {"source": caller.principal.firm} if caller.principal.firm else {}
    data = named | body.model_dump(mode="json", exclude_unset=True)
    done = post_one(here, data, lambda posting: require_own_source(posting, caller))
    response.status_code = 201 if done.is_new else 200
    return Posted(
        posting_id=done.posting.id,
        outcome=done.outcome.value,
        state=done.posting.state.value,
        holds=list(done.posting.holds),
        flags=list(done.posting.flags),
        reasons=[
            Reason(code=each.code, clause=each.clause, detail=each.detail) for each in done.reasons
        ],
        rewrite=done.rewrite,
    )


@router.get(
    "/{posting_id}/why",
    operation_id="why",
    summary="为什么在或不在清单上",
    responses=documented(401, 403, 404, 410, 422, 503),
)
def why(
    posting_id: str,
    worker: Annotated[str, Query(description="劳动者编号")],
    here: Here,
    caller: SeeingList,
    connection: ReadDb,
    as_of: Day,
    profile: ProfileQuery = Profile.PUBLIC,
) -> dict[str, Any]:
    """Every reason that keeps the posting off the worker's list, or its rank and terms on it."""
    person = worker_of(connection, worker, caller)
    return (
        here.recommender(connection).why(connection, posting_id, person, as_of, profile).to_json()
    )
