"""`/v1/reviews`: what waits for an officer, oldest first; a doubt settled with its reason."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, StringConstraints

from api.problems import documented
from api.routes.dependencies import Here
from api.routes.desk import Said, SettlingDoubt
from api.routes.paging import Page, pages
from api.security.caller import Caller, allowed
from api.services.review_view import doubt_json, page_json
from api.store.reviews import Place
from registry.access.action import Action
from registry.access.principal import Resource

router = APIRouter(prefix="/v1", tags=["reviews"])
SeeingReviews = Annotated[Caller, allowed(Action.SEE_REVIEWS)]
Maybe = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
ReviewsPage = Annotated[Page, pages("reviews")]
Division = Annotated[
    str, Query(pattern="^([0-9]{6})?$", description="只看一个县区；默认本账号所在的，或全部")
]


class Settlement(BaseModel):
    """Why a doubt is settled. told: what the person hears, only where it changes something."""

    reason: Said
    told: Maybe = ""


@router.get(
    "/reviews",
    operation_id="reviews",
    summary="等待工作人员核查的事项",
    responses=documented(401, 403, 422, 503),
)
def waiting(
    here: Here,
    caller: SeeingReviews,
    page: ReviewsPage,
    division: Division = "",
) -> dict[str, Any]:
    """Applications, objections to an exit or a revocation, doubts: what has waited longest first.

    `not_by` names the officer who must not decide it; `next` is the cursor of the next page.
    """
    place = division or caller.principal.county
    caller.on(Resource("县区", place, counties=frozenset({place})))
    found = here.reviews.waiting(place, _place(page.after), page.asked)
    shown = page.cut(
        found, lambda each: (each.place.since.isoformat(), each.place.registration, each.place.part)
    )
    return page_json(shown.rows, shown.next)


@router.post(
    "/registrations/{registration_id}/doubts/{key}/settlement",
    operation_id="settleDoubt",
    summary="办结疑点",
    responses=documented(401, 403, 404, 409, 413, 422, 503),
)
def settle(
    registration_id: str, key: str, body: Settlement, here: Here, officer: SettlingDoubt
) -> dict[str, Any]:
    """An officer has looked. What ends the registration is an exit of its own."""
    return doubt_json(here.reviews.settle(registration_id, key, body.reason, officer, body.told))


def _place(after: tuple[str | int, ...] | None) -> Place | None:
    if after is None:
        return None
    since, registration, part = map(str, after)
    return Place(datetime.fromisoformat(since), registration, part)
