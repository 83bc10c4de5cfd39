"""`/v1/after-controls`: what waits, draw today's and ask, her answer, an officer's closing."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.clock import today
from api.problems import documented
from api.routes.dependencies import Here, Limit
from api.routes.desk import Herself, Officer, Said, Words
from api.services.after_control import QUESTION
from api.services.after_control_view import check_json, closed_json, round_json
from registry.registration.after_control import CheckOutcome
from registry.registration.credit_entry import Evidence, Matter

router = APIRouter(prefix="/v1/after-controls", tags=["after-controls"])
ERRORS = documented(404, 409, 422, 503)


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
    "", operation_id="afterControls", summary="未办结的抽查", responses=documented(422, 503)
)
def waiting(here: Here, limit: Limit = 100) -> dict[str, Any]:
    """What is not closed yet, the oldest draw first."""
    return {"items": [check_json(each) for each in here.after_control.waiting(limit)]}


@router.post(
    "",
    operation_id="drawAfterControls",
    summary="抽取今天的复核对象并询问",
    responses=documented(409, 422, 503),
)
def start(body: Asking, here: Here, officer: Officer) -> dict[str, Any]:
    """A day is drawn once; who was drawn is asked, who let her time pass is noted as silent."""
    return round_json(here.after_control.start(body.question, officer))


@router.post(
    "/{check_id}/answer", operation_id="answerAfterControl", summary="答复抽查", responses=ERRORS
)
def answer(check_id: str, body: Words, here: Here, herself: Herself) -> dict[str, Any]:
    """Her words; late ones count too, until it is closed."""
    return check_json(here.after_control.answer(check_id, body.words, herself))


@router.post(
    "/{check_id}/closing", operation_id="closeAfterControl", summary="办结抽查", responses=ERRORS
)
def close(check_id: str, body: Closing, here: Here, officer: Officer) -> dict[str, Any]:
    """An officer's finding, told to her; SUSPECT becomes an entry of the credit record."""
    day = today(here.settings)
    evidence = tuple(
        Evidence(each.matter, each.promised, each.found, day) for each in body.evidence
    )
    return closed_json(
        here.after_control.close(check_id, body.outcome, body.finding, officer, evidence)
    )
