"""What a person states when she registers flexible work: person and employment (63号 二)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from registry.jobs.pay import PayUnit
from registry.workers.identity import Identity, Sex


class Category(StrEnum):
    """The four categories of 63号 一."""

    A_SOLO = "A_SOLO"  # 个体经营（无营业执照）
    B_PART_TIME = "B_PART_TIME"  # 非全日制从业人员
    C_NEW_FORM = "C_NEW_FORM"  # 新就业形态
    D_OTHER = "D_OTHER"  # 法律法规规章规定的其他灵活就业人员


class PlaceKind(StrEnum):
    """By which of her places a person registers; any one of them will do (63号 三)."""

    HUKOU = "HUKOU"  # 户籍地
    RESIDENCE = "RESIDENCE"  # 常住地
    WORK = "WORK"  # 就业地
    INSURED = "INSURED"  # 参保地


class CertificateStatus(StrEnum):
    """Whether she holds the 就业创业证, which is a precondition (63号 三)."""

    HELD = "HELD"  # 已持有
    ISSUED_NOW = "ISSUED_NOW"  # 本次办理时领取
    NONE = "NONE"  # 没有


class EmploymentType(StrEnum):
    """就业类型 of 63号 二."""

    FIRST = "FIRST"  # 初次就业
    RE = "RE"  # 失业再就业


class Situation(StrEnum):
    """What the notice does not name but a person must look at (R1.7)."""

    FULL_TIME_STUDENT = "FULL_TIME_STUDENT"  # 全日制在校学生
    SERVING_SOLDIER = "SERVING_SOLDIER"  # 现役军人
    PRISONER = "PRISONER"  # 服刑人员
    UNABLE_TO_WORK = "UNABLE_TO_WORK"  # 完全丧失劳动能力


@dataclass(frozen=True, slots=True)
class Engagement:
    """Work for one employer or platform: mean hours of the reference weeks (R1.4B').

    hours_per_day in (0, 24], hours_per_week in (0, 168]; None where not told. written_agreement:
    whether there is one; None where not told.
    """

    employer: str = ""
    hours_per_day: float | None = None
    hours_per_week: float | None = None
    platform: bool = False
    written_agreement: bool | None = None


@dataclass(frozen=True, slots=True)
class Income:
    """Income as it was told: CNY >= 0 a unit, and what it comes to a month."""

    amount: float
    unit: PayUnit
    monthly: float | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One application's content. place: code of the place she registers by, of kind `place_kind`.

    sex: as stated, which the identity number may contradict. urban: of the work place by
    统计用城乡划分, None where not known. stops_benefit: she confirmed that her unemployment benefit
    ends.
    """

    identity: Identity
    name: str
    phone: str
    place_kind: PlaceKind
    place: str
    category: Category
    start_date: date
    work_content: str
    work_place: str
    certificate: CertificateStatus
    sex: Sex | None = None
    certificate_number: str = ""
    occupation: str | None = None
    employment_type: EmploymentType | None = None
    engagements: tuple[Engagement, ...] = ()
    income: Income | None = None
    work_address: str = ""
    urban: bool | None = None
    situations: tuple[Situation, ...] = field(default=())
    stops_benefit: bool = False
