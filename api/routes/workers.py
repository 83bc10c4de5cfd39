"""`/v1/workers/{id}/recommendations`: a worker's ranked, explained list."""

from typing import Any

from fastapi import APIRouter

from api.problems import documented
from api.routes.dependencies import Day, Here, Limit, ProfileQuery, ReadDb
from api.security.caller import SeeingList
from api.security.things import worker_of
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
) -> dict[str, Any]:
    """The best postings for the worker, each with its score, fits, reasons and what is missing."""
    worker = worker_of(connection, worker_id, caller)
    return (
        here.recommender(connection).recommend(connection, worker, as_of, profile, limit).to_json()
    )
