"""The numbers of advice that changes nothing of her, counted again posting by posting."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from hypothesis import given, settings

from matcher.guidance.advice import Advice, Figure, Kind
from matcher.guidance.every import every
from matcher.guidance.ground import Ground
from matcher.guidance.market import Fact, Key, Market, Spread, trade_number
from matcher.guidance.plan import MOST_BARRIERS, plan_of
from registry.jobs.pay import PayUnit, Settlement
from registry.jobs.posting import Posting
from registry.workers.worker import Worker
from tests.matcher.guidance.ground_town import ground
from tests.matcher.guidance.made_people import PEOPLE
from tests.matcher.guidance.random_town import TRADES, people, towns
from tests.matcher.guidance.slow_count import (
    NO,
    YES,
    but_trade,
    count,
    figure,
    hours_told,
    stand,
    suits,
    trade,
)

SPREAD: Final = Spread(12, 18.0, 20.0, 25.0, 18.0, 25.0)
MONTHLY: Final = Spread(12, 3800.0, 4000.0, 4400.0, 3800.0, 4400.0)
EVERYWHERE: Final = Market(
    {Key(trade_number(code), 0): Fact(12, SPREAD, MONTHLY) for code in TRADES}
)
GATES: Final = ("hours", "certificates", "equipment", "education", "experience")
Counted = dict[str, Figure]


def _open(who: Worker, postings: Sequence[Posting]) -> list[Posting]:
    return [one for one in postings if stand(who, one) == YES]


def _apply(who: Worker, postings: Sequence[Posting]) -> Counted:
    offered = _open(who, postings)
    now = count(offered, lambda _: True)
    silent = count(offered, lambda one: not hours_told(who, one))
    return {"now": now, "silent": silent, "calls": min(now, 3)}


def _daily(who: Worker, postings: Sequence[Posting]) -> Counted:
    by_day = [one for one in postings if one.pay and one.pay.settlement is Settlement.DAILY]
    return {"jobs": count(by_day, lambda one: suits(who, one))}


def _pay(who: Worker, postings: Sequence[Posting]) -> Counted:
    floor = who.pay_floor
    if floor is None:
        return {}
    by_hour = floor.unit is PayUnit.HOUR

    def pays(one: Posting) -> bool:
        told = figure(one, by_hour)
        return told is not None and told >= floor.amount and one.occupation is not None

    return {"paying": count(postings, lambda one: suits(who, one) and pays(one))}


def _rest(who: Worker, postings: Sequence[Posting]) -> Counted:
    offered = _open(who, postings)
    nights = count(offered, lambda one: one.hours.night is True)
    return {"now": count(offered, lambda _: True), "nights": nights}


def _rights(who: Worker, postings: Sequence[Posting]) -> Counted:
    offered = _open(who, postings)
    part = [one for one in offered if one.hours.hours_per_day == 4]
    slow = count(part, lambda one: bool(one.pay) and one.pay.settlement is Settlement.MONTHLY)  # type: ignore[union-attr]
    return {
        "now": count(offered, lambda _: True),
        "part": count(part, lambda _: True),
        "slow": slow,
    }


COUNTS: Final[dict[Kind, Callable[[Worker, Sequence[Posting]], Counted]]] = {
    Kind.APPLY: _apply,
    Kind.DAY_WORK: _daily,
    Kind.PAY: _pay,
    Kind.REST: _rest,
    Kind.RIGHTS: _rights,
}


def compared(town: Ground, postings: Sequence[Posting]) -> set[tuple[Kind, str]]:
    """Which figures were compared; each is that of counting by hand."""
    seen = set()
    for each in every(town):
        if not isinstance(each, Advice) or each.kind not in COUNTS:
            continue
        for name, value in COUNTS[each.kind](town.worker, postings).items():
            if name in each.figures:
                assert each.figures[name] == value, (each.kind, each.said, name)
                seen.add((each.kind, name))
    return seen


@settings(max_examples=150)
@given(people(), towns())
def test_every_count_is_that_of_looking_at_each_posting(
    her: Worker, postings: list[Posting]
) -> None:
    compared(ground(her, postings, market=EVERYWHERE), postings)


def test_the_counts_of_made_people_are_right_and_none_is_left_out() -> None:
    # The slow count knows no doubtful pay, no dated shifts, and trades by their classes alone.
    unusual = {"median", "soon", "tables"}
    plain = [made for made in PEOPLE if not unusual & made.beside.keys()]
    seen = {each for made in plain for each in compared(made.ground, made.postings)}
    assert {kind for kind, _ in seen} == set(COUNTS)
    assert {name for _, name in seen} == {
        "now", "silent", "calls", "jobs", "paying", "nights", "part", "slow",
    }  # fmt: skip


@settings(max_examples=100)
@given(people(), towns(most=10))
def test_what_alone_stands_in_the_way_is_counted_job_by_job(
    her: Worker, postings: list[Posting]
) -> None:
    town = ground(her, postings)
    now = plan_of(town).now
    offered = [one for one in postings if stand(her, one) == YES]
    assert now.open == count(offered, lambda _: True)
    assert now.silent == count(offered, lambda one: not hours_told(her, one))
    stands_alone = {name: count(postings, partial(_alone, her, name)) for name in GATES}
    barriers = {each.code: each.jobs for each in plan_of(town).barriers}
    assert {code: jobs for code, jobs in barriers.items() if code in GATES} == {
        name: jobs for name, jobs in stands_alone.items() if jobs and name in barriers
    }
    if len(barriers) < MOST_BARRIERS:
        assert {name for name, jobs in stands_alone.items() if jobs} <= barriers.keys()


def _alone(who: Worker, name: str, one: Posting) -> bool:
    """Whether one gate is shut and every other open."""
    gates = dict(zip(("rules", *GATES), but_trade(who, one), strict=True))
    others = {gates[each] for each in gates if each != name} | {trade(who, one)}
    return gates[name] == NO and others == {YES}


@settings(max_examples=60)
@given(people(), towns())
def test_the_order_of_the_postings_changes_no_number(her: Worker, postings: list[Posting]) -> None:
    there = plan_of(ground(her, postings))
    back = plan_of(ground(her, postings[::-1]))
    assert there == plan_of(ground(her, postings))
    assert (there.now, there.barriers) == (back.now, back.barriers)
    assert [each.kind for each in there.strategies] == [each.kind for each in back.strategies]
    assert _numbers(there.strategies) == _numbers(back.strategies)
    assert there.asks == back.asks
    assert there.nothing == back.nothing


def _numbers(advice: Sequence[Advice]) -> list[Counted]:
    return [dict(each.figures) for each in advice]
