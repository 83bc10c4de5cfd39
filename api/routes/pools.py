"""`/v1/postings/{id}/candidates`: whom a posting suits, as its firm may see them, and asking."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.database import reading
from api.problems import documented
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.security.things import posting_thing
from api.store import jobs
from registry.access.action import Action
from registry.access.principal import Resource
from registry.errors import UnknownName
from registry.workers.contact_request import STEPS, ContactRequest

router = APIRouter(prefix="/v1", tags=["pools"])
SeeingPool = Annotated[Caller, allowed(Action.SEE_POOL)]
AskingContact = Annotated[Caller, allowed(Action.ASK_CONTACT)]
ERRORS = documented(401, 403, 404, 409, 422, 429, 503)
POSTING, REQUEST = "岗位编号", "联系请求编号"


class PoolQuery(BaseModel):
    """What may be asked: nothing by which people could be picked out."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=200, description="最多几人（整组列出）")] = 20


class RequestView(BaseModel):
    """A request of the firm, which still says nothing of whom."""

    request_id: str
    posting_id: str
    pseudonym: str
    state: str
    state_name: str
    asked_at: datetime
    until: str


class ContactView(BaseModel):
    """How she is reached, who agreed to this firm."""

    name: str
    phone: str


@router.get(
    "/postings/{posting_id}/candidates",
    operation_id="candidates",
    summary="岗位的候选人才池（去标识）",
    responses=ERRORS,
)
def candidates(
    posting_id: str, here: Here, caller: SeeingPool, query: Annotated[PoolQuery, Query()]
) -> dict[str, Any]:
    """Counts by band and de-identified profiles, at least five alike; the same all day."""
    _own(here, posting_id, caller)
    firm = caller.principal.firm
    return here.pool().ask(posting_id, caller.actor, firm, limit=query.limit).to_json()


@router.post(
    "/postings/{posting_id}/candidates/{pseudonym}/request",
    operation_id="requestContact",
    summary="请求联系一位候选人",
    status_code=201,
    responses=ERRORS,
)
def request_contact(
    posting_id: str, pseudonym: str, here: Here, caller: AskingContact
) -> RequestView:
    """She is asked; only if she agrees to this firm are her name and telephone shown to it."""
    _own(here, posting_id, caller)
    made = here.contact().ask(posting_id, pseudonym, caller.principal.firm, caller.actor)
    return _view(made)


@router.get(
    "/postings/{posting_id}/contact-requests",
    operation_id="contactRequests",
    summary="本单位就一个岗位发出的联系请求",
    responses=ERRORS,
)
def contact_requests(posting_id: str, here: Here, caller: AskingContact) -> list[RequestView]:
    """Each with what became of it."""
    _own(here, posting_id, caller)
    return [_view(one) for one in here.contact().of_firm(posting_id, caller.principal.firm)]


@router.post(
    "/contact-requests/{request_id}/reveal",
    operation_id="revealContact",
    summary="查看同意联系的候选人的姓名和电话（留痕）",
    responses=ERRORS,
)
def reveal(request_id: str, here: Here, caller: AskingContact) -> ContactView:
    """What she agreed to show to this firm, while she does; each look is kept."""
    found = here.contact().firm_of(request_id)
    caller.on(Resource(REQUEST, request_id, firm=found))
    contact = here.contact().reveal(request_id, caller.principal.firm, caller.actor)
    return ContactView(name=contact.name, phone=contact.phone)


def _own(here: Runtime, posting_id: str, caller: Caller) -> None:
    with reading(here.engine) as connection:
        posting = jobs.get(connection, posting_id)
    if posting is None:
        raise UnknownName(POSTING, posting_id)
    caller.on(posting_thing(posting))


def _view(one: ContactRequest) -> RequestView:
    return RequestView(
        request_id=one.id,
        posting_id=one.posting,
        pseudonym=one.pseudonym,
        state=one.state.value,
        state_name=STEPS.state_names[one.state],
        asked_at=one.asked_at,
        until=one.until.isoformat(),
    )
