"""`/v1/registrations`: apply, sign, submit, see, choose, decide, object, correct, leave, revoke."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Request, Response
from pydantic import BaseModel, Field, StrictBool

from api.clock import now
from api.database import reading
from api.edge.conditions import shown
from api.feeds.claim import read_claim
from api.problems import documented
from api.routes.dependencies import Here, IsoDay
from api.routes.desk import Acting, Deciding, Said, Seeing, SeeingClaim, SeeingEvidence, Words
from api.runtime import Runtime
from api.security.caller import Anyone, Caller, allowed
from api.security.things import claim_thing
from api.services.registration import Standing
from api.services.registration_view import claim_json, evidence_json, status_json
from api.store import registrations
from registry.access import fields
from registry.access.action import Action
from registry.access.principal import BESIDE
from registry.dated_text import in_use
from registry.registration.application import Event
from registry.registration.commitment import Channel, Commitment
from registry.registration.exits import ExitCode
from registry.registration.record import Registration

router = APIRouter(prefix="/v1/registrations", tags=["registrations"])
Applying = Annotated[Caller, allowed(Action.APPLY_REGISTRATION)]
ERRORS = documented(401, 403, 404, 409, 413, 422, 503)
ClaimBody = Annotated[dict[str, Any], Body(description="申请内容，各项见 docs/registration.md")]


class Signature(BaseModel):
    """What is sent to sign: the version of the text that was shown and its hash."""

    text_version: str
    text_hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    channel: Channel = Channel.SCREEN
    scan_hash: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")] = ""


class Choice(BaseModel):
    """What the person does with what she was shown."""

    choice: Literal["accept", "ask_officer", "withdraw"]


class OfficerDecision(BaseModel):
    """An officer's decision; the reason is told to the person."""

    granted: bool
    reason: Said


class Answering(BaseModel):
    """An officer's answer to an objection; the reason is told to the person."""

    upheld: StrictBool
    reason: Said


class Leaving(BaseModel):
    """That a registration ends, and on which day."""

    code: ExitCode
    on: IsoDay


def _status(here: Runtime, standing: Standing | Registration) -> dict[str, Any]:
    if isinstance(standing, Registration):
        standing = Standing(standing)
    with reading(here.engine) as connection:
        notices = registrations.told(connection, here.keys, standing.registration.id)
    today = here.registrar.today()
    return status_json(standing.registration, today, standing.faults, notices)


@router.get("/commitment-text", operation_id="commitmentText", summary="承诺书文本")
def commitment_text(here: Here, _: Anyone) -> dict[str, Any]:
    """The text in use today, with the version and hash that a signature names."""
    text = in_use(here.registrar.texts, here.registrar.today())
    return {"text_version": text.version, "text_hash": text.hash, "text": text.text}


@router.post(
    "", operation_id="applyRegistration", summary="申请登记", status_code=201, responses=ERRORS
)
def apply(body: ClaimBody, here: Here, caller: Applying) -> dict[str, Any]:
    """A draft; the same content again gives the same one. It binds her account to the person."""
    claim = read_claim(body, here.reference, here.registrar.today())
    caller.principal = here.accounts.as_person(caller.principal, claim.identity.number)
    caller.on(claim_thing(here, "", claim))
    return _status(here, here.registrar.apply(claim, caller.beside_person))


@router.get("/{registration_id}", operation_id="registration", summary="登记状态", responses=ERRORS)
def status(
    registration_id: str, here: Here, _: Seeing, request: Request, response: Response
) -> dict[str, Any]:
    """Where it stands, every reason with its clause, what was told, and what can be done now."""
    with reading(here.engine) as connection:
        shown(request, response, registrations.tag(connection, registration_id))
    return _status(here, here.registrar.get(registration_id))


@router.get(
    "/{registration_id}/evidence", operation_id="evidence", summary="核查依据", responses=ERRORS
)
def evidence(registration_id: str, here: Here, officer: SeeingEvidence) -> dict[str, Any]:
    """What each register answered; that it was looked at is kept."""
    return here.registrar.reveal(
        registration_id,
        officer,
        "evidence",
        lambda connection, one: evidence_json(
            connection, here.keys, one, here.registrar.table, here.registrar.today()
        ),
    )


@router.get("/{registration_id}/claim", operation_id="claim", summary="登记内容", responses=ERRORS)
def claim(registration_id: str, here: Here, caller: SeeingClaim) -> dict[str, Any]:
    """What was claimed, as far as the caller's role sees it; that it was looked at is kept."""
    return here.registrar.reveal(
        registration_id,
        caller.actor,
        "claim",
        lambda _, one: fields.shown(
            claim_json(one.claim), caller.principal.role, fields.CLAIM_FIELDS
        ),
    )


