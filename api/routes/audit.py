"""`/v1/audit`: what was done, by whom and where, for the audit administrator."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.problems import documented
from api.routes.dependencies import Limit, ReadDb
from api.security.caller import Caller, allowed
from api.store import audit
from registry.access.action import Action
from registry.access.principal import Resource
from registry.audit import AuditRecord

router = APIRouter(prefix="/v1/audit", tags=["audit"])
ReadingAudit = Annotated[Caller, allowed(Action.READ_AUDIT)]
EVERYBODYS: Final = Resource("审计记录", "")
MOST: Final = 2**53 - 1  # what every program reads as the same number


class Record(BaseModel):
    """One thing done. subject: to what, an id or a blind index. detail: JSON text."""

    sequence: int
    at: datetime
    actor: str
    office: str
    action: str
    subject: str
    detail: str
    hash: str


class Page(BaseModel):
    """Records in order. next: what to ask `after` for those behind; null where there are none."""

    items: list[Record]
    next: int | None


@router.get(
    "",
    operation_id="audit",
    summary="审计记录",
    responses=documented(401, 403, 422, 503),
)
def records(
    caller: ReadingAudit,
    connection: ReadDb,
    after: Annotated[int, Query(ge=0, le=MOST, description="这个序号之后的")] = 0,
    limit: Limit = 100,
) -> Page:
    """Every record by its number, the oldest first."""
    caller.on(EVERYBODYS)
    found = audit.after(connection, after, limit + 1)
    items = [_record(each) for each in found[:limit]]
    return Page(items=items, next=items[-1].sequence if len(found) > limit else None)


def _record(one: AuditRecord) -> Record:
    return Record(
        sequence=one.sequence,
        at=one.at,
        actor=one.actor,
        office=one.office,
        action=one.action,
        subject=one.subject,
        detail=one.detail,
        hash=one.hash,
    )
