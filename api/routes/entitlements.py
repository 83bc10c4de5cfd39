"""`/v1/me/entitlements`, `/v1/workers/{id}/entitlements`: what policies a person may claim."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from api.database import reading
from api.problems import documented
from api.routes.dependencies import Day, Here, IsoDay
from api.security.caller import Caller, allowed
from api.security.things import own_thing, worker_of
from api.services.entitlement_view import answers_json
from api.services.entitlements import stated_values
from api.services.my_data import NoProfile
from registry.access.action import Action
from registry.entitlements.facts import Circumstance, Group, PlatformWork, Rhythm, School
from registry.entitlements.stated import Stated
from registry.registration.retirement import RetireClass
from registry.workers.consent import Channel

router = APIRouter(prefix="/v1", tags=["entitlements"])
Herself = Annotated[Caller, allowed(Action.USE_OWN_DATA)]
Serving = Annotated[Caller, allowed(Action.SERVE_WORKER)]
WithTrace = Annotated[bool, Query(alias="trace", description="连判断过程一起给出")]
ERRORS = documented(401, 403, 404, 422, 503)


class StatedForm(BaseModel):
    """What she says of herself; what is left out is not so. text_version: of the consent's text
    that she was shown. first_approved: any day of the month.
    """

    model_config = ConfigDict(extra="forbid")

    text_version: Annotated[str, Field(max_length=16)]
    circumstances: Annotated[list[Circumstance], Field(max_length=30)] = []
    graduated_on: IsoDay | None = None
    school: School | None = None
    hardship_on: IsoDay | None = None
    first_approved: IsoDay | None = None
    months_drawn: StrictInt = 0
    drawn_as: Group | None = None
    trained_on: IsoDay | None = None
    startup_trained_on: IsoDay | None = None
    training_in_list: StrictBool = False
    platform: PlatformWork | None = None
    rhythm: Rhythm | None = None
    retire_class: RetireClass | None = None
    loans_taken: StrictInt = 0
    tax_relief_used: StrictBool = False

    @property
    def stated(self) -> Stated:
        """As the core takes it."""
        said = self.model_dump(exclude={"text_version"})
        month = self.first_approved.replace(day=1) if self.first_approved else None
        more = {"circumstances": frozenset(self.circumstances), "first_approved": month}
        return Stated(**(said | more))


@router.get(
    "/me/entitlements", operation_id="myEntitlements", summary="我可能可以申请的政策",
    responses=ERRORS,
)  # fmt: skip
def mine(here: Here, caller: Herself, as_of: Day, with_trace: WithTrace = False) -> dict[str, Any]:
    """Every policy with its conditions, what is missing and what would open it."""
    caller.on(own_thing(caller))
    who = caller.principal
    found = here.entitlements.of_worker(who.worker, who.person, as_of, caller.actor)
    return answers_json(found, with_trace)


@router.put(
    "/me/entitlements/facts", operation_id="stateFacts", summary="填写补充情况",
    responses=documented(400, 401, 403, 404, 409, 413, 422, 503),
)  # fmt: skip
def state(body: StatedForm, here: Here, caller: Herself) -> dict[str, Any]:
    """Kept sealed, by her consent, in place of what she said before."""
    worker, desk = _worker(caller), here.entitlements
    desk.keep(worker, body.stated, caller.actor, Channel.ONLINE, body.text_version)
    return stated_values(body.stated)


@router.delete(
    "/me/entitlements/facts", operation_id="forgetFacts", summary="删除补充情况",
    responses=documented(400, 401, 403, 404, 409, 503),
)  # fmt: skip
def forget(here: Here, caller: Herself) -> dict[str, Any]:
    """Her consent is withdrawn, and what she said deleted."""
    here.entitlements.forget(_worker(caller), caller.actor, Channel.ONLINE)
    return {"deleted": True}


@router.get(
    "/workers/{worker_id}/entitlements", operation_id="entitlementsOf",
    summary="一位劳动者可能可以申请的政策", responses=ERRORS,
)  # fmt: skip
def of_worker(
    worker_id: str,
    here: Here,
    caller: Serving,
    as_of: Day,
    with_trace: WithTrace = False,
) -> dict[str, Any]:
    """The same answers for the advisor beside her; that they were read is kept."""
    with reading(here.engine) as connection:
        worker = worker_of(connection, worker_id, caller)
    found = here.entitlements.of_worker(worker.id, "", as_of, caller.actor)
    return answers_json(found, with_trace)


def _worker(caller: Caller) -> str:
    """The caller's own profile; NoProfile where her account has none yet."""
    caller.on(own_thing(caller))
    if not caller.principal.worker:
        raise NoProfile
    return caller.principal.worker
