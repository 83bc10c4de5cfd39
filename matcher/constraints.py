"""Hard rules: what keeps a posting off a person's list, each with its reason and clause.

The same table judges one person before many postings and many people before one posting.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.board import PROFILES, STATES
from matcher.fit.pay import comparable, falls_short
from matcher.fit.wishes import in_county, in_occupation, settled_so
from matcher.situation import Mask, Situation
from registry.jobs.lifecycle import CLOSED
from registry.jobs.posting import PostingState, Profile

# Two counties' seats may be this much farther apart than the work is from her door.
SEAT_SLACK_KM: Final = 15.0
WORKING_AGE: Final = 16
ADULT_AGE: Final = 18


class Rule(NamedTuple):
    """A rule: which pairs it bars, and which are to be asked about first, as it cannot judge.

    Masks are (n,) of the pairs, or (1,) where they are one for all. ask: the question; with a
    figure of each row its `{}` stands for that of the posting.
    """

    code: str
    reason: str
    clause: str
    bars: Callable[[Situation], Mask]
    silent: Callable[[Situation], Mask] | None = None
    ask: str = ""
    figure: Callable[[Situation], NDArray[np.float64]] | None = None


def _state(*states: PostingState) -> Callable[[Situation], Mask]:
    numbers = [STATES.index(state) for state in states]
    return lambda at: np.isin(at.column("state"), numbers)


def _expired(at: Situation) -> Mask:
    until = at.column("valid_until")
    stands = at.column("profile") == PROFILES.index(Profile.ARCHIVE)
    return np.asarray((until != 0) & (until < at.as_of.toordinal()) & ~stands)


def _place_unknown(at: Situation) -> Mask:
    return np.asarray(
        (at.column("county") % 10000 == 0) & ~at.column("remote") & np.isnan(at.location.km)
    )


def _elsewhere(at: Situation) -> Mask:
    return np.asarray(~at.within_reach & ~at.column("remote") & ~_place_unknown(at))


def _remote_elsewhere(at: Situation) -> Mask:
    # Offers of work from home from far away are mostly bait; who wants them says so.
    wanted = at.people.flag("must", "remote") | at.people.flag("prefer", "remote")
    return np.asarray(~wanted & at.column("remote") & ~at.within_reach)


def _too_far(at: Situation) -> Mask:
    limit = at.people.figure("must", "distance")
    measured = at.location.km > limit
    by_seats = np.isnan(at.location.km) & (at.location.seat_km > limit + SEAT_SLACK_KM)
    return np.asarray((measured | by_seats) & ~at.column("remote"))


def _hours_do_not_fit(at: Situation) -> Mask:
    return np.asarray(at.people.flag("must", "hours") & (at.hours < 1.0))


def _hours_silent(at: Situation) -> Mask:
    bound = at.people.flag("must", "hours") & at.people.rows["week_told"]
    return np.asarray(bound & np.isnan(at.hours))


def _pay_too_low(at: Situation) -> Mask:
    bound = at.people.flag("must", "pay") & at.people.rows["floor_told"]
    return np.asarray(bound & falls_short(at.people.floors, at.rows))


def _pay_silent(at: Situation) -> Mask:
    bound = at.people.flag("must", "pay") & at.people.rows["floor_told"]
    return np.asarray(bound & ~comparable(at.people.floors, at.rows))


def _must_settlement(at: Situation) -> Mask:
    named = at.people.rows["must_settlements"]
    known = at.column("settlement") != 0
    return np.asarray((named != 0) & known & ~settled_so(named, at.rows))


def _settlement_silent(at: Situation) -> Mask:
    named = at.people.rows["must_settlements"]
    return np.asarray((named != 0) & (at.column("settlement") == 0))


def _lacks(name: str) -> Callable[[Situation], Mask]:
    return lambda at: at.people.flag("must", name) & (at.column(name) == 0)


def _unsaid(name: str) -> Callable[[Situation], Mask]:
    return lambda at: at.people.flag("must", name) & (at.column(name) == -1)


def _refused(name: str) -> Callable[[Situation], Mask]:
    return lambda at: at.people.flag("never", name) & (at.column(name) == 1)


def _outside_must(at: Situation) -> Mask:
    people, rows, remote = at.people, at.rows, at.column("remote")
    trades = at.any_named("must", "occupations", lambda prefix: in_occupation(prefix, rows))
    counties = at.any_named("must", "counties", lambda code: in_county(code, rows))
    barred = at.any_named("must", "words", lambda word: ~at.mentions(word))
    barred |= at.any_named("must", "employers", lambda name: ~at.employer_mentions(name))
    barred |= people.naming("must", "occupations") & ~trades
    barred |= people.naming("must", "counties") & ~counties & ~remote
    barred |= people.flag("must", "remote") & ~remote
    return barred


def _named_never(at: Situation) -> Mask:
    rows = at.rows
    barred = at.any_named("never", "occupations", lambda prefix: in_occupation(prefix, rows))
    barred |= at.any_named("never", "counties", lambda code: in_county(code, rows))
    barred |= settled_so(at.people.rows["never_settlements"], rows)
    barred |= at.any_named("never", "words", at.mentions)
    barred |= at.any_named("never", "employers", at.employer_mentions)
    barred |= at.people.flag("never", "remote") & at.column("remote")
    return barred


def _under_age(at: Situation) -> Mask:
    return np.asarray(at.people.age < WORKING_AGE)


def _barred_to_minors(at: Situation) -> Mask:
    return np.asarray((at.people.age < ADULT_AGE) & at.column("hazard"))


# In this order: the first that bars a posting is the one it is counted under.
RULES: Final = (
    Rule("closed", "岗位已关闭", "", _state(*CLOSED, PostingState.RECEIVED)),
    Rule("held", "待补正，尚未发布", "人力资源市场暂行条例 24", _state(PostingState.HELD)),
    Rule("expired", "已过有效期", "R7.5", _expired),
    Rule(
        "not_yet",
        "查询日之后才发布",
        "",
        lambda at: at.column("published") > at.as_of.toordinal(),
    ),
    Rule("under_16", "未满16周岁，不得介绍就业", "63号 一；劳动法 15", _under_age),
    Rule("minor_hazard", "未满18周岁不得从事的工作", "劳动法 64", _barred_to_minors),
    Rule("place_unknown", "工作地点未写明", "", _place_unknown),
    Rule("elsewhere", "不在本市，也不在可达范围内", "", _elsewhere),
    Rule("remote_elsewhere", "外地单位的居家岗位，您没有说想在家做", "", _remote_elsewhere),
    Rule("must_distance", "超过您限定的距离", "", _too_far),
    Rule(
        "must_hours",
        "工作时间超出您的空闲时间",
        "",
        _hours_do_not_fit,
        _hours_silent,
        "时间未写明，先问",
    ),
    Rule("must_pay", "低于您要求的收入", "", _pay_too_low, _pay_silent, "收入未写明，先问"),
    Rule(
        "must_settlement",
        "结算方式不是您要求的",
        "",
        _must_settlement,
        _settlement_silent,
        "结算方式未写明，先问",
    ),
    Rule(
        "must_lodging", "不提供住宿", "", _lacks("lodging"), _unsaid("lodging"), "住宿未写明，先问"
    ),
    Rule("must_meals", "不提供餐食", "", _lacks("meals"), _unsaid("meals"), "餐食未写明，先问"),
    Rule(
        "pay_far_above",
        "报酬远高于同工种，先核实",
        "网络招聘五部门通知（R7.5）；R7.6",
        Situation.none,
        lambda at: at.pay_doubtful,
        "报酬远高于同工种的中位数（约 {:.0f} 元/小时），先核实",
        lambda at: at.trade_median,
    ),
    Rule("must_other", "不符合您的必须条件", "", _outside_must),
    Rule("never_night", "含夜班，您不接受", "", _refused("night")),
    Rule("never_lodging", "要求住宿，您不接受", "", _refused("lodging")),
    Rule("never_other", "属于您不接受的岗位", "", _named_never),
)
# What people read beside a number of postings that were kept off a list.
LABELS: Final = {rule.code: rule.reason for rule in RULES} | {
    "ask_first": "须先问清（必须条件未写明，或报酬可疑）",
    "unlikely": "与您的工种和条件相差较远",
}
