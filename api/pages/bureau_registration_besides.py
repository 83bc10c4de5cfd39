"""What a reviewer does beside a registration: after-controls closed, hires' proposals decided."""

from typing import Annotated, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.clock import today
from api.database import reading
from api.pages.bureau_forms import carried_out, said
from api.pages.bureau_registration import shown
from api.pages.forms import Sent, text_of
from api.routes.dependencies import Here
from api.routes.desk import ClosingCheck
from api.runtime import Runtime
from api.security.placement_things import as_actor, on_proposal
from api.store import after_controls
from registry.access.action import Action
from registry.actor import Actor
from registry.errors import InvalidField, UnknownName
from registry.registration.after_control import CheckOutcome
from registry.registration.credit_entry import Evidence, Matter

router = APIRouter(include_in_schema=False)
DecidingProposal = Annotated[Actor, as_actor(on_proposal(Action.DECIDE_HIRE_PROPOSAL))]
CHOICES: Final = ("outcome", "matter")


@router.post("/bureau/after-controls/{check_id}/closing")
def close(
    check_id: str, request: Request, here: Here, officer: ClosingCheck, form: Sent
) -> Response:
    """An officer's finding; SUSPECT becomes an entry of the credit record."""
    registration_id = _registration(here, check_id)

    def act() -> str:
        outcome = text_of(form, "outcome", 16)
        if outcome not in set(CheckOutcome):
            raise InvalidField("outcome", "missing", "请选择核查结论。")
        is_suspect = outcome == CheckOutcome.SUSPECT
        evidence = (_evidence(here, form),) if is_suspect else ()
        finding = said(form, "finding", "请写明核查结论，会告知本人。")
        here.after_control.close(check_id, CheckOutcome(outcome), finding, officer, evidence)
        return f"/bureau/registrations/{registration_id}?done=closed"

    return carried_out(
        form, act, lambda tried: shown(request, here, officer, registration_id, tried), *CHOICES
    )


@router.post("/bureau/hire-proposals/{proposal_id}/approval")
def approve(
    proposal_id: str, request: Request, here: Here, officer: DecidingProposal, form: Sent
) -> Response:
    """An officer confirms that she has a labour contract: the registration ends."""
    registration_id = here.hire_proposals.get(proposal_id)[0].proposal.registration

    def act() -> str:
        here.hire_proposals.confirm(proposal_id, officer)
        return f"/bureau/registrations/{registration_id}?done=approved"

    return carried_out(
        form, act, lambda tried: shown(request, here, officer, registration_id, tried)
    )


@router.post("/bureau/hire-proposals/{proposal_id}/close")
def let_be(
    proposal_id: str, request: Request, here: Here, officer: DecidingProposal, form: Sent
) -> Response:
    """The registration stands as it is; the reason is told to her."""
    registration_id = here.hire_proposals.get(proposal_id)[0].proposal.registration

    def act() -> str:
        here.hire_proposals.close(proposal_id, said(form, f"why_{proposal_id[:8]}"), officer)
        return f"/bureau/registrations/{registration_id}?done=let-be"

    return carried_out(
        form, act, lambda tried: shown(request, here, officer, registration_id, tried)
    )


def _registration(here: Runtime, check_id: str) -> str:
    with reading(here.engine) as connection:
        found = after_controls.registration_of(connection, check_id)
    if found is None:
        raise UnknownName("抽查编号", check_id)
    return found


def _evidence(here: Runtime, form: Sent) -> Evidence:
    matter = text_of(form, "matter", 32)
    if matter not in set(Matter):
        raise InvalidField("matter", "missing", "存疑的，请选择是哪一项不一致。")
    promised = said(form, "promised", "存疑的，请写明本人承诺的是什么。")
    found = said(form, "found", "存疑的，请写明核查发现的是什么。")
    return Evidence(Matter(matter), promised, found, today(here.settings))
