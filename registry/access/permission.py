"""The table of permissions: which role may do what, to whose things. What is not here is denied."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registry.access.account_role import FIRMS, STAFF, AccountRole
from registry.access.action import Action


class Scope(StrEnum):
    """Whose things an action may touch."""

    SELF = "self"  # 本人
    OWN_CLIENT = "own_client"  # 自己服务的对象
    COUNTY = "county"  # 本县区；账号不分县区的，全市
    CITY = "city"  # 全市，只限不分县区的账号
    OWN_FIRM = "own_firm"  # 本单位
    PUBLIC = "public"  # 公开的，不属于谁


SELF, COUNTY, CITY, OWN_FIRM, PUBLIC = (
    Scope.SELF,
    Scope.COUNTY,
    Scope.CITY,
    Scope.OWN_FIRM,
    Scope.PUBLIC,
)
WORKER, ADVISOR, REVIEWER = AccountRole.WORKER, AccountRole.ADVISOR, AccountRole.REVIEWER
EMPLOYER, PLATFORM = AccountRole.EMPLOYER, AccountRole.PLATFORM

Row = Mapping[AccountRole, Scope]
_EVERYBODY: Final[Row] = MappingProxyType(dict.fromkeys(AccountRole, PUBLIC))
_SIGNED_IN: Final[Row] = MappingProxyType(dict.fromkeys(STAFF | FIRMS | {WORKER}, SELF))
# The parties to an application, and the office of the county where the worker lives.
_PARTIES: Final[Row] = MappingProxyType(
    {WORKER: SELF, ADVISOR: COUNTY, EMPLOYER: OWN_FIRM, PLATFORM: OWN_FIRM}
)

PERMISSIONS: Final[Mapping[Action, Row]] = MappingProxyType(
    {
        Action.SEE_HEALTH: _EVERYBODY,
        Action.SEE_PUBLIC: _EVERYBODY,
        Action.SIGN_IN: _EVERYBODY,
        Action.USE_OWN_ACCOUNT: _SIGNED_IN,
        Action.MANAGE_ACCOUNTS: {AccountRole.SECURITY_ADMIN: CITY},
        Action.BIND_ACCOUNT: {ADVISOR: COUNTY},
        Action.READ_AUDIT: {AccountRole.AUDIT_ADMIN: CITY},
        Action.SEND_POSTING: {EMPLOYER: OWN_FIRM, PLATFORM: OWN_FIRM, ADVISOR: COUNTY},
        Action.SEE_POSTING: {
            EMPLOYER: OWN_FIRM,
            PLATFORM: OWN_FIRM,
            ADVISOR: COUNTY,
            REVIEWER: COUNTY,
        },
        Action.CHANGE_POSTING: {EMPLOYER: OWN_FIRM, PLATFORM: OWN_FIRM, REVIEWER: COUNTY},
        Action.HOLD_POSTING: {REVIEWER: COUNTY},
        Action.SEND_COMPLAINT: _EVERYBODY,
        Action.SEE_COMPLAINT: {REVIEWER: COUNTY},
        Action.DECIDE_COMPLAINT: {REVIEWER: COUNTY},
        Action.SEE_EMPLOYER: {ADVISOR: COUNTY, REVIEWER: COUNTY},
        Action.VERIFY_EMPLOYER: {REVIEWER: COUNTY},
        Action.DECIDE_EMPLOYER: {REVIEWER: COUNTY},
        Action.USE_OWN_STANDING: {EMPLOYER: OWN_FIRM, PLATFORM: OWN_FIRM},
        Action.SEND_FEED: {EMPLOYER: OWN_FIRM, PLATFORM: OWN_FIRM},
        Action.SEE_SOURCES: {REVIEWER: COUNTY, AccountRole.SYSTEM_ADMIN: CITY},
        Action.SEE_PARAMETERS: dict.fromkeys(STAFF, COUNTY),
        Action.SEE_STATISTICS: {AccountRole.STATISTICIAN: COUNTY},
        Action.FREEZE_STATISTICS: {AccountRole.STATISTICIAN: CITY},
        Action.ENTER_STANDARD: {AccountRole.STATISTICIAN: COUNTY},
        Action.SEE_LIST: {WORKER: SELF, ADVISOR: COUNTY},
        Action.SERVE_WORKER: {ADVISOR: COUNTY},
        Action.KEEP_CASELOAD: {ADVISOR: Scope.OWN_CLIENT},
        Action.SEE_POOL: {EMPLOYER: OWN_FIRM, PLATFORM: OWN_FIRM, ADVISOR: COUNTY},
        Action.ASK_CONTACT: {EMPLOYER: OWN_FIRM, PLATFORM: OWN_FIRM},
        Action.USE_OWN_DATA: {WORKER: SELF},
        Action.TAKE_CONSENT: {ADVISOR: COUNTY},
        Action.APPLY_REGISTRATION: {WORKER: SELF, ADVISOR: COUNTY},
        Action.SEE_REGISTRATION: {WORKER: SELF, ADVISOR: COUNTY, REVIEWER: COUNTY},
        Action.ACT_ON_REGISTRATION: {WORKER: SELF, ADVISOR: COUNTY},
        Action.DECIDE_REGISTRATION: {REVIEWER: COUNTY},
        Action.SEE_REVIEWS: {REVIEWER: COUNTY},
        Action.SETTLE_DOUBT: {REVIEWER: COUNTY},
        Action.SEE_CLAIM: {WORKER: SELF, ADVISOR: COUNTY, REVIEWER: COUNTY},
        Action.SEE_EVIDENCE: {REVIEWER: COUNTY},
        Action.SEE_CREDIT: {WORKER: SELF, REVIEWER: COUNTY},
        Action.OBJECT_TO_CREDIT: {WORKER: SELF, ADVISOR: COUNTY},
        Action.ANSWER_CREDIT: {REVIEWER: COUNTY},
        Action.SEE_AFTER_CONTROL: {REVIEWER: COUNTY},
        Action.DRAW_AFTER_CONTROL: {REVIEWER: CITY},
        Action.ANSWER_AFTER_CONTROL: {WORKER: SELF, ADVISOR: COUNTY},
        Action.CLOSE_AFTER_CONTROL: {REVIEWER: COUNTY},
        Action.WANT_POSTING: {WORKER: SELF, ADVISOR: COUNTY},
        Action.SEE_APPLICATION: _PARTIES,
        Action.ANSWER_APPLICATION: {EMPLOYER: OWN_FIRM, PLATFORM: OWN_FIRM, ADVISOR: COUNTY},
        Action.TELL_OUTCOME: _PARTIES,
        Action.SETTLE_OUTCOME: {ADVISOR: COUNTY},
        Action.SEE_HIRE_PROPOSAL: {WORKER: SELF, ADVISOR: COUNTY, REVIEWER: COUNTY},
        Action.ANSWER_HIRE_PROPOSAL: {WORKER: SELF, ADVISOR: COUNTY},
        Action.DECIDE_HIRE_PROPOSAL: {REVIEWER: COUNTY},
        Action.SEE_WHO_LOOKED: {WORKER: SELF},
        Action.MANAGE_SHIFTS: {EMPLOYER: OWN_FIRM, PLATFORM: OWN_FIRM, ADVISOR: COUNTY},
        Action.ANSWER_SHIFT: {WORKER: SELF, ADVISOR: COUNTY},
        Action.SEE_OWN_SHIFTS: {WORKER: SELF},
        Action.SETTLE_NO_SHOW: {REVIEWER: COUNTY},
    }
)


def scope_of(role: AccountRole, action: Action) -> Scope | None:
    """How far a role may go with an action; None: not at all."""
    return PERMISSIONS.get(action, {}).get(role)
