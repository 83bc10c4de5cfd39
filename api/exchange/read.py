"""A row of an exchange file as a registration: in force, ended, or a draft for her to sign."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from api.exchange.cells import Cells
from api.exchange.columns import Column, called
from api.exchange.record import Exchanged
from registry.actor import Role
from registry.errors import InvalidField
from registry.jobs.pay import PayUnit
from registry.registration.application import State
from registry.registration.claim import (
    Category,
    CertificateStatus,
    Claim,
    EmploymentType,
    Income,
    PlaceKind,
    Situation,
)
from registry.registration.exits import Exit, ExitCode, reported_exit
from registry.registration.record import Path, Registration
from registry.registration.register_answer import Source
from registry.workers.identity import Identity, Sex, read_identity

PLACE: Final = re.compile(r"\d{6}", re.ASCII)
WORK_PLACE: Final = re.compile(r"\d{6}(\d{3}){0,2}", re.ASCII)
EXITS: Final = frozenset(code.value for code in ExitCode)


def read(cells: Cells, as_of: date) -> Exchanged:
    """The registration of a row, without an id; InvalidField names the column at fault.

    In force or ended only where the row tells the day of her promise and her certificate; else a
    draft, and what has ended and was never promised is refused. as_of: no day may lie after it.
    """
    employment = cells.needed_code(Column.EMPLOYMENT)
    if "FLEXIBLE" not in employment.ours:
        reason = f"{employment.code} {employment.name}不是灵活就业，不在本登记范围。"
        raise InvalidField(Column.EMPLOYMENT, "not_flexible", reason)
    draft = Registration("", _claim(cells, as_of), State.DRAFT, Path.COMMITMENT)
    promised_on = _past(cells, Column.PROMISED, as_of)
    is_own_act = promised_on is not None and draft.claim.certificate_number != ""
    follows = _in_force if cells.needed_ours(Column.VALID) == "IN_FORCE" else _ended
    return Exchanged(follows(cells, draft, is_own_act, as_of), promised_on)


def _in_force(cells: Cells, draft: Registration, is_own_act: bool, as_of: date) -> Registration:
    if cells.text(Column.END):
        reason = "有效标志为有效，却填了终止日期：请改其中一项。"
        raise InvalidField(Column.END, "valid_and_ended", reason)
    if not is_own_act:
        return draft
    cells.needed(Column.REGISTERED)
    return replace(draft, state=State.ACTIVE, registered_on=_past(cells, Column.REGISTERED, as_of))


def _ended(cells: Cells, draft: Registration, is_own_act: bool, as_of: date) -> Registration:
    registered_on = _past(cells, Column.REGISTERED, as_of)
    one = replace(draft, registered_on=registered_on)
    if cells.ours(Column.END_REASON) == "REVOKED":
        return replace(one, state=State.REVOKED, ended_on=cells.day(Column.END))
    if not is_own_act:
        column = Column.CERTIFICATE if cells.text(Column.PROMISED) else Column.PROMISED
        reason = "已终止的登记须有本人承诺日期和就业创业证编号；没有的不能补签，也不导入。"
        raise InvalidField(column, "ended_unpromised", reason)
    found = _exit(cells, one.claim.start_date, as_of)
    return replace(one, state=State.EXITED, ended_on=found.on, exit=found)


def _exit(cells: Cells, started_on: date, as_of: date) -> Exit:
    code, on = _exit_code(cells), cells.needed_day(Column.END)
    found = reported_exit(code, on, Role.OFFICER, started_on, as_of)
    if not isinstance(found, Exit):
        raise InvalidField(Column.END, found.finding.code.lower(), found.finding.detail)
    source = cells.ours(Column.END_SOURCE)
    return replace(
        found,
        source=Source(source) if source else None,
        kind=cells.text(Column.END_KIND),
        since=cells.day(Column.END_SINCE),
    )


def _exit_code(cells: Cells) -> ExitCode:
    """The reason as it is told, else the one that another column leaves no doubt of."""
    for column in (Column.END_REASON, Column.NEXT_EMPLOYMENT, Column.CLOSES):
        code = cells.code(column)
        ours = {one.partition("/")[0] for one in code.ours} if code else set()
        if len(ours) == 1 and ours <= EXITS:
            return ExitCode(ours.pop())
    raise InvalidField(Column.END_REASON, "missing", "须填终止原因，代码见代码表。")


def _claim(cells: Cells, as_of: date) -> Claim:
    sex, first = cells.ours(Column.SEX), cells.ours(Column.FIRST)
    return Claim(
        identity=_identity(cells, as_of),
        name=cells.needed(Column.NAME),
        phone=cells.needed(Column.PHONE),
        place_kind=PlaceKind(cells.needed_ours(Column.PLACE_KIND)),
        place=_division(cells, Column.PLACE, PLACE, "6"),
        category=Category(cells.needed_ours(Column.CATEGORY)),
        start_date=cells.needed_day(Column.START),
        work_content=cells.needed(Column.WORK_CONTENT),
        work_place=_division(cells, Column.WORK_PLACE, WORK_PLACE, "6、9或12"),
        certificate=_certificate(cells),
        sex=Sex(sex) if sex else None,
        certificate_number=cells.text(Column.CERTIFICATE),
        occupation=cells.text(Column.OCCUPATION) or None,
        employment_type=EmploymentType(first) if first else None,
        engagements=cells.engagements(),
        income=_income(cells),
        work_address=cells.text(Column.WORK_ADDRESS),
        urban=cells.flag(Column.URBAN),
        situations=tuple(Situation(each) for each in cells.many(Column.SITUATIONS)),
        stops_benefit=bool(cells.flag(Column.STOPS_BENEFIT)),
    )


def _identity(cells: Cells, as_of: date) -> Identity:
    try:
        found = read_identity(cells.needed(Column.ID_NUMBER), as_of)
    except InvalidField as fault:
        raise InvalidField(Column.ID_NUMBER, fault.code, fault.reason) from fault
    if cells.day(Column.BORN) not in {None, found.born}:
        raise InvalidField(Column.BORN, "birth_mismatch", "与身份证号中的出生日期不同，请核对。")
    return found


def _certificate(cells: Cells) -> CertificateStatus:
    if cells.ours(Column.ISSUE) == CertificateStatus.ISSUED_NOW:
        return CertificateStatus.ISSUED_NOW
    held = cells.text(Column.CERTIFICATE)
    return CertificateStatus.HELD if held else CertificateStatus.NONE


def _income(cells: Cells) -> Income | None:
    amount, monthly = cells.number(Column.INCOME), cells.number(Column.MONTHLY)
    if amount is not None:
        return Income(amount, PayUnit(cells.needed_ours(Column.INCOME_UNIT)), monthly)
    return Income(monthly, PayUnit.MONTH, monthly) if monthly is not None else None


def _division(cells: Cells, column: Column, form: re.Pattern[str], digits: str) -> str:
    code = cells.needed(column)
    if not form.fullmatch(code):
        raise InvalidField(column, "division", f"应为{digits}位区划代码。")
    return code


def _past(cells: Cells, column: Column, as_of: date) -> date | None:
    found = cells.day(column)
    if found is not None and found > as_of:
        raise InvalidField(column, "in_future", f"{called(column)} {found} 还没有到，请核对。")
    return found
