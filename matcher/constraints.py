"""Hard rules: what keeps a posting off a person's list, each with its reason and clause."""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.board import PROFILES, STATES
from matcher.fit.pay import comparable, reaches_floor
from matcher.fit.wishes import in_counties, in_occupations, in_settlements
from matcher.situation import Mask, Situation
from registry.jobs.lifecycle import CLOSED
from registry.jobs.posting import PostingState, Profile

# Two counties' seats may be this much farther apart than the work is from her door.
SEAT_SLACK_KM: Final = 15.0
WORKING_AGE: Final = 16
ADULT_AGE: Final = 18


class Rule(NamedTuple):
    """A rule: which postings it bars, and which are to be asked about first, as it cannot judge.

    ask: the question; with a figure (n,) its `{}` stands for that of the posting.
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
    worker = at.person.worker
    wanted = worker.must.remote or worker.prefer.remote
    return np.asarray(at.all_if(not wanted) & at.column("remote") & ~at.within_reach)


def _too_far(at: Situation) -> Mask:
    limit = at.person.worker.must.max_distance_km
    if limit is None:
        return at.none()
    measured = at.location.km > limit
    by_seats = np.isnan(at.location.km) & (at.location.seat_km > limit + SEAT_SLACK_KM)
    return np.asarray((measured | by_seats) & ~at.column("remote"))


def _hours_do_not_fit(at: Situation) -> Mask:
    return at.all_if(at.person.worker.must.hours) & (at.hours < 1.0)


def _hours_silent(at: Situation) -> Mask:
    known = at.person.worker.open_week is not None
    return at.all_if(at.person.worker.must.hours and known) & np.isnan(at.hours)


def _pay_too_low(at: Situation) -> Mask:
    worker = at.person.worker
    if not worker.must.pay or worker.pay_floor is None:
        return at.none()
    return ~reaches_floor(worker.pay_floor, at.rows)


def _pay_silent(at: Situation) -> Mask:
    worker = at.person.worker
    if not worker.must.pay or worker.pay_floor is None:
        return at.none()
    return ~comparable(worker.pay_floor, at.rows)


def _must_settlement(at: Situation) -> Mask:
    names = at.person.worker.must.settlements
    known = at.column("settlement") != 0
    return np.asarray(at.all_if(bool(names)) & known & ~in_settlements(names, at.rows))


def _settlement_silent(at: Situation) -> Mask:
    return np.asarray(
        at.all_if(bool(at.person.worker.must.settlements)) & (at.column("settlement") == 0)
    )


def _lacks(field: str) -> Callable[[Situation], Mask]:
    return lambda at: (
        at.all_if(bool(getattr(at.person.worker.must, field))) & (at.column(field) == 0)
    )


def _unsaid(field: str) -> Callable[[Situation], Mask]:
    return lambda at: (
        at.all_if(bool(getattr(at.person.worker.must, field))) & (at.column(field) == -1)
    )


def _refused(field: str) -> Callable[[Situation], Mask]:
    return lambda at: (
        at.all_if(bool(getattr(at.person.worker.never, field))) & (at.column(field) == 1)
    )


def _outside_must(at: Situation) -> Mask:
    must = at.person.worker.must
    barred = at.none()
    if must.occupations:
        barred |= ~in_occupations(must.occupations, at.rows)
    if must.counties:
        barred |= ~(in_counties(must.counties, at.rows) | at.column("remote"))
    if must.remote:
        barred |= ~at.column("remote")
    for word in must.words:
        barred |= ~at.mentions(word)
    for name in must.employers:
        barred |= ~at.employer_mentions(name)
    return barred


def _named_never(at: Situation) -> Mask:
    never = at.person.worker.never
    barred = in_occupations(never.occupations, at.rows) | in_counties(never.counties, at.rows)
    barred |= in_settlements(never.settlements, at.rows)
    for word in never.words:
        barred |= at.mentions(word)
    for name in never.employers:
        barred |= at.employer_mentions(name)
    if never.remote:
        barred |= at.column("remote")
    return barred


def _under_age(at: Situation) -> Mask:
    age = at.person.age
    return at.all_if(age is not None and age < WORKING_AGE)


def _barred_to_minors(at: Situation) -> Mask:
    age = at.person.age
    return np.asarray(at.all_if(age is not None and age < ADULT_AGE) & at.column("hazard"))


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
