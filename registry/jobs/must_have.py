"""What a posting must state before it is published (RULEBOOK R7.5), each with its clause."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from registry.jobs.posting import Posting
from registry.verdict import Finding


@dataclass(frozen=True, slots=True)
class MustHave:
    """One thing to state. holds: whether a posting without it is held back, or only flagged.

    present: whether a posting states it, given whether its source is a live feed.
    """

    code: str
    clause: str
    reason: str
    holds: bool
    present: Callable[[Posting, bool], bool]


_NOTICE: Final = "人力资源市场暂行条例 24"
_ONLINE: Final = "网络招聘五部门通知（R7.5）"

MUST_HAVES: Final = (
    MustHave(
        "pay_missing",
        _NOTICE,
        "没有写明劳动报酬：请补上金额和单位（元/小时、天、单、月）。",
        True,
        lambda posting, live: posting.pay is not None,
    ),
    MustHave(
        "employer_missing",
        _NOTICE,
        "没有写明用人单位：请补上单位名称。",
        True,
        lambda posting, live: bool(posting.employer),
    ),
    MustHave(
        "place_missing",
        _NOTICE,
        "没有写明工作地点：请补上县区，远程工作请注明。",
        True,
        lambda posting, live: posting.place.code is not None or posting.place.remote,
    ),
    MustHave(
        "content_missing",
        _NOTICE,
        "没有写明工作内容：请补上岗位说明或工种。",
        True,
        lambda posting, live: bool(posting.description or posting.occupation),
    ),
    MustHave(
        "validity_missing",
        _ONLINE,
        "既没有有效期，来源也不是持续更新的接口：请补上有效期至。",
        True,
        lambda posting, live: posting.valid_until is not None or live,
    ),
    # [assumption] Whether a missing number of people holds a posting back is the bureau's choice.
    MustHave(
        "headcount_missing",
        _NOTICE,
        "没有写明招聘人数：请补上。",
        False,
        lambda posting, live: posting.headcount is not None,
    ),
)


def findings(posting: Posting, live_source: bool) -> tuple[Finding, ...]:
    """Every must-have with whether the posting states it; all are looked at.

    live_source: its source keeps sending what is open (a feed), so that it stays current itself.
    """
    return tuple(
        Finding(each.code, each.present(posting, live_source), each.reason, each.clause)
        for each in MUST_HAVES
    )


def missing(posting: Posting, live_source: bool, holds: bool) -> tuple[str, ...]:
    """Codes of what is missing among those that hold a posting back, or that only flag it."""
    return tuple(
        each.code
        for each in MUST_HAVES
        if each.holds is holds and not each.present(posting, live_source)
    )
