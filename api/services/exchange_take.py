"""One registration of the provincial system into the store: new, known, or in conflict."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from api.database import writing
from api.exchange.check import doubts_of_claim, promise_of
from api.exchange.columns import Column
from api.exchange.compare import DECIDED, conflict, differences, meets
from api.exchange.record import Exchanged
from api.services.exchange_clerk import Clerk
from api.services.exchange_report import Conflict, ImportReport
from api.services.profiles import follow
from api.services.registration_change import note
from api.store import commitments, doubts, registrations
from registry.errors import InvalidField
from registry.registration.application import IN_PROGRESS, State
from registry.registration.record import Registration
from registry.verdict import Finding

TAKEN: Final = {State.ACTIVE: "active", State.EXITED: "exited", State.DRAFT: "drafts"}
KNOWN: Final = "unchanged"
TOLD: Final = {
    State.ACTIVE: "您在省公共就业系统的灵活就业登记已转入本市，不需要重复填报；"
    "如有不符，请告知我们更正。",
    State.DRAFT: "您在省公共就业系统的灵活就业信息已转为草稿：请核对，由本人签署承诺书后提交；"
    "不提交就不办理登记。",
}


def take(clerk: Clerk, row: int, one: Exchanged, report: ImportReport) -> None:
    """Take one over; what stands here is never overwritten. InvalidField: it cannot be taken.

    What tells otherwise than a registration decided here opens a doubt on that one, once.
    """
    try:
        _take(clerk, row, one, report)
    except IntegrityError:  # another desk was first
        _take(clerk, row, one, report)


def _take(clerk: Clerk, row: int, one: Exchanged, report: ImportReport) -> None:
    with writing(clerk.engine) as connection:
        hers = _of_person(clerk, connection, one)
        decided = [
            each
            for state in DECIDED
            for each in hers
            if each.state is state and meets(each, one.registration)
        ]
        if decided:
            _compare(clerk, connection, row, decided, one, report)
        elif _is_known(clerk, hers, one):
            report.taken[KNOWN] += 1
        else:
            report.doubts += _add(clerk, connection, one)
            report.taken[TAKEN[one.registration.state]] += 1


def _of_person(clerk: Clerk, connection: Connection, one: Exchanged) -> list[Registration]:
    person = clerk.keys.person(one.registration.claim.identity.number)
    briefs = registrations.of_person(connection, person)
    found = (registrations.get(connection, clerk.keys, each.id) for each in briefs)
    return [each for each in found if each is not None]


def _compare(
    clerk: Clerk,
    connection: Connection,
    row: int,
    decided: Sequence[Registration],
    one: Exchanged,
    report: ImportReport,
) -> None:
    """Known where one here says the same; else a doubt on the first."""
    found = [differences(each, one, clerk.codes) for each in decided]
    if not all(found):
        report.taken[KNOWN] += 1
        return
    new = _doubt(clerk, connection, decided[0], [conflict(found[0])])
    report.conflicts.append(Conflict(row, decided[0].id, tuple(found[0]), bool(new)))
    report.doubts += new


def _is_known(clerk: Clerk, hers: Iterable[Registration], one: Exchanged) -> bool:
    """Whether she has, or withdrew, a draft of the same; InvalidField: none may be made."""
    if one.registration.state is State.REVOKED:
        reason = "撤销由工作人员在本系统办理，不能由文件导入。"
        raise InvalidField(Column.END_REASON, "revoked", reason)
    if one.registration.state is not State.DRAFT:
        return False
    if any(each.state not in DECIDED and not differences(each, one, clerk.codes) for each in hers):
        return True
    other = next((each for each in hers if each.state in IN_PROGRESS), None)
    if other is not None:
        reason = f"本人已有一份办理中的申请（{other.id}），以本人填写的为准。"
        raise InvalidField("", "in_progress", reason)
    return False


def _add(clerk: Clerk, connection: Connection, one: Exchanged) -> int:
    """Put a new one in; how many doubts it raises by itself."""
    made = replace(one.registration, id=token_hex(16))
    registrations.add(connection, clerk.keys, made, clerk.at)
    promise = promise_of(one.promised_on)
    if promise is not None and made.state is not State.DRAFT:
        commitments.put(connection, made.id, promise)
    _note(clerk, connection, made, "import", promised_on=one.promised_on)
    follow(connection, clerk.keys, None, made, clerk.at)
    if told := TOLD.get(made.state):
        registrations.tell(connection, clerk.keys, made.id, told, clerk.at)
    if made.state is not State.ACTIVE:
        return 0
    return _doubt(clerk, connection, made, doubts_of_claim(one, clerk.today))


def _doubt(clerk: Clerk, connection: Connection, on: Registration, found: list[Finding]) -> int:
    new = doubts.open_new(connection, clerk.keys, on.id, found, clerk.at)
    for each in new:
        _note(clerk, connection, on, "doubt_opened", code=each.code)
    return len(new)


def _note(
    clerk: Clerk, connection: Connection, on: Registration, action: str, **detail: object
) -> None:
    note(connection, clerk.keys, clerk.actor, action, on, clerk.at, **detail)
