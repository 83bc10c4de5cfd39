"""Who acts: the person, an officer, a firm or the system."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """In which role."""

    PERSON = "person"  # 本人
    OFFICER = "officer"  # 工作人员
    SYSTEM = "system"  # 系统
    FIRM = "firm"  # 用人单位、平台企业


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, at which office (a division code; "" for the person herself)."""

    id: str
    role: Role
    office: str = ""


THE_SYSTEM: Final = Actor("system", Role.SYSTEM)
ROLE_NAMES: Final = {
    Role.PERSON: "本人",
    Role.OFFICER: "工作人员",
    Role.SYSTEM: "系统",
    Role.FIRM: "用人单位",
}
