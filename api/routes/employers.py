"""`/v1/employers`: employers' standing seen, verified, decided; `/v1/me/employer`: a firm's own."""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.edge.conditions import shown
from api.expected import address_means
from api.problems import documented
from api.routes.dependencies import Here, IsoDay
from api.routes.desk import Said, Words
from api.routes.paging import Page, pages
from api.security.caller import Caller, allowed
from api.security.things import EMPLOYER_ID, employer_of
from api.services.employer_desk import EmployerView
from api.services.posting_view import employer_json, officer_json
from registry.access.action import Action
from registry.access.principal import Resource
from registry.jobs.employer_standing import Level

router = APIRouter(prefix="/v1", tags=["employers"])
ERRORS: Final = documented(401, 403, 404, 409, 413, 422, 503)
EmployersPage = Annotated[Page, pages("employers")]
EmployerId = Annotated[int, Path(ge=1, le=2**31 - 1, description="用人单位编号")]
Code = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, max_length=18)]
Firm = Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)]


class Verified(BaseModel):
    """What an officer looked at. firm: the source whose account speaks for it, "" for none."""

    model_config = ConfigDict(extra="forbid")

    licence_checked_on: IsoDay
    uscc: Code = ""
    firm: Firm | None = None


class Bar(BaseModel):
    """Why its postings are held, which it is told. months: else as the bureau's number says."""

    model_config = ConfigDict(extra="forbid")

    words: Said
    months: Annotated[int, Field(strict=True, ge=1, le=120)] | None = None


def _employer(action: Action) -> Any:
    """The caller, with the employer of the path within reach."""

    def caller(
        employer_id: EmployerId, here: Here, one: Annotated[Caller, allowed(action)]
    ) -> Caller:
        employer_of(here, employer_id, one, is_decision=action is Action.DECIDE_EMPLOYER)
        return one

    return Depends(caller, scope="function")


Listing = Annotated[Caller, allowed(Action.SEE_EMPLOYER)]
Seeing = Annotated[Caller, _employer(Action.SEE_EMPLOYER)]
Verifying = Annotated[Caller, _employer(Action.VERIFY_EMPLOYER)]
Deciding = Annotated[Caller, _employer(Action.DECIDE_EMPLOYER)]
Own = Annotated[Caller, allowed(Action.USE_OWN_STANDING)]


@router.get("/employers", operation_id="employers", summary="用人单位", responses=ERRORS)
def listed(
    here: Here,
    caller: Listing,
    page: EmployersPage,
    level: Annotated[Level | None, Query(description="只看这一级")] = None,
    overdue: Annotated[bool, Query(description="只看超期未核验的")] = False,
) -> dict[str, Any]:
    """Those with postings in the caller's county, by number; `upheld` is told of one alone."""
    after = int(page.after[0]) if page.after else 0
    county = caller.principal.county
    found = here.employers.all(level, overdue, page.asked, county, after)
    caller.shows_nobody()  # beyond the county that was asked for
    rows = page.of(found, lambda one: (one.kept.employer.id,))
    return {"items": [_row(one) for one in rows]}


@router.get(
    "/employers/{employer_id}", operation_id="employer", summary="一家用人单位", responses=ERRORS
)
def show(
    employer_id: EmployerId, here: Here, _: Seeing, request: Request, response: Response
) -> dict[str, Any]:
    """Verification, what was upheld against it, what was decided, its objection."""
    view = here.employers.show(employer_id)
    shown(request, response, view.tag)
    return officer_json(view)


@router.post(
    "/employers/{employer_id}/verification",
    operation_id="verifyEmployer",
    summary="记下已核验证照和经办人",
    responses=ERRORS,
)
def verify(
    employer_id: EmployerId, body: Verified, here: Here, caller: Verifying
) -> dict[str, Any]:
    """Its licence and who acts for it were seen; good for six months."""
    day: date = body.licence_checked_on
    here.employers.verify(employer_id, day, caller.actor, body.uscc, body.firm)
    return _shown(here, employer_id)


@router.post(
    "/employers/{employer_id}/bar",
    operation_id="barEmployer",
    summary="停止一家单位发布岗位",
    responses=ERRORS,
)
def bar(employer_id: EmployerId, body: Bar, here: Here, caller: Deciding) -> dict[str, Any]:
    """All its postings are held, and what is sent later too."""
    here.employers.bar(employer_id, body.words, caller.actor, body.months)
    return _shown(here, employer_id)


@router.post(
    "/employers/{employer_id}/dismissal",
    operation_id="dismissEmployer",
    summary="对提请停止发布的，决定不停止",
    responses=ERRORS,
)
def dismiss(employer_id: EmployerId, body: Words, here: Here, caller: Deciding) -> dict[str, Any]:
    """What was counted proposes nothing any more."""
    here.employers.dismiss(employer_id, body.words, caller.actor)
    return _shown(here, employer_id)


@router.post(
    "/employers/{employer_id}/lifting",
    operation_id="liftEmployer",
    summary="提前解除停止发布",
    responses=ERRORS,
)
def lift(employer_id: EmployerId, body: Words, here: Here, caller: Deciding) -> dict[str, Any]:
    """An open objection is answered by it; what else holds its postings stays."""
    here.employers.lift(employer_id, body.words, caller.actor)
    return _shown(here, employer_id)


@router.post(
    "/employers/{employer_id}/objection",
    operation_id="noteEmployerObjection",
    summary="代记单位的异议",
    responses=ERRORS,
)
def note_objection(
    employer_id: EmployerId, body: Words, here: Here, caller: Deciding
) -> dict[str, Any]:
    """An officer writes down what the firm says at the counter."""
    here.employers.object(employer_id, body.words, caller.actor)
    return _shown(here, employer_id)


@router.post(
    "/employers/{employer_id}/keeping",
    operation_id="keepEmployerBarred",
    summary="答复异议，维持停止发布",
    responses=ERRORS,
)
def keep(employer_id: EmployerId, body: Words, here: Here, caller: Deciding) -> dict[str, Any]:
    """Another officer than who decided answers the objection."""
    here.employers.keep(employer_id, body.words, caller.actor)
    return _shown(here, employer_id)


@router.get(
    "/me/employer", operation_id="myEmployer", summary="本单位的核验和决定", responses=ERRORS
)
def own(here: Here, caller: Own, request: Request, response: Response) -> dict[str, Any]:
    """For the account that speaks for it, as an officer saw when the firm was verified."""
    view = _own(here, caller)
    shown(request, response, view.tag)
    return employer_json(view)


@router.post(
    "/me/employer/objection",
    operation_id="objectAsEmployer",
    summary="对停止发布提出异议",
    responses=ERRORS,
)
def object_to(body: Words, here: Here, caller: Own) -> dict[str, Any]:
    """Answered by another officer within the days of the bureau's number."""
    mine = _own(here, caller).kept.employer.id
    address_means(str(mine))
    here.employers.object(mine, body.words, caller.actor)
    return employer_json(_own(here, caller))


def _own(here: Here, caller: Caller) -> EmployerView:
    firm = caller.principal.firm
    caller.on(Resource(EMPLOYER_ID, firm, firm=firm))
    return here.employers.own(firm)


def _shown(here: Here, employer_id: int) -> dict[str, Any]:
    return officer_json(here.employers.show(employer_id))


def _row(view: EmployerView) -> dict[str, Any]:
    """One of a list: what was upheld and where it has postings is told of one alone."""
    shown = employer_json(view)
    del shown["upheld"]
    return shown
