"""Neighbour occupations: work near hers that is not on her list yet, and what it would open.

Widening to neighbouring work, above all to what fewer look for, helps most (Belot, Kircher and
Muller 2019; Le Barbanchon, Hensvik and Rathelot 2023).
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.change import Change
from matcher.guidance.ground import Ground
from matcher.guidance.market import ENOUGH, trade_number
from matcher.guidance.standing import NO, YES, Gate
from matcher.people import LATER_TRADES, code_of
from registry.occupations import SAME_MINOR

MOST: Final = 3
# Of so many trades near hers the matcher is run again.
TRIED: Final = 12
# How much a neighbour of a neighbour counts, and at least so much of her trade's own postings.
SECOND: Final = SAME_MINOR * SAME_MINOR
# Trades less near than this are other work.
LEAST_NEAR: Final = 0.2
# A trade for which fewer look counts for more, at most so many times, and for less likewise.
LESS_SOUGHT: Final = 2.0
WAYS: Final = ("moved", "neighbour", "class", "skills")


class Near(NamedTuple):
    """A trade near hers. way: how, one of WAYS; nearness in (0, 1]; figure: of the proof."""

    occupation: int
    trade: int
    nearness: float
    way: str
    figure: float


def neighbours(ground: Ground) -> tuple[Outcome, ...]:
    """The nearest trades that open most, each of another minor class."""
    worker = ground.worker
    if not worker.occupations:
        return (Ask(Kind.NEIGHBOURS, Question.TRADES, "trades"),)
    if len(worker.occupations) >= len(LATER_TRADES):
        return (Nothing(Kind.NEIGHBOURS, "many", {"trades": len(worker.occupations)}),)
    found = [_advice(ground, near) for near in _near(ground)]
    kept = [each for each in found if each is not None]
    kept.sort(key=lambda pair: -pair[0])
    return tuple(advice for _, advice in kept[:MOST]) or (Nothing(Kind.NEIGHBOURS, "none"),)


def _advice(ground: Ground, near: Near) -> tuple[float, Advice] | None:
    """The advice with what it is worth; None where it opens nothing."""
    code = code_of(near.occupation)
    opens = ground.what_if.opens(Change(trades=(code,)))
    named = ground.tables.occupations.get(code)
    if not opens.more or named is None:
        return None
    figures: dict[str, Figure] = {
        "trade": named.name,
        "own": ground.trade_name,
        "more": opens.more,
        "near": near.figure,
    }
    fact = ground.market.around(code, ground.worker.place.code)
    worth = opens.more * near.nearness
    if fact and (sought := _less_sought(ground, fact[1].tension)):
        figures["tension"] = fact[1].tension or 0.0
        worth *= sought
    paid = not np.isnan(opens.pay)
    if paid:
        figures["pay"] = opens.pay
    return worth, Advice(
        Kind.NEIGHBOURS,
        f"{near.way}_paid" if paid else near.way,
        figures,
        opens,
        Change(trades=(code,)),
        opens.examples,
        steps=(Step("look", 2, figures), Step("add", 3, figures)),
    )


def _less_sought(ground: Ground, tension: float | None) -> float | None:
    """How many times as many jobs a person there are as in her own trade, bounded; None unknown."""
    own = ground.own_fact
    if tension is None or own is None or not own.tension:
        return None
    return float(np.clip(tension / own.tension, 1 / LESS_SOUGHT, LESS_SOUGHT))


def _near(ground: Ground) -> list[Near]:
    """Trades near hers with jobs that nothing but the trade shuts, those that may open most first.

    Of each minor class the occupation that most of those jobs are of.
    """
    standing = ground.standing
    rows = standing.library.rows
    others = [standing.gates[gate] == YES for gate in Gate if gate not in (Gate.TRADE, Gate.RULES)]
    free = (standing.verdicts.listed | _only_trade_named(ground)) & np.logical_and.reduce(others)
    shut = np.flatnonzero(free & (standing.gates[Gate.TRADE] == NO) & (rows["occupation"] > 0))
    if not len(shut):
        return []
    occupations, counts = np.unique(rows["occupation"][shut], return_counts=True)
    found: dict[int, tuple[float, Near]] = {}
    for occupation, count in zip(occupations.tolist(), counts.tolist(), strict=True):
        near = _nearness(ground, occupation, shut[rows["occupation"][shut] == occupation])
        if near and count * near.nearness > found.get(near.trade, (0.0, near))[0]:
            found[near.trade] = (count * near.nearness, near)
    best = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].occupation))
    return [near for _, near in best[:TRIED]]


def _only_trade_named(ground: Ground) -> NDArray[np.bool_]:
    """Postings that only her own list of trades, which the change would lengthen, bars."""
    standing = ground.standing
    if not ground.worker.must.occupations:
        return np.zeros(len(standing.open), dtype=np.bool_)
    return ~ground.what_if.barred_but("trades") & ~standing.verdicts.silent.any(axis=0)


def _nearness(ground: Ground, occupation: int, places: NDArray[np.int64]) -> Near | None:
    """How near an occupation is to hers by any way, None for not at all; the nearest way tells."""
    code = code_of(occupation)
    trade = trade_number(code)
    table = ground.tables.occupations
    own = ground.worker.occupations
    steps = [
        step for mine in own for step in table.near(mine) if table.near(mine)[step] >= SAME_MINOR
    ]
    second = max(
        (table.relatedness(step, code) for step in steps if step.count("-") >= 2), default=0
    )
    first = max(table.relatedness(mine, code) for mine in own)
    moved = sum(ground.beside.moves.get((trade_number(mine), trade), 0) for mine in own)
    mention = _mentions(ground, places)
    ways = (
        Near(occupation, trade, 0.9, "moved", moved) if moved >= ENOUGH else None,
        Near(occupation, trade, SECOND, "neighbour", 0.0) if second >= SAME_MINOR else None,
        Near(occupation, trade, first, "class", 0.0) if first >= LEAST_NEAR else None,
        Near(occupation, trade, 0.4, "skills", mention) if mention >= ENOUGH else None,
    )
    return max(
        (way for way in ways if way),
        key=lambda way: (way.nearness, -WAYS.index(way.way)),
        default=None,
    )


def _mentions(ground: Ground, places: NDArray[np.int64]) -> int:
    """How many of some postings name a skill of hers in their title."""
    if len(places) < ENOUGH:
        return 0
    named = np.zeros(len(places), dtype=np.bool_)
    for skill in ground.worker.skills:
        if len(skill) > 1:
            named |= ground.standing.library.titles(skill)[places]
    return int(named.sum())