@router.post(
    "/{registration_id}/signature", operation_id="sign", summary="签署承诺书", responses=ERRORS
)
def sign(registration_id: str, body: Signature, here: Here, herself: Acting) -> dict[str, Any]:
    """The person's own signature under the text that she was shown."""
    commitment = Commitment(
        body.text_version,
        body.text_hash,
        body.channel,
        now(here.settings),
        own_act=True,
        assisted_by=herself.id.removeprefix(BESIDE) if herself.id.startswith(BESIDE) else "",
        scan_hash=body.scan_hash,
    )
    return _status(here, here.registrar.sign(registration_id, commitment, herself))


@router.post(
    "/{registration_id}/submission", operation_id="submit", summary="提交并核查", responses=ERRORS
)
def submit(registration_id: str, here: Here, herself: Acting) -> dict[str, Any]:
    """ACTIVE at once where all five registers are clean; what stands in the way under `faults`."""
    return _status(here, here.registrar.submit(registration_id, herself))


@router.post(
    "/{registration_id}/check", operation_id="checkAgain", summary="再次核查", responses=ERRORS
)
def check(registration_id: str, here: Here, _: Acting) -> dict[str, Any]:
    """Ask the registers once more, after a correction or where one was silent."""
    return _status(here, here.registrar.check(registration_id))


@router.post(
    "/{registration_id}/choice", operation_id="choose", summary="本人选择", responses=ERRORS
)
def choose(registration_id: str, body: Choice, here: Here, herself: Acting) -> dict[str, Any]:
    """Accept a refusal that was shown, ask for an officer, or withdraw."""
    return _status(here, here.registrar.choose(registration_id, Event(body.choice), herself))


@router.post(
    "/{registration_id}/objection", operation_id="object", summary="提出异议", responses=ERRORS
)
def object_to(registration_id: str, body: Words, here: Here, herself: Acting) -> dict[str, Any]:
    """Object to a refusal, an exit or a revocation within 60 days."""
    return _status(here, here.registrar.object(registration_id, body.words, herself))


@router.post(
    "/{registration_id}/objection/answer",
    operation_id="answerObjection",
    summary="答复对退出或撤销的异议",
    responses=ERRORS,
)
def answer(registration_id: str, body: Answering, here: Here, officer: Deciding) -> dict[str, Any]:
    """Another officer than who decided: upheld, it is taken back; else it stands."""
    return _status(here, here.registrar.answer(registration_id, body.upheld, body.reason, officer))


@router.put("/{registration_id}", operation_id="correct", summary="变更登记内容", responses=ERRORS)
def correct(registration_id: str, body: ClaimBody, here: Here, herself: Acting) -> dict[str, Any]:
    """A new version of an active registration."""
    claim = read_claim(body, here.reference, here.registrar.today())
    return _status(here, here.registrar.correct(registration_id, claim, herself))


@router.post(
    "/{registration_id}/decision", operation_id="decide", summary="工作人员决定", responses=ERRORS
)
def decide(
    registration_id: str, body: OfficerDecision, here: Here, officer: Deciding
) -> dict[str, Any]:
    """An officer grants or refuses what waits for review."""
    return _status(
        here,
        here.registrar.decide(registration_id, body.granted, body.reason, officer),
    )


@router.post("/{registration_id}/exit", operation_id="exit", summary="退出登记", responses=ERRORS)
def leave(registration_id: str, body: Leaving, here: Here, herself: Acting) -> dict[str, Any]:
    """End a registration by the person's own word."""
    return _status(here, here.registrar.leave(registration_id, body.code, body.on, herself))


@router.post(
    "/{registration_id}/termination",
    operation_id="terminate",
    summary="工作人员办理退出",
    responses=ERRORS,
)
def terminate(registration_id: str, body: Leaving, here: Here, officer: Deciding) -> dict[str, Any]:
    """End a registration by an officer's word, also for what nobody reports of herself."""
    return _status(here, here.registrar.leave(registration_id, body.code, body.on, officer))


@router.post(
    "/{registration_id}/reinstatement",
    operation_id="reinstate",
    summary="恢复登记",
    responses=ERRORS,
)
def reinstate(registration_id: str, body: Words, here: Here, officer: Deciding) -> dict[str, Any]:
    """Take an exit or a revocation back, with unbroken dates."""
    return _status(here, here.registrar.reinstate(registration_id, body.words, officer))


@router.post(
    "/{registration_id}/revocation", operation_id="revoke", summary="撤销登记", responses=ERRORS
)
def revoke(registration_id: str, body: Words, here: Here, officer: Deciding) -> dict[str, Any]:
    """Revoke what rested on a false promise; the words are told to the person."""
    return _status(here, here.registrar.revoke(registration_id, body.words, officer))
