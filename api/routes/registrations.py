"""`/v1/registrations`: apply, sign, submit, see, choose, object, decide, correct, leave.

What is the person's own is done by her account, or typed by an advisor with her there; what is an
officer's is done by a reviewer.
"""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body
from pydantic import BaseModel, Field

from api.clock import now
from api.commitment_texts import text_on
from api.database import reading
from api.feeds.claim import read_claim
from api.problems import documented
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Anyone, Caller, allowed
from api.security.things import claim_thing, registration_of
from api.services.registration import Standing
from api.services.registration_view import evidence_json, status_json
from api.store import registrations
from registry.access.account_role import STAFF
from registry.access.action import Action
from registry.registration.application import Event
from registry.registration.commitment import Channel, Commitment
from registry.registration.exits import ExitCode
from registry.registration.record import Registration

router = APIRouter(prefix="/v1/registrations", tags=["registrations"])
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


class Words(BaseModel):
    """Words of the person or of an officer."""

    words: Annotated[str, Field(min_length=1, max_length=2000)]


class OfficerDecision(BaseModel):
    """An officer's decision; the reason is told to the person."""

    granted: bool
    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class Leaving(BaseModel):
    """That a registration ends, and on which day."""

    code: ExitCode
    on: date


Applying = Annotated[Caller, allowed(Action.APPLY_REGISTRATION)]
Seeing = Annotated[Caller, allowed(Action.SEE_REGISTRATION)]
Acting = Annotated[Caller, allowed(Action.ACT_ON_REGISTRATION)]
Deciding = Annotated[Caller, allowed(Action.DECIDE_REGISTRATION)]
SeeingEvidence = Annotated[Caller, allowed(Action.SEE_EVIDENCE)]


def _status(here: Runtime, standing: Standing | Registration) -> dict[str, Any]:
    if isinstance(standing, Registration):
        standing = Standing(standing)
    with reading(here.engine) as connection:
        notices = registrations.told(connection, here.keys, standing.registration.id)
    return status_json(standing.registration, standing.faults, notices)


@router.get("/commitment-text", operation_id="commitmentText", summary="承诺书文本")
def commitment_text(here: Here, _: Anyone) -> dict[str, Any]:
    """The text in use today, with the version and hash that a signature names."""
    text = text_on(here.registrar.texts, here.registrar.today())
    return {"text_version": text.version, "text_hash": text.hash, "text": text.text}


@router.post(
    "", operation_id="applyRegistration", summary="申请登记", status_code=201, responses=ERRORS
)
def apply(body: ClaimBody, here: Here, caller: Applying) -> dict[str, Any]:
    """A draft; the same content again gives the same one."""
    claim = read_claim(body, here.reference, here.registrar.today())
    who = here.accounts.as_person(caller.principal, claim.identity.number)
    caller.principal = who
    caller.on(claim_thing(here, "", claim))
    return _status(here, here.registrar.apply(claim, caller.beside_person))


@router.get("/{registration_id}", operation_id="registration", summary="登记状态", responses=ERRORS)
def status(registration_id: str, here: Here, caller: Seeing) -> dict[str, Any]:
    """Where it stands, every reason with its clause, what was told, and what can be done now."""
    return _status(here, registration_of(here, registration_id, caller))


@router.get(
    "/{registration_id}/evidence", operation_id="evidence", summary="核查依据", responses=ERRORS
)
def evidence(registration_id: str, here: Here, caller: SeeingEvidence) -> dict[str, Any]:
    """What each register answered; that it was looked at is kept."""
    registration_of(here, registration_id, caller)
    return here.registrar.reveal(
        registration_id,
        caller.actor,
        lambda connection, one: evidence_json(
            connection, here.keys, one, here.registrar.table, here.registrar.today()
        ),
    )


