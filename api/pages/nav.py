"""Where each role's pages are: what stands in the bar, and where the front door leads."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from registry.access.account_role import AccountRole


class Way(NamedTuple):
    """One entry of the bar."""

    path: str
    name: str


_WORKER: Final = (Way("/jobs", "找岗位"), Way("/mine", "我的"), Way("/register", "就业登记"))
_FIRM: Final = (
    Way("/firm", "今天要办"),
    Way("/firm/postings", "岗位"),
    Way("/firm/post", "发岗位"),
    Way("/firm/import", "成批导入"),
    Way("/firm/applications", "应聘"),
    Way("/firm/shifts", "班次"),
    Way("/firm/contacts", "联系人"),
)
_PARAMETERS: Final = Way("/bureau/parameters", "政策参数")
_SOURCES: Final = Way("/bureau/sources", "来源")
WAYS: Final[Mapping[AccountRole, tuple[Way, ...]]] = {
    AccountRole.ANYONE: _WORKER,
    AccountRole.WORKER: _WORKER,
    AccountRole.ADVISOR: (Way("/desk", "服务对象"), Way("/desk/list", "岗位清单")),
    AccountRole.EMPLOYER: _FIRM,
    AccountRole.PLATFORM: _FIRM,
    AccountRole.REVIEWER: (
        Way("/bureau", "待办"),
        Way("/bureau/postings", "岗位"),
        Way("/bureau/complaints", "投诉"),
        Way("/bureau/employers", "用人单位"),
        _SOURCES,
        _PARAMETERS,
    ),
    AccountRole.STATISTICIAN: (Way("/bureau/statistics", "城镇新就业"), _PARAMETERS),
    AccountRole.SYSTEM_ADMIN: (_SOURCES, _PARAMETERS),
    AccountRole.SECURITY_ADMIN: (Way("/bureau/accounts", "账号"), _PARAMETERS),
    AccountRole.AUDIT_ADMIN: (Way("/bureau/audit", "审计"), _PARAMETERS),
}
HOMES: Final[Mapping[AccountRole, str]] = {
    role: ways[0].path for role, ways in WAYS.items() if role is not AccountRole.ANYONE
}
# Whoever has no pages of her own yet is led here.
ELSEWHERE: Final = "/password"


def home_of(role: AccountRole) -> str:
    """The first page of a role."""
    return HOMES.get(role, ELSEWHERE)
