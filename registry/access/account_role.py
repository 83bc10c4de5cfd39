"""In which role somebody uses the service, and as what kind of actor the records name her."""

from enum import StrEnum
from typing import Final

from registry.actor import Role


class AccountRole(StrEnum):
    """One account has one role (等保: system, security and audit administrators apart)."""

    ANYONE = "anyone"  # 未登录
    WORKER = "worker"  # 劳动者
    ADVISOR = "advisor"  # 职业指导员、窗口
    REVIEWER = "reviewer"  # 审核人员
    STATISTICIAN = "statistician"  # 统计人员
    SYSTEM_ADMIN = "system_admin"  # 系统管理员
    SECURITY_ADMIN = "security_admin"  # 安全管理员
    AUDIT_ADMIN = "audit_admin"  # 审计管理员
    EMPLOYER = "employer"  # 用人单位
    PLATFORM = "platform"  # 平台企业、零工市场


ACCOUNT_ROLE_NAMES: Final = {
    AccountRole.ANYONE: "未登录",
    AccountRole.WORKER: "劳动者",
    AccountRole.ADVISOR: "职业指导员",
    AccountRole.REVIEWER: "审核人员",
    AccountRole.STATISTICIAN: "统计人员",
    AccountRole.SYSTEM_ADMIN: "系统管理员",
    AccountRole.SECURITY_ADMIN: "安全管理员",
    AccountRole.AUDIT_ADMIN: "审计管理员",
    AccountRole.EMPLOYER: "用人单位",
    AccountRole.PLATFORM: "平台",
}
STAFF: Final = frozenset(
    {
        AccountRole.ADVISOR,
        AccountRole.REVIEWER,
        AccountRole.STATISTICIAN,
        AccountRole.SYSTEM_ADMIN,
        AccountRole.SECURITY_ADMIN,
        AccountRole.AUDIT_ADMIN,
    }
)
FIRMS: Final = frozenset({AccountRole.EMPLOYER, AccountRole.PLATFORM})
ACTOR_ROLES: Final = (
    {AccountRole.ANYONE: Role.PERSON, AccountRole.WORKER: Role.PERSON}
    | dict.fromkeys(STAFF, Role.OFFICER)
    | dict.fromkeys(FIRMS, Role.FIRM)
)
