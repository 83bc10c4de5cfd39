"""What is known of a person for her entitlements: each fact with who says so, and since when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Generic, NamedTuple, TypeVar

from registry.registration.claim import Category
from registry.registration.exits import ExitCode
from registry.registration.retirement import RetireClass
from registry.workers.identity import Sex

_Value_co = TypeVar("_Value_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Told(Generic[_Value_co]):
    """A fact. source: who says so, in Chinese; on: the day on which it was said."""

    value: _Value_co
    source: str
    on: date


class Circumstance(StrEnum):
    """What of herself a person may tell, because a policy asks for it; none of it need be told."""

    ZERO_EMPLOYMENT_FAMILY = "zero_employment_family"
    ZERO_TRANSFER_FAMILY = "zero_transfer_family"
    SINGLE_PARENT = "single_parent"
    LIVING_ALLOWANCE = "living_allowance"
    DISABILITY_CERTIFICATE = "disability_certificate"
    LOST_LAND = "lost_land"
    OTHER_HARDSHIP = "other_hardship"
    FORMERLY_POOR = "formerly_poor"
    VETERAN = "veteran"
    RELEASED = "released"
    STUDENT = "student"
    CAPACITY_CUT = "capacity_cut"
    RETURNED_MIGRANT = "returned_migrant"
    ONLINE_SHOP = "online_shop"
    RURAL_FOUNDER = "rural_founder"
    HMT_YOUTH = "hmt_youth"


CIRCUMSTANCE_NAMES: Final = {
    Circumstance.ZERO_EMPLOYMENT_FAMILY: "城镇零就业家庭成员",
    Circumstance.ZERO_TRANSFER_FAMILY: "农村零转移就业贫困家庭成员",
    Circumstance.SINGLE_PARENT: "独自抚养未成年子女",
    Circumstance.LIVING_ALLOWANCE: "享受最低生活保障",
    Circumstance.DISABILITY_CERTIFICATE: "持有残疾人证",
    Circumstance.LOST_LAND: "失去土地等生产资料",
    Circumstance.OTHER_HARDSHIP: "人社部门确认的其他就业困难情形",
    Circumstance.FORMERLY_POOR: "脱贫人口",
    Circumstance.VETERAN: "退役军人",
    Circumstance.RELEASED: "刑满释放人员",
    Circumstance.STUDENT: "在校大学生",
    Circumstance.CAPACITY_CUT: "化解过剩产能企业职工和失业人员",
    Circumstance.RETURNED_MIGRANT: "返乡创业农民工",
    Circumstance.ONLINE_SHOP: "网络商户（开网店、直播带货等）",
    Circumstance.RURAL_FOUNDER: "农村自主创业农民",
    Circumstance.HMT_YOUTH: "港澳台青年",
}


class School(StrEnum):
    """From what kind of school somebody graduated."""

    HIGHER = "higher"  # 普通高校（大专、本科、研究生）
    TECHNICIAN = "technician"  # 技师学院高级工班、预备技师班，特殊教育院校职业教育类
    OTHER = "other"  # 其他学校


SCHOOL_NAMES: Final = {
    School.HIGHER: "普通高校（大专、本科、研究生）",
    School.TECHNICIAN: "技师学院高级工班、预备技师班，或特殊教育院校职业教育类",
    School.OTHER: "其他学校",
}


class Rhythm(StrEnum):
    """How often somebody pays her own premiums."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


RHYTHM_NAMES: Final = {
    Rhythm.MONTHLY: "按月缴",
    Rhythm.QUARTERLY: "按季缴",
    Rhythm.HALF_YEARLY: "按半年缴",
    Rhythm.YEARLY: "按年缴",
}


class PlatformWork(StrEnum):
    """For which kind of platform she takes orders."""

    RIDE = "ride"
    DELIVERY = "delivery"
    FREIGHT = "freight"
    NONE = "none"


PLATFORM_NAMES: Final = {
    PlatformWork.RIDE: "网约车",
    PlatformWork.DELIVERY: "外卖、即时配送",
    PlatformWork.FREIGHT: "同城货运",
    PlatformWork.NONE: "都不是",
}


class Group(StrEnum):
    """The two groups whose premiums are subsidised; never both at once."""

    H = "H"
    G2 = "G2"


GROUP_NAMES: Final = {Group.H: "就业困难人员", Group.G2: "离校2年内未就业高校毕业生"}


class FlexibleWork(NamedTuple):
    """Her registration of flexible work; registered_on None: she has none in force or ended.

    ended: the first day that it no longer covers.
    """

    registered_on: date | None = None
    started: date | None = None
    category: Category | None = None
    ended: date | None = None
    exit: ExitCode | None = None

    def is_active(self, day: date) -> bool:
        """Whether it covers a day."""
        has_begun = self.registered_on is not None and self.registered_on <= day
        return has_begun and (self.ended is None or day < self.ended)


class Drawn(NamedTuple):
    """Premium subsidy already drawn. first_approved: None for never; months: >= 0, as `group`."""

    first_approved: date | None = None
    months: int = 0
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known; None: nobody has told. A told None says that there is no such thing.

    county: of her work, else of her home. paid_through: first day of the last month for which she
    paid pension premiums as a flexible worker. unemployed_since: of an unemployment registration in
    force. licensed_since, pension_since: of a licence or pension in force. worked_since_graduation:
    for a unit or with a licence, before the flexible work. training_in_list: the office has said
    that she is among those whose training is subsidised.
    """

    county: str = ""
    born: Told[date] | None = None
    sex: Told[Sex] | None = None
    retire_class: Told[RetireClass] | None = None
    work: Told[FlexibleWork] | None = None
    paid_through: Told[date | None] | None = None
    rhythm: Told[Rhythm] | None = None
    pension_since: Told[date | None] | None = None
    unit_employed: Told[bool] | None = None
    licensed_since: Told[date | None] | None = None
    unemployed_since: Told[date | None] | None = None
    platform_insured: Told[bool] | None = None
    worked_since_graduation: Told[bool] | None = None
    circumstances: Told[frozenset[Circumstance]] | None = None
    graduated_on: Told[date | None] | None = None
    school: Told[School] | None = None
    hardship_on: Told[date | None] | None = None
    drawn: Told[Drawn] | None = None
    trained_on: Told[date | None] | None = None
    startup_trained_on: Told[date | None] | None = None
    training_in_list: Told[bool] | None = None
    platform: Told[PlatformWork] | None = None
    loans_taken: Told[int] | None = None
    tax_relief_used: Told[bool] | None = None
