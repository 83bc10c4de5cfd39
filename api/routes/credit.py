"""A person's own credit record over HTTP, her objection to an entry, an officer's answer."""

from typing import Any

from fastapi import APIRouter
from pydantic import StrictBool

from api.problems import documented
from api.routes.dependencies import Here
from api.routes.desk import AnsweringCredit, ObjectingToCredit, SeeingCredit, Words
from api.services.credit_record import record_of
from api.services.credit_view import objection_json, record_json

router = APIRouter(prefix="/v1", tags=["credit"])
ERRORS = documented(401, 403, 404, 409, 413, 422, 503)


class ObjectionWords(Words):
    """What she objects. needs_others: other authorities must help, so that it takes longer."""

    needs_others: StrictBool = False


@router.get(
    "/registrations/{registration_id}/credit",
    operation_id="creditRecord",
    summary="本人信用记录",
    responses=ERRORS,
)
def record(registration_id: str, here: Here, herself: SeeingCredit) -> dict[str, Any]:
    """All that is kept of her credit and who looked at it; that it was read is kept too."""
    return record_json(record_of(here.credit, registration_id, herself))


@router.post(
    "/credit-entries/{entry_id}/objection",
    operation_id="objectToCredit",
    summary="对信用记录提出异议",
    status_code=201,
    responses=ERRORS,
)
def object_to(
    entry_id: str, body: ObjectionWords, here: Here, herself: ObjectingToCredit
) -> dict[str, Any]:
    """At any time; the answer says by which day the bureau answers."""
    return objection_json(here.credit.object(entry_id, body.words, herself, body.needs_others))


@router.post(
    "/credit-entries/{entry_id}/answer",
    operation_id="answerCreditObjection",
    summary="答复对信用记录的异议",
    responses=ERRORS,
)
def answer(entry_id: str, body: Words, here: Here, officer: AnsweringCredit) -> dict[str, Any]:
    """Another officer than whose decision it is; the entry stands, the answer is told."""
    answered = here.credit.answer(entry_id, body.words, officer)
    return {"answered": [objection_json(each) for each in answered]}