@router.post(
    "/{registration_id}/signature", operation_id="sign", summary="签署承诺书", responses=ERRORS
)
def sign(registration_id: str, body: Signature, here: Here, caller: Acting) -> dict[str, Any]:
    """The person's own signature under the text that she was shown."""
    registration_of(here, registration_id, caller)
    commitment = Commitment(
        body.text_version,
        body.text_hash,
        body.channel,
        now(here.settings),
        own_act=True,
        assisted_by=caller.principal.account if caller.principal.role in STAFF else "",
        scan_hash=body.scan_hash,
    )
    return _status(here, here.registrar.sign(registration_id, commitment, caller.beside_person))


@router.post(
    "/{registration_id}/submission", operation_id="submit", summary="提交并核查", responses=ERRORS
)
def submit(registration_id: str, here: Here, caller: Acting) -> dict[str, Any]:
    """ACTIVE at once where all five registers are clean; what stands in the way under `faults`."""
    registration_of(here, registration_id, caller)
    return _status(here, here.registrar.submit(registration_id, caller.beside_person))


@router.post(
    "/{registration_id}/check", operation_id="checkAgain", summary="再次核查", responses=ERRORS
)
def check(registration_id: str, here: Here, caller: Acting) -> dict[str, Any]:
    """Ask the registers once more, after a correction or where one was silent."""
    registration_of(here, registration_id, caller)
    return _status(here, here.registrar.check(registration_id))


@router.post(
    "/{registration_id}/choice", operation_id="choose", summary="本人选择", responses=ERRORS
)
def choose(registration_id: str, body: Choice, here: Here, caller: Acting) -> dict[str, Any]:
    """Accept a refusal that was shown, ask for an officer, or withdraw."""
    registration_of(here, registration_id, caller)
    return _status(
        here, here.registrar.choose(registration_id, Event(body.choice), caller.beside_person)
    )


@router.post(
    "/{registration_id}/objection", operation_id="object", summary="提出异议", responses=ERRORS
)
def object_to(registration_id: str, body: Words, here: Here, caller: Acting) -> dict[str, Any]:
    """Object to a refusal within 60 days."""
    registration_of(here, registration_id, caller)
    return _status(here, here.registrar.object(registration_id, body.words, caller.beside_person))


@router.put("/{registration_id}", operation_id="correct", summary="变更登记内容", responses=ERRORS)
def correct(registration_id: str, body: ClaimBody, here: Here, caller: Acting) -> dict[str, Any]:
    """A new version of an active registration."""
    registration_of(here, registration_id, caller)
    claim = read_claim(body, here.reference, here.registrar.today())
    return _status(here, here.registrar.correct(registration_id, claim, caller.beside_person))


@router.post(
    "/{registration_id}/decision", operation_id="decide", summary="工作人员决定", responses=ERRORS
)
def decide(
    registration_id: str, body: OfficerDecision, here: Here, caller: Deciding
) -> dict[str, Any]:
    """An officer grants or refuses what waits for review."""
    registration_of(here, registration_id, caller)
    return _status(
        here,
        here.registrar.decide(registration_id, body.granted, body.reason, caller.actor),
    )


@router.post("/{registration_id}/exit", operation_id="exit", summary="退出登记", responses=ERRORS)
def leave(registration_id: str, body: Leaving, here: Here, caller: Acting) -> dict[str, Any]:
    """End a registration by the person's own word."""
    registration_of(here, registration_id, caller)
    return _status(
        here, here.registrar.leave(registration_id, body.code, body.on, caller.beside_person)
    )


@router.post(
    "/{registration_id}/reinstatement",
    operation_id="reinstate",
    summary="恢复登记",
    responses=ERRORS,
)
def reinstate(registration_id: str, body: Words, here: Here, caller: Deciding) -> dict[str, Any]:
    """Take an exit back, with unbroken dates."""
    registration_of(here, registration_id, caller)
    return _status(here, here.registrar.reinstate(registration_id, body.words, caller.actor))
