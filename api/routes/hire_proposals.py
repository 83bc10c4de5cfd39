"""`/v1/hire-proposals`: what hires mean for registrations; done by a person's word alone."""

from typing import Annotated, Any

from fastapi import APIRouter

from api.problems import documented
from api.routes.applications import Reply
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.security.placement_things import as_actor, as_herself, on_proposal, proposal_thing
from api.services.application_view import proposal_json
from registry.access.account_role import AccountRole
from registry.access.action import Action
from registry.actor import Actor
from registry.placement.proposal import Proposal

router = APIRouter(prefix="/v1/hire-proposals", tags=["hire-proposals"])
ERRORS = documented(401, 403, 404, 409, 413, 422, 503)
Seeing = Annotated[Caller, allowed(Action.SEE_HIRE_PROPOSAL)]
Herself = Annotated[Actor, as_herself(on_proposal(Action.ANSWER_HIRE_PROPOSAL))]
Deciding = Annotated[Actor, as_actor(on_proposal(Action.DECIDE_HIRE_PROPOSAL))]


@router.get(
    "",
    operation_id="hireProposals",
    summary="录用提示",
    responses=documented(401, 403, 503),
)
def listed(here: Here, caller: Seeing) -> dict[str, Any]:
    """A worker's own, or what waits in a county, oldest first."""
    who = caller.principal
    own, desk = who.worker if who.role is AccountRole.WORKER else "", here.hire_proposals
    found = desk.of_worker(own) if who.role is AccountRole.WORKER else desk.waiting(who.county)
    caller.shows_nobody()
    items = [each for each in found if caller.may(proposal_thing(each.proposal, own))]
    return {"items": [proposal_json(each) for each in items]}


@router.post(
    "/{proposal_id}/confirm",
    operation_id="confirmHireProposal",
    summary="本人确认",
    responses=ERRORS,
)
def confirm(proposal_id: str, here: Here, herself: Herself) -> dict[str, Any]:
    """Her yes: the registration ends by X1, or gets its newer facts."""
    return _shown(here, here.hire_proposals.confirm(proposal_id, herself))


@router.post(
    "/{proposal_id}/deny", operation_id="denyHireProposal", summary="本人否认", responses=ERRORS
)
def deny(proposal_id: str, here: Here, herself: Herself) -> dict[str, Any]:
    """Her no: of an exit an officer finds out, a newer record is let be."""
    return _shown(here, here.hire_proposals.deny(proposal_id, herself))


@router.post(
    "/{proposal_id}/approval",
    operation_id="approveHireProposal",
    summary="工作人员确认退出",
    responses=ERRORS,
)
def approve(proposal_id: str, here: Here, officer: Deciding) -> dict[str, Any]:
    """An officer confirms an exit."""
    return _shown(here, here.hire_proposals.confirm(proposal_id, officer))


@router.post(
    "/{proposal_id}/close",
    operation_id="closeHireProposal",
    summary="工作人员关闭",
    responses=ERRORS,
)
def close(proposal_id: str, body: Reply, here: Here, officer: Deciding) -> dict[str, Any]:
    """An officer found that the registration stands as it is; the reason is told to her."""
    return _shown(here, here.hire_proposals.close(proposal_id, body.words, officer))


def _shown(here: Runtime, one: Proposal) -> dict[str, Any]:
    return proposal_json(here.hire_proposals.get(one.id)[0])
