"""`/v1/workers/{id}/recommendations`: a worker's ranked, explained list."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.problems import documented
from api.routes.dependencies import Day, Here, Limit, ProfileQuery, ReadDb
from api.security.caller import SeeingList
from api.security.things import worker_of
from api.services.consents import may_personalise
from api.services.plain import plain_list
from registry.access.account_role import AccountRole
from registry.jobs.posting import Profile

router = APIRouter(prefix="/v1/workers", tags=["workers"])


@router.get(
    "/{worker_id}/recommendations",
    operation_id="recommendations",
    summary="给一位劳动者的岗位清单",
    responses=documented(401, 403, 404, 410, 422, 503),
)
def recommendations(
    worker_id: str,
    here: Here,
    caller: SeeingList,
    connection: ReadDb,
    as_of: Day,
    limit: Limit = 20,
    profile: ProfileQuery = Profile.PUBLIC,
    personalised: Annotated[bool, Query(description="false：不按个人情况排")] = True,
) -> dict[str, Any]:
    """The best postings for the worker, each with its score, fits, reasons and what is missing.

    Her own list is personal only where she agreed to that and left it on; else, and wherever it is
    asked for, the plain list: nearest, then newest.
    """
    worker = worker_of(connection, worker_id, caller)
    is_own = caller.principal.role is AccountRole.WORKER
    recommender = here.recommender(connection)
    if not personalised or (is_own and not may_personalise(connection, worker_id)):
        place = worker.place
        return plain_list(connection, recommender.matching, place, as_of, profile, limit).to_json()
    return recommender.recommend(connection, worker, as_of, profile, limit).to_json()
