"""`/v1/workers/{id}/recommendations`: a worker's ranked, explained list."""

from typing import Any

from fastapi import APIRouter

from api.problems import documented
from api.routes.dependencies import Day, Here, Limit, ProfileQuery, ReadDb
from api.services.recommend import find_worker
from registry.jobs.posting import Profile

router = APIRouter(prefix="/v1/workers", tags=["workers"])


@router.get(
    "/{worker_id}/recommendations",
    operation_id="recommendations",
    summary="给一位劳动者的岗位清单",
    responses=documented(404, 410, 422, 503),
)
def recommendations(
    worker_id: str,
    here: Here,
    connection: ReadDb,
    as_of: Day,
    limit: Limit = 20,
    profile: ProfileQuery = Profile.PUBLIC,
) -> dict[str, Any]:
    """The best postings for the worker, each with its score, fits, reasons and what is missing."""
    worker = find_worker(connection, worker_id)
    return (
        here.recommender(connection).recommend(connection, worker, as_of, profile, limit).to_json()
    )
