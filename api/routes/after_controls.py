"""`/v1/after-controls`: what waits, draw today's and ask, her answer, an officer's closing."""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.clock import today
from api.problems import documented
from api.routes.dependencies import Here
from api.routes.desk import AnsweringCheck, ClosingCheck, Said, Words
from api.routes.paging import Page, pages
from api.security.caller import Caller, allowed
from api.services.after_control import QUESTION
from api.services.after_control_view import check_json, closed_json, round_json
from api.store.after_controls import KeptCheck
from registry.access.action import Action
from registry.access.principal import Resource
from registry.registration.after_control import CheckOutcome
from registry.registration.credit_entry import Evidence, Matter

router = APIRouter(prefix="/v1/after-controls", tags=["after-controls"])
SeeingChecks = Annotated[Caller, allowed(Action.SEE_AFTER_CONTROL)]
Drawing = Annotated[Caller, allowed(Action.DRAW_AFTER_CONTROL)]
ChecksPage = Annotated[Page, pages("after-controls")]
EVERYBODYS: Final = Resource("抽查", "")
ERRORS = documented(401, 403, 404, 409, 413, 422, 503)


class Asking(BaseModel):
    """What everybody who was drawn is asked."""

    question: Said = QUESTION


class Contradiction(BaseModel):
    """What she promised, and what an officer found instead."""

    matter: Matter
    promised: Said
    found: Said


class Closing(BaseModel):
    """An officer's finding; the evidence goes with SUSPECT and with nothing else."""

    outcome: CheckOutcome
    finding: Said
    evidence: Annotated[list[Contradiction], Field(max_length=len(Matter))] = []


@router.get(
    "",
    operation_id="afterControls",
    summary="未办结的抽查",
    responses=documented(401, 403, 422, 503),
)
def waiting(here: Here, caller: SeeingChecks, page: ChecksPage) -> dict[str, Any]:
    """What is not closed yet, the oldest draw first."""
    after = _place(*page.after) if page.after else None
    found = here.after_control.waiting(page.asked, caller.principal.county, after)
    caller.shows_nobody()  # of whom it shows nothing below
    shown = page.of(
        found, lambda each: (each.check.drawn_on.isoformat(), each.check.county, each.id)
    )
    return {"items": [check_json(each) for each in shown if caller.may(_thing(each))]}


@router.post(
    "",
    operation_id="drawAfterControls",
    summary="抽取今天的复核对象并询问",
    responses=documented(401, 403, 409, 413, 422, 503),
)
def start(body: Asking, here: Here, caller: Drawing) -> dict[str, Any]:
    """A day is drawn once; who was drawn is asked, who let her time pass is noted as silent."""
    caller.on(EVERYBODYS)
    return round_json(here.after_control.start(body.question, caller.actor))


@router.post(
    "/{check_id}/answer", operation_id="answerAfterControl", summary="答复抽查", responses=ERRORS
)
def answer(check_id: str, body: Words, here: Here, herself: AnsweringCheck) -> dict[str, Any]:
    """Her words; late ones count too, until it is closed."""
    return check_json(here.after_control.answer(check_id, body.words, herself))


@router.post(
    "/{check_id}/closing", operation_id="closeAfterControl", summary="办结抽查", responses=ERRORS
)
def close(check_id: str, body: Closing, here: Here, officer: ClosingCheck) -> dict[str, Any]:
    """An officer's finding, told to her; SUSPECT becomes an entry of the credit record."""
    day = today(here.settings)
    evidence = tuple(
        Evidence(each.matter, each.promised, each.found, day) for each in body.evidence
    )
    return closed_json(
        here.after_control.close(check_id, body.outcome, body.finding, officer, evidence)
    )


def _place(day: str | int, county: str | int, check_id: str | int) -> tuple[date, str, str]:
    return date.fromisoformat(str(day)), str(county), str(check_id)


def _thing(kept: KeptCheck) -> Resource:
    return Resource("抽查编号", kept.id, counties=frozenset({kept.check.county}))
