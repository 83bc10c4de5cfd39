"""An application as it is sent: a JSON object becomes a claim, or says what is wrong where."""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field

from api.feeds import values
from api.feeds.strict import Strict, Text, checked
from api.reference import Reference
from registry.errors import InvalidField
from registry.jobs.pay import PayUnit
from registry.registration.claim import (
    Category,
    CertificateStatus,
    Claim,
    EmploymentType,
    Engagement,
    Income,
    PlaceKind,
    Situation,
)
from registry.workers.identity import Sex, read_identity
from registry.workers.person_name import read_name
from registry.workers.phone import read_phone

Chosen = Field(strict=False)  # an enum by its value
SEXES: Final = {"男": Sex.MALE, "女": Sex.FEMALE, "1": Sex.MALE, "2": Sex.FEMALE}
Hours = Annotated[float, Field(gt=0, le=168)]


class EngagementPart(Strict):
    """Work for one employer or platform."""

    employer: Text = ""
    hours_per_day: Annotated[float, Field(gt=0, le=24)] | None = None
    hours_per_week: Hours | None = None
    platform: bool = False
    written_agreement: bool | None = None


class IncomePart(Strict):
    """What she earns, as she tells it; CNY a unit."""

    amount: Annotated[float, Field(ge=0, le=10_000_000)]
    unit: Annotated[PayUnit, Chosen]
    monthly: Annotated[float, Field(ge=0, le=10_000_000)] | None = None


class ClaimRow(Strict):
    """An application as it is sent. place, work_place: a code of six digits, or a name."""

    id_no: Text
    name: Text
    phone: Text
    place_kind: Annotated[PlaceKind, Chosen]
    place: Text
    category: Annotated[Category, Chosen]
    start_date: Annotated[date, Chosen]
    work_content: Text
    work_place: Text
    certificate: Annotated[CertificateStatus, Chosen]
    certificate_number: Text = ""
    sex: Text = ""
    occupation: Text = ""
    employment_type: Annotated[EmploymentType, Chosen] | None = None
    engagements: Annotated[list[EngagementPart], Field(max_length=20)] = Field(default_factory=list)
    income: IncomePart | None = None
    work_address: Text = ""
    urban: bool | None = None
    situations: list[Annotated[Situation, Chosen]] = Field(default_factory=list)
    stops_benefit: bool = False


def read_claim(data: dict[str, Any], reference: Reference, as_of: date) -> Claim:
    """The claim of a row; InvalidField names the field, a code and a reason, never the value."""
    row = checked(ClaimRow, data)
    if unknown := [key for key in row.model_extra or () if not key.startswith("_")]:
        known = "、".join(ClaimRow.model_fields)
        raise InvalidField(unknown[0], "unknown_field", f"没有这一项，可以写的有：{known}。")
    return Claim(
        identity=read_identity(row.id_no, as_of),
        name=read_name(row.name),
        phone=read_phone(row.phone),
        place_kind=row.place_kind,
        place=_division(row.place, "place", reference),
        category=row.category,
        start_date=row.start_date,
        work_content=row.work_content,
        work_place=_division(row.work_place, "work_place", reference),
        certificate=row.certificate,
        sex=_sex(row.sex),
        certificate_number=row.certificate_number,
        occupation=_occupation(row.occupation, reference),
        employment_type=row.employment_type,
        engagements=tuple(Engagement(**part.model_dump()) for part in row.engagements),
        income=Income(**row.income.model_dump()) if row.income else None,
        work_address=row.work_address,
        urban=row.urban,
        situations=tuple(row.situations),
        stops_benefit=row.stops_benefit,
    )


def _division(text: str, field: str, reference: Reference) -> str:
    known = reference.gazetteer.get(text)
    return known.code if known else values.place_code(text, field, reference.gazetteer)


def _sex(text: str) -> Sex | None:
    if text and text not in SEXES:
        raise InvalidField("sex", "not_a_choice", "性别请写 男 或 女。")
    return SEXES.get(text)


def _occupation(text: str, reference: Reference) -> str | None:
    if not text:
        return None
    with values.in_field("occupation"):
        return reference.occupations.find(text).code
