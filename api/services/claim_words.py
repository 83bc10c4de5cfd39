"""A claim in the words of the office: each field with its name, masked as a role sees it."""

from collections.abc import Callable
from typing import Final

from api.reference import Reference
from registry.access.account_role import AccountRole
from registry.access.fields import CLAIM_FIELDS, FULL, masked
from registry.jobs.pay import UNIT_LABELS
from registry.registration.claim import CertificateStatus, Claim, EmploymentType, Engagement
from registry.registration.entry import PLACE_NAMES
from registry.registration.scope import CATEGORY_NAMES, SITUATION_NAMES
from registry.workers.identity import Sex

SEX_NAMES: Final = {Sex.MALE: "男", Sex.FEMALE: "女"}
CERTIFICATE_NAMES: Final = {
    CertificateStatus.HELD: "已持有",
    CertificateStatus.ISSUED_NOW: "本次办理时领取",
    CertificateStatus.NONE: "没有",
}
TYPE_NAMES: Final = {EmploymentType.FIRST: "初次就业", EmploymentType.RE: "失业再就业"}
NOT_SAID: Final = "没有写"
SAYS: Final[dict[str, tuple[str, Callable[[Claim, Reference], str]]]] = {
    "name": ("姓名", lambda one, _: one.name),
    "id_no": ("身份证号", lambda one, _: one.identity.number),
    "phone": ("手机号", lambda one, _: one.phone),
    "sex": ("性别", lambda one, _: SEX_NAMES[one.sex] if one.sex else ""),
    "place": (
        "登记地",
        lambda one, here: f"{_division(here, one.place)}（{PLACE_NAMES[one.place_kind]}）",
    ),
    "category": ("类别", lambda one, _: CATEGORY_NAMES[one.category]),
    "occupation": ("职业", lambda one, here: _occupation(here, one.occupation)),
    "work_place": ("就业地", lambda one, here: _division(here, one.work_place)),
    "work_address": ("工作地址", lambda one, _: one.work_address),
    "certificate": ("就业创业证", lambda one, _: CERTIFICATE_NAMES[one.certificate]),
    "certificate_number": ("证号", lambda one, _: one.certificate_number),
    "situations": (
        "特别情形",
        lambda one, _: "、".join(SITUATION_NAMES[each] for each in one.situations),
    ),
}
PROMISED: Final = "已承诺"


def claim_words(
    claim: Claim, role: AccountRole, here: Reference, in_full: bool = False
) -> tuple[tuple[str, str], ...]:
    """What a role sees of a claim, as names and words; her number masked unless shown in full."""
    fields = CLAIM_FIELDS.get(role, {})
    words = []
    for field, (name, read) in SAYS.items():
        if field not in fields:
            continue
        said = read(claim, here)
        is_open = fields[field] is FULL and (field != "id_no" or in_full)
        words.append((name, (said if is_open else masked(field, said)) or NOT_SAID))
    return tuple(words)


def stated_words(statement: str, claim: Claim) -> str:
    """What she said of a statement (registry/registration/badges.py)."""
    return STATED[statement](claim) if statement in STATED else PROMISED


def _division(here: Reference, code: str) -> str:
    found = here.gazetteer.get(code)
    return found.full_name if found else code


def _occupation(here: Reference, code: str | None) -> str:
    found = here.occupations.get(code) if code else None
    return found.name if found else code or ""


def _engagement(one: Engagement) -> str:
    parts = [one.employer or "单位没有写"]
    if one.hours_per_day is not None:
        parts.append(f"每天 {one.hours_per_day:g} 小时")
    if one.hours_per_week is not None:
        parts.append(f"每周 {one.hours_per_week:g} 小时")
    if one.platform:
        parts.append("平台")
    return "，".join(parts)


def _income(one: Claim) -> str:
    if one.income is None:
        return NOT_SAID
    monthly = f"，合每月 {one.income.monthly:g} 元" if one.income.monthly is not None else ""
    return f"{one.income.amount:g} {UNIT_LABELS[one.income.unit]}{monthly}"


# What she said of each statement that has a badge; of the others she promised it.
STATED: Final[dict[str, Callable[[Claim], str]]] = {
    "start_date": lambda one: one.start_date.isoformat(),
    "work_content": lambda one: one.work_content,
    "work_hours": lambda one: "；".join(map(_engagement, one.engagements)) or NOT_SAID,
    "income": _income,
    "employment_type": lambda one: (
        TYPE_NAMES[one.employment_type] if one.employment_type else NOT_SAID
    ),
}
