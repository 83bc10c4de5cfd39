"""The questions of 灵活就业登记, one a page: their fields, and what is wrong with an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from api.feeds.claim import read_claim
from api.pages.forms import Fault
from api.reference import Reference
from registry.errors import InvalidField
from registry.registration.claim import (
    Category,
    CertificateStatus,
    Claim,
    EmploymentType,
    PlaceKind,
)
from registry.registration.entry import PLACE_NAMES, entry_faults
from registry.registration.scope import CATEGORY_NAMES

Answers = Mapping[str, str]
WORK: Final = PlaceKind.WORK.value
PART_TIME: Final = Category.B_PART_TIME.value


@dataclass(frozen=True, slots=True)
class Step:
    """One question. codes: the faults of an application that are about it."""

    name: str
    title: str
    fields: tuple[str, ...]
    codes: frozenset[str] = frozenset()


STEPS: Final = (
    Step("who", "您是谁？", ("name", "id_no", "phone"), frozenset({"NAME", "PHONE"})),
    Step("category", "您是哪一种灵活就业？", ("category",)),
    Step("work", "您做什么工作？", ("work_content", "employer"), frozenset({"WORK_CONTENT"})),
    Step(
        "since",
        "哪天开始做的？",
        ("start_date", "employment_type"),
        frozenset({"START_IN_FUTURE", "START_UNDER_16", "OVERLAP"}),
    ),
    Step("where", "在哪儿做？", ("work_place", "work_address"), frozenset({"WORK_PLACE"})),
    Step("place", "按哪个地方登记？", ("place_kind", "place"), frozenset({"PLACE"})),
    Step(
        "certificate",
        "有《就业创业证》吗？",
        ("certificate", "certificate_number"),
        frozenset({"CERTIFICATE_MISSING", "CERTIFICATE_NUMBER"}),
    ),
    Step(
        "hours", "在这家单位干多少小时？", ("hours_per_day", "hours_per_week"), frozenset({"HOURS"})
    ),
)
NAMES: Final = tuple(step.name for step in STEPS)
FIELDS: Final = tuple(name for step in STEPS for name in step.fields)
CATEGORIES: Final = tuple((each.value, CATEGORY_NAMES[each]) for each in Category)
PLACE_KINDS: Final = tuple((each.value, PLACE_NAMES[each]) for each in PlaceKind)
CERTIFICATES: Final = (
    (CertificateStatus.HELD.value, "有"),
    (CertificateStatus.ISSUED_NOW.value, "没有，这次一起免费办"),
)
TYPES: Final = (
    (EmploymentType.FIRST.value, "第一次就业"),
    (EmploymentType.RE.value, "以前工作过，失业后再就业"),
)
# What must be answered, and how it is asked for where it is not.
NEEDED: Final = {
    "name": "请填写姓名。",
    "id_no": "请填写身份证号，18 位。",
    "phone": "请填写联系电话。",
    "category": "请选一种。",
    "work_content": "请写做什么，2 个字以上。",
    "start_date": "请填写哪天开始的。",
    "work_place": "请选在哪个县区做。",
    "place_kind": "请选按哪个地方登记。",
    "place": "请选县区。",
    "certificate": "请选有没有。",
    "hours_per_day": "请填写平均每天几小时。",
    "hours_per_week": "请填写平均每周几小时。",
}
PLACES: Final = ("place_kind", "work_place", "place")
# A claim in which what is not yet answered is beyond doubt, so that one answer is judged alone.
BEYOND_DOUBT: Final = {
    "id_no": "371399198001010016",
    "name": "未填",
    "phone": "13800000000",
    "category": Category.C_NEW_FORM.value,
    "work_content": "未填",
    "place_kind": PlaceKind.RESIDENCE.value,
    "certificate": CertificateStatus.HELD.value,
}


def asked(answers: Answers) -> tuple[Step, ...]:
    """The questions that these answers lead to: hours are asked of part-time work alone."""
    return tuple(
        step for step in STEPS if step.name != "hours" or answers.get("category") == PART_TIME
    )


def next_step(answers: Answers, name: str) -> str:
    """The question after one; "" where all are answered."""
    names = [step.name for step in asked(answers)]
    place = names.index(name) + 1 if name in names else len(names)
    return names[place] if place < len(names) else ""


def faults_of(
    step: Step, answers: Answers, reference: Reference, as_of: date, office: str
) -> tuple[Fault, ...]:
    """What is wrong with the answer to one question, by the rules of the whole application."""
    lacking = [
        Fault(name, NEEDED[name])
        for name in step.fields
        if name in NEEDED and not answers.get(name, "").strip() and not _is_implied(name, answers)
    ]
    if lacking:
        return tuple(lacking)
    own = {name: answers.get(name, "") for name in step.fields}
    places = {name: answers[name] for name in PLACES if answers.get(name)}
    kind = {"category": answers["category"]} if answers.get("category") else {}
    known = BEYOND_DOUBT | places | kind | own
    try:
        claim = read_claim(_row(known, _somewhere(reference, office), as_of), reference, as_of)
    except InvalidField as error:
        name = next((part for part in error.field.split(".")[::-1] if part in step.fields), "")
        return (Fault(name, error.reason),) if name else ()
    found = entry_faults(claim, None, (), as_of, office)
    return tuple(Fault(step.fields[0], each.detail) for each in found if each.code in step.codes)


def claim_of(answers: Answers, reference: Reference, as_of: date) -> Claim:
    """The application that the answers make; InvalidField where one of them cannot be read."""
    return read_claim(_row(answers, "", as_of), reference, as_of)


def _is_implied(name: str, answers: Answers) -> bool:
    """By her place of work she registers where she works: it is not asked twice."""
    return name == "place" and answers.get("place_kind") == WORK


def _somewhere(reference: Reference, office: str) -> str:
    return office or next(iter(reference.gazetteer)).code


def _row(answers: Answers, somewhere: str, as_of: date) -> dict[str, Any]:
    """Answers as a claim is sent. somewhere, as_of: where no place and no day is answered yet."""
    work_place = answers.get("work_place") or somewhere
    place = work_place if answers.get("place_kind") == WORK else answers.get("place") or somewhere
    row: dict[str, Any] = {
        name: answers.get(name, "")
        for name in (
            "id_no", "name", "phone", "place_kind", "category", "work_content", "work_address",
            "certificate",
        )
    }  # fmt: skip
    row |= {
        "place": place,
        "work_place": work_place,
        "start_date": answers.get("start_date") or as_of.isoformat(),
    }
    if answers.get("certificate") == CertificateStatus.HELD.value:
        row["certificate_number"] = answers.get("certificate_number", "")
    if answers.get("employment_type"):
        row["employment_type"] = answers["employment_type"]
    if answers.get("employer") or answers.get("hours_per_day"):
        row["engagements"] = [_engagement(answers)]
    return row


def _engagement(answers: Answers) -> dict[str, Any]:
    hours = {
        name: _number(answers[name])
        for name in ("hours_per_day", "hours_per_week")
        if answers.get(name) and answers.get("category") == PART_TIME
    }
    is_platform = answers.get("category") == Category.C_NEW_FORM.value
    return {"employer": answers.get("employer", ""), "platform": is_platform} | hours


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
