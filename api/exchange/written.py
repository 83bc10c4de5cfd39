"""A registration as the cells of one row, on its way out."""

from collections.abc import Mapping
from typing import Final

from api.exchange.cells import day_cell, engagements_cell, flag_cell, number_cell
from api.exchange.codes import Codes
from api.exchange.columns import Column
from api.exchange.record import Exchanged
from registry.registration.application import State
from registry.registration.claim import CertificateStatus, Claim
from registry.registration.exits import Exit
from registry.registration.record import Registration

Row = Mapping[Column, str]
NOT_IN_FORCE: Final = frozenset({State.EXITED, State.REVOKED, State.REFUSED})


def written(one: Exchanged, codes: Codes) -> Row:
    """Every column of a registration; what is not told is empty."""
    registration = one.registration
    return (
        _person(registration.claim, codes)
        | _work(registration.claim, codes)
        | _life(registration, codes)
        | {Column.PROMISED: day_cell(one.promised_on)}
    )


def _person(claim: Claim, codes: Codes) -> dict[Column, str]:
    is_issued = claim.certificate is CertificateStatus.ISSUED_NOW
    return {
        Column.ID_NUMBER: claim.identity.number,
        Column.NAME: claim.name,
        Column.SEX: codes.written(Column.SEX, claim.sex) if claim.sex else "",
        Column.BORN: day_cell(claim.identity.born),
        Column.PHONE: claim.phone,
        Column.CERTIFICATE: claim.certificate_number,
        Column.ISSUE: codes.written(Column.ISSUE, claim.certificate) if is_issued else "",
        Column.PLACE_KIND: codes.written(Column.PLACE_KIND, claim.place_kind),
        Column.PLACE: claim.place,
        Column.SITUATIONS: "；".join(
            codes.written(Column.SITUATIONS, each) for each in claim.situations
        ),
        Column.STOPS_BENEFIT: flag_cell(claim.stops_benefit or None, codes),
    }


def _work(claim: Claim, codes: Codes) -> dict[Column, str]:
    first, income = claim.employment_type, claim.income
    return {
        Column.EMPLOYMENT: codes.written(Column.EMPLOYMENT, "FLEXIBLE"),
        Column.FIRST: codes.written(Column.FIRST, first) if first else "",
        Column.CATEGORY: codes.written(Column.CATEGORY, claim.category),
        Column.START: day_cell(claim.start_date),
        Column.WORK_CONTENT: claim.work_content,
        Column.OCCUPATION: claim.occupation or "",
        Column.WORK_PLACE: claim.work_place,
        Column.WORK_ADDRESS: claim.work_address,
        Column.URBAN: flag_cell(claim.urban, codes),
        Column.ENGAGEMENTS: engagements_cell(claim.engagements),
        Column.INCOME: number_cell(income.amount) if income else "",
        Column.INCOME_UNIT: codes.written(Column.INCOME_UNIT, income.unit) if income else "",
        Column.MONTHLY: number_cell(income.monthly) if income else "",
    }


def _life(one: Registration, codes: Codes) -> dict[Column, str]:
    ended = one.exit
    reason = "REVOKED" if one.state is State.REVOKED else ended.code if ended else ""
    return {
        Column.VALID: codes.written(
            Column.VALID, "ENDED" if one.state in NOT_IN_FORCE else "IN_FORCE"
        ),
        Column.REGISTERED: day_cell(one.registered_on),
        Column.CLOSES: codes.written(Column.CLOSES, *_closing(one)),
        Column.END: day_cell(one.ended_on),
        Column.END_REASON: codes.written(Column.END_REASON, reason),
        Column.NEXT_EMPLOYMENT: ended.employment if ended else "",
        **_ground(ended, codes),
    }


def _closing(one: Registration) -> tuple[str, ...]:
    """What an open unemployment registration of hers is closed by (R3.4), the nearest first."""
    if one.exit is not None:
        return f"{one.exit.code}/{one.exit.employment}", one.exit.code
    return ("REGISTERED",) if one.state is State.ACTIVE else ()


def _ground(ended: Exit | None, codes: Codes) -> dict[Column, str]:
    source = ended.source if ended else None
    return {
        Column.END_SOURCE: codes.written(Column.END_SOURCE, source) if source else "",
        Column.END_KIND: ended.kind if ended else "",
        Column.END_SINCE: day_cell(ended.since if ended else None),
    }
