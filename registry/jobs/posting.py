"""A posting: one offer of work, as the job library holds it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from registry.jobs.hours import Hours
from registry.jobs.pay import Pay
from registry.jobs.pay_terms import PayTerm
from registry.places import Place


class Profile(StrEnum):
    """Which rules a posting is held to (RULEBOOK R7.5)."""

    PUBLIC = "public"  # 公开发布：缺项不发布
    ARCHIVE = "archive"  # 存档评测：缺项只标记，永不发布、永不过期


class PostingState(StrEnum):
    """Where a posting stands in its life."""

    PUBLISHED = "published"  # 已发布
    HELD = "held"  # 待补正
    ARCHIVED = "archived"  # 存档，仅供评测
    FILLED = "filled"  # 已招满
    EXPIRED = "expired"  # 已过有效期
    WITHDRAWN = "withdrawn"  # 已撤回
    REMOVED = "removed"  # 投诉属实，已下架
    UNSENT = "unsent"  # 来源不再发送
    RECEIVED = "received"  # 已收到，未判定：只在一次办理之内，不入库


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a posting asks of whoever takes it; empty or None where it asks or says nothing.

    certificates, own_equipment: canonical names of data/occupations. education: a level of
    registry.workers.education. experience_years >= 0.
    """

    certificates: tuple[str, ...] = ()
    preferred_certificates: tuple[str, ...] = ()
    own_equipment: tuple[str, ...] = ()
    education: str | None = None
    experience_years: float | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """One offer of work; (source, source_id) names it for ever.

    occupation: a code of the 2022 classification such as `4-10-08-01`, or None when unsure.
    pay_terms: the rules of pay that its text states. tags: the source's own short labels.
    flags: codes of what is missing or odd, e.g. `pay_missing`.
    holds: codes of what keeps it from being published (public profile only).
    published_on: first day it was seen; valid_until: last day it stands, None if not said.
    """

    source: str
    source_id: str
    title: str
    description: str = ""
    employer: str = ""
    uscc: str | None = None
    occupation: str | None = None
    occupation_label: str = ""
    pay: Pay | None = None
    pay_terms: tuple[PayTerm, ...] = ()
    hours: Hours = field(default_factory=Hours)
    place: Place = field(default_factory=Place)
    requirements: Requirements = field(default_factory=Requirements)
    tags: tuple[str, ...] = ()
    welfare: tuple[str, ...] = ()
    meals: bool | None = None
    lodging: bool | None = None
    headcount: int | None = None
    published_on: date | None = None
    valid_until: date | None = None
    contact: str = ""
    source_name: str = ""
    source_url: str = ""
    profile: Profile = Profile.PUBLIC
    state: PostingState = PostingState.PUBLISHED
    flags: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The posting's one name, `source:source_id`."""
        return f"{self.source}:{self.source_id}"
