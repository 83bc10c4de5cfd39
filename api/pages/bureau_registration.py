"""`/bureau/registrations/{id}`: what she claimed beside what registers answered; each look kept."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.pages.bureau_forms import NOTHING, Tried
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.routes.desk import SeeingEvidence
from api.runtime import Runtime
from api.services.claim_words import claim_words
from api.services.registration_file import RegistrationFile, file_of
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.placement import proposal as proposals
from registry.registration.after_control import TABLE as CHECKS
from registry.registration.after_control import CheckOutcome, CheckState
from registry.registration.application import STATE_NAMES, STEPS, Event
from registry.registration.badges import Badge
from registry.registration.credit_entry import Matter
from registry.registration.decision import Outcome
from registry.registration.doubt import DoubtState
from registry.registration.ending_objection import STATE_NAMES as OBJECTION_NAMES
from registry.registration.exits import EXIT_KINDS
from registry.registration.record import Path, Registration
from registry.workers.identity import mask

router = APIRouter(include_in_schema=False)
FILE, NUMBER = "claim+evidence", "identity"  # what was looked at, as the audit names it
DONE: Final = {
    "granted": "已通过，登记生效，已告知本人。",
    "refused": "已作出不予登记的决定，理由和异议办法已告知本人。",
    "upheld": "异议成立，登记已恢复，已告知本人。",
    "dismissed": "异议不成立，原决定维持，已告知本人。",
    "settled": "疑点已办结。",
    "exited": "已办理退出，已告知本人。",
    "revoked": "登记已撤销，理由和异议办法已告知本人。",
    "reinstated": "登记已恢复，已告知本人。",
    "closed": "抽查已办结，结论已告知本人。",
    "approved": "录用提示已确认，登记已退出。",
    "let-be": "录用提示已关闭，登记不变，已告知本人。",
}
PATHS: Final = {Path.COMMITMENT: "告知承诺", Path.CHECKED: "核查后办理"}
BADGES: Final = {
    Badge.PROMISED: "",
    Badge.VERIFIED: "good",
    Badge.CONTRADICTED: "bad",
    Badge.NOT_FOUND: "lack",
}
EFFECTS: Final = {
    "pass": ("不影响登记", ""),
    "confirm": ("须本人确认", "lack"),
    "review": ("须人工核查", "lack"),
    "refuse": ("不予登记", "bad"),
}
OUTCOMES: Final = {
    Outcome.ELIGIBLE: ("符合", "good"),
    Outcome.UNDETERMINED: ("无法判断", "lack"),
    Outcome.REVIEW: ("须人工核查", "lack"),
    Outcome.INELIGIBLE: ("不符合", "bad"),
}
CLOSINGS: Final = (
    (CheckOutcome.CONFIRMED.value, "属实"),
    (CheckOutcome.CORRECTED.value, "有误已更正"),
    (CheckOutcome.SUSPECT.value, "存疑，转信用核查"),
)
MATTERS: Final = (
    (Matter.EMPLOYMENT_STATUS.value, "就业状态"),
    (Matter.EMPLOYMENT_TYPE.value, "就业类型"),
    (Matter.START_DATE.value, "就业时间"),
    (Matter.WORK.value, "工作内容、地点、工时"),
    (Matter.INSURANCE.value, "社保登记"),
    (Matter.CONTRACT.value, "劳动关系"),
    (Matter.BUSINESS.value, "工商注册"),
    (Matter.SHAREHOLDING.value, "个人股东"),
    (Matter.CERTIFICATE.value, "就业创业证"),
    (Matter.IDENTITY.value, "身份信息"),
)
EXITS: Final = tuple((code.value, kind.name) for code, kind in EXIT_KINDS.items())


@router.get("/bureau/registrations/{registration_id}", response_class=HTMLResponse)
def page(
    registration_id: str, request: Request, here: Here, officer: SeeingEvidence, done: str = ""
) -> Response:
    """The whole file, her number masked."""
    return shown(request, here, officer, registration_id, done=DONE.get(done, ""))


@router.post("/bureau/registrations/{registration_id}/identity", response_class=HTMLResponse)
def number(registration_id: str, request: Request, here: Here, officer: SeeingEvidence) -> Response:
    """The same with her number in full; that it was looked at is kept."""
    return shown(request, here, officer, registration_id, in_full=True)


def shown(
    request: Request,
    here: Runtime,
    officer: Actor,
    registration_id: str,
    tried: Tried = NOTHING,
    done: str = "",
    in_full: bool = False,
) -> Response:
    """The page, with a form that was not carried out, or what was done."""
    file: RegistrationFile = here.registrar.reveal(
        registration_id,
        officer,
        f"{FILE}+{NUMBER}" if in_full else FILE,
        lambda connection, one: {
            "file": file_of(
                connection, here.keys, one, here.registrar.table, here.registrar.today()
            )
        },
    )["file"]
    one = file.registration
    context: dict[str, Any] = {
        "file": file,
        "one": one,
        "claim": claim_words(one.claim, AccountRole.REVIEWER, here.reference, in_full),
        "masked": mask(one.claim.identity.number),
        "in_full": in_full,
        "state_name": STATE_NAMES[one.state],
        "path_name": PATHS[one.path],
        "objection_name": OBJECTION_NAMES[one.objection.state] if one.objection else "",
        "badge_looks": BADGES,
        "effects": EFFECTS,
        "outcomes": OUTCOMES,
        "check_names": CHECKS.state_names,
        "closable": (CheckState.ANSWERED, CheckState.SILENT),
        "closings": CLOSINGS,
        "matters": MATTERS,
        "exits": EXITS,
        "exit_name": EXIT_KINDS[one.exit.code].name if one.exit else "",
        "open_doubt": DoubtState.OPEN,
        "proposal_kinds": proposals.KIND_NAMES,
        "proposal_states": proposals.STATE_NAMES,
        "proposal_open": proposals.OPEN,
        "exit_proposal": proposals.ProposalKind.EXIT,
        "today": here.registrar.today(),
        "typed": tried.typed,
        "faults": tried.faults,
        "done": done,
    }
    context |= _may(one, officer)
    return templates.TemplateResponse(request, "bureau/registration.html", context, tried.status)


def _may(one: Registration, officer: Actor) -> dict[str, bool]:
    """Which forms there are: what an officer may do now, and this one herself."""
    steps = [each for each in STEPS if each.source is one.state and Role.OFFICER in each.by]
    events = {each.event for each in steps}
    is_own = one.decided_by == officer.id
    is_anothers = {each.event for each in steps if each.other_officer} if is_own else set()
    waits = one.objection is not None and one.objection.is_open
    back = events & {Event.REINSTATE, Event.RESTORE}
    return {
        "may_decide": Event.APPROVE in events - is_anothers,
        "may_answer": waits and Event.STAND in events - is_anothers,
        "may_end": Event.EXIT in events,
        "may_revoke": Event.REVOKE in events,
        "may_reinstate": bool(back - is_anothers) and not waits,
        "is_anothers": bool(is_anothers) and (waits or Event.APPROVE in events),
    }
