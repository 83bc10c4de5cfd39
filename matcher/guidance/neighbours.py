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
from matcher.guidance.what_if import is_worth, paid, pay_of
from matcher.people import LATER_TRADES, code_of
from registry.occupations import SAME_MINOR

MOST: Final = 3
# Of so many trades near hers the matcher is run again.
TRIED: Final = 10
# By the words of postings a trade is near hers if it is among so many nearest, and so near.
MOST_ALIKE: Final = 4
LEAST_ALIKE: Final = 0.3
# How near is a trade into which people were hired; one that a step between joins to hers.
MOVED: Final = 1.0
STEP_BETWEEN: Final = 0.6
# A trade for which fewer look counts for more, at most so many times, and for less likewise.
LESS_SOUGHT: Final = 2.0
# A whole occupation's code has so many dashes; what has fewer is a class.
OCCUPATION_DASHES: Final = 3


class Near(NamedTuple):
    """An occupation near hers. own: which of hers. way: moved, between or alike.

    nearness: in (0, 1]. figures: proof of the way.
    """

    code: str
    own: str
    way: str
    nearness: float
    figures: dict[str, Figure]


def neighbours(ground: Ground) -> tuple[Outcome, ...]:
    """The nearest trades that open most, each of another minor class."""
    worker = ground.worker
    if not worker.occupations:
        return (Ask(Kind.NEIGHBOURS, Question.TRADES, "trades"),)
    if len(worker.occupations) >= len(LATER_TRADES):
        return (Nothing(Kind.NEIGHBOURS, "many", {"trades": len(worker.occupations)}),)
    found = [each for each in (_advice(ground, near) for near in _near(ground)) if each]
    found.sort(key=lambda pair: -pair[0])
    return tuple(advice for _, advice in found[:MOST]) or (Nothing(Kind.NEIGHBOURS, "none"),)


def _advice(ground: Ground, near: Near) -> tuple[float, Advice] | None:
    """The advice with what it is worth; None where it opens nothing."""
    change = Change(trades=(near.code,))
    opens = ground.what_if.opens(change)
    floor = ground.worker.pay_floor
    reaching = opens.enough + opens.unsaid if floor else opens.more
    if not is_worth(opens) or not reaching:
        return None  # work that pays none of what she asks is no way forward
    figures: dict[str, Figure] = {
        "trade": ground.name_of(near.code),
        "own": ground.name_of(near.own),
        "more": opens.more,
        "now": opens.now,
    }
    figures |= near.figures
    figures |= pay_of(opens)
    also = [*paid(figures)]
    if floor is not None:
        figures |= {"enough": opens.enough, "unsaid": opens.unsaid, "floor": str(floor)}
        also.append("enough")
    return reaching * near.nearness * _less_sought(ground, near), Advice(
        Kind.NEIGHBOURS,
        near.way,
        figures,
        tuple(also),
        opens,
        change,
        opens.examples,
        steps=(Step("look", 2, figures), Step("add", 3, figures)),
    )


def _less_sought(ground: Ground, near: Near) -> float:
    """How many times as many jobs a person there are as in her own trade, bounded; 1 unknown."""
    own, other = (
        found[1].tension
        if (found := ground.market.around(code, ground.worker.place.code))
        else None
        for code in (near.own, near.code)
    )
    if not own or not other:
        return 1.0
    return float(np.clip(other / own, 1 / LESS_SOUGHT, LESS_SOUGHT))


def _near(ground: Ground) -> list[Near]:
    """Trades near hers with jobs that nothing but the trade shuts, those that may open most first.

    Of each minor class the occupation that most of those jobs are of.
    """
    rows = ground.standing.library.rows
    shut = _shut_by_trade(ground)
    if not len(shut):
        return []
    occupations, counts = np.unique(rows["occupation"][shut], return_counts=True)
    best: dict[int, tuple[float, Near]] = {}
    for occupation, count in zip(occupations.tolist(), counts.tolist(), strict=True):
        code = code_of(occupation)
        near = _nearest(ground, code)
        trade = trade_number(code)
        if near and count * near.nearness > best.get(trade, (0.0, near))[0]:
            best[trade] = (count * near.nearness, near)
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].code))
    return [near for _, near in ranked[:TRIED]]


def _shut_by_trade(ground: Ground) -> NDArray[np.int64]:
    """Postings that nothing but the trade, or her own list of trades, shuts."""
    standing = ground.standing
    others = [standing.gates[gate] == YES for gate in Gate if gate not in (Gate.TRADE, Gate.RULES)]
    allowed = standing.verdicts.listed
    if ground.worker.must.occupations:
        named = ~ground.what_if.barred_but("trades") & ~standing.verdicts.silent.any(axis=0)
        allowed = allowed | named
    shut = np.logical_and.reduce(others) & allowed & (standing.gates[Gate.TRADE] == NO)
    return np.flatnonzero(shut & (standing.at.column("occupation") > 0))


def _nearest(ground: Ground, code: str) -> Near | None:
    """How near an occupation is to any of hers; None for not near."""
    ways = (way for own in ground.worker.occupations for way in _ways(ground, own, code))
    return max(ways, key=lambda near: near.nearness, default=None)


def _ways(ground: Ground, own: str, code: str) -> list[Near]:
    """In which ways an occupation is near one of hers."""
    found = []
    moved = ground.beside.moves.get((trade_number(own), trade_number(code)), 0)
    if moved >= ENOUGH:
        found.append(Near(code, own, "moved", MOVED, {"moved": moved}))
    rank, alike = ground.likeness(own).get(trade_number(code), (0, 0.0))
    is_alike = 0 < rank <= MOST_ALIKE and alike >= LEAST_ALIKE
    if is_alike:
        found.append(Near(code, own, "alike", alike, {"rank": rank}))
    between = _between(ground, own, code)
    if between and (is_alike or not rank):
        # The table joins them by a step; where postings tell, they must not speak against it.
        nearness = max(STEP_BETWEEN, alike)
        found.append(Near(code, own, "between", nearness, {"between": between}))
    return found


def _between(ground: Ground, own: str, code: str) -> str:
    """The occupation near hers that is near this one too; "" where there is none."""
    table = ground.tables.occupations
    steps = (each for each in table.near(own) if each.count("-") == OCCUPATION_DASHES)
    return next(
        (
            ground.name_of(step)
            for step in sorted(steps)
            if step != own
            and table.relatedness(own, step) >= SAME_MINOR
            and table.relatedness(step, code) >= SAME_MINOR
        ),
        "",
    )
