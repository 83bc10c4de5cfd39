"""The plan: what stands in the way, at most three ways by expected gain, and what to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from matcher.constraints import RULES
from matcher.guidance.advice import Advice, Ask, Kind, Nothing, Outcome, Question
from matcher.guidance.every import every
from matcher.guidance.ground import Ground
from matcher.guidance.standing import NO, Gate, Standing, offers_in, silent

MOST_STRATEGIES: Final = 3
MOST_BARRIERS: Final = 5
# With so many jobs open to her, asking for them comes before all else.
ENOUGH_OPEN: Final = 3
# What of a gain is counted, by what it takes of her: less the more time, money or way it costs.
EASE: Final = {
    Kind.WEEK: 1.0,
    Kind.NEIGHBOURS: 0.9,
    Kind.AREA: 0.7,
    Kind.CERTIFICATE: 0.5,
    Kind.DAY_WORK: 0.3,
}
# Day work bridges days, so that more of it than this adds nothing.
BRIDGING: Final = 20
# A certificate that is held within so many days costs hardly more than a change of hours.
SOON_HELD: Final = 14
SOON_EASE: Final = 0.9
# A way that opens less than this share of what is open already is told, but is no strategy.
WORTH_IT: Final = 0.05


# Whose days are too long already is told that alone, and nothing that adds hours.
TOO_LONG: Final = (Kind.REST, "present")
MORE_HOURS: Final = frozenset({Kind.WEEK, Kind.DAY_WORK})
# What stands beside the strategies, so many kinds at most, in this order; the rest is behind them.
MOST_ADVICE: Final = 6
BESIDE: Final = (
    Kind.FRAUD,
    Kind.REST,
    Kind.PAY,
    Kind.CERTIFICATE,
    Kind.NEIGHBOURS,
    Kind.WEEK,
    Kind.AREA,
    Kind.GROUPS,
    Kind.RIGHTS,
    Kind.INSURANCE,
    Kind.TRAINING,
    Kind.DAY_WORK,
    Kind.APPLY,
)
# Rules that speak of her and could be talked over; the others are facts of the posting.
HERS: Final = frozenset(
    rule.code
    for rule in RULES
    if rule.code.startswith(("must_", "never_")) or rule.code in ("elsewhere", "remote_elsewhere")
)


class Now(NamedTuple):
    """Jobs open to her; those to be asked about first; of the open ones those that say no hours."""

    open: int
    ask: int
    silent: int


class Barrier(NamedTuple):
    """What alone shuts `jobs` jobs of her trades. code: a gate's name, or a hard rule's."""

    code: str
    jobs: int


@dataclass(frozen=True, slots=True)
class Plan:
    """strategies: at most three, the most expected first, each of another kind. advice: the first
    of each other kind, at most MOST_ADVICE. more: what else the kinds say.

    asks: each question once, the one that helps most first. nothing: kinds looked at in vain.
    """

    now: Now
    barriers: tuple[Barrier, ...]
    strategies: tuple[Advice, ...]
    advice: tuple[Advice, ...]
    more: tuple[Advice, ...]
    asks: tuple[Ask, ...]
    nothing: tuple[Nothing, ...]


def plan_of(ground: Ground) -> Plan:
    """The plan for one person on one day; of the same ground always the same."""
    outcomes = every(ground)
    standing = ground.standing
    library = standing.library
    now = Now(
        offers_in(library, standing.open),
        offers_in(library, standing.ask),
        offers_in(library, silent(standing)),
    )
    advice = [each for each in outcomes if isinstance(each, Advice)]
    if any((each.kind, each.said) == TOO_LONG for each in advice):
        advice = [each for each in advice if each.kind not in MORE_HOURS]
    strategies = _strategies(advice, now.open)
    besides = [each for each in advice if each not in strategies]
    first = {each.kind: each for each in reversed(besides)}
    taken = {each.kind for each in strategies}
    shown = [first[kind] for kind in BESIDE if kind in first.keys() - taken][:MOST_ADVICE]
    return Plan(
        now,
        barriers(standing),
        strategies,
        tuple(shown),
        tuple(each for each in besides if each not in shown),
        _asks(outcomes),
        tuple(each for each in outcomes if isinstance(each, Nothing)),
    )


def gain(advice: Advice) -> float:
    """How much a way is expected to bring: jobs it opens, less what it takes of her."""
    days = max((step.days or 0 for step in advice.steps), default=0)
    ease = EASE.get(advice.kind, 0.0)
    if advice.kind is Kind.CERTIFICATE and advice.opens and 0 < days <= SOON_HELD:
        ease = SOON_EASE
    if advice.kind is Kind.DAY_WORK:
        jobs = advice.figures["jobs"]
        return ease * min(jobs, BRIDGING) if isinstance(jobs, int) else 0.0
    return ease * advice.opens.more if advice.opens else 0.0


def barriers(standing: Standing) -> tuple[Barrier, ...]:
    """What alone shuts jobs of her trades, the most first; a rule by its code."""
    library, verdicts = standing.library, standing.verdicts
    found = []
    for gate in Gate:
        if gate in (Gate.TRADE, Gate.RULES):
            continue
        alone = standing.but(gate) & (standing.gates[gate] == NO)
        found.append(Barrier(gate.value, offers_in(library, alone)))
    but_rules = standing.but(Gate.RULES)
    single = verdicts.barred.sum(axis=0) == 1
    for number, rule in enumerate(RULES):
        if rule.code not in HERS:
            continue
        alone = but_rules & single & verdicts.barred[number]
        found.append(Barrier(rule.code, offers_in(library, alone)))
    kept = sorted((each for each in found if each.jobs), key=lambda each: (-each.jobs, each.code))
    return tuple(kept[:MOST_BARRIERS])


def _strategies(advice: Sequence[Advice], now: int) -> tuple[Advice, ...]:
    """The best way of each kind by expected gain; what is open already first if it is enough."""
    best: dict[Kind, Advice] = {}
    if too_long := tuple(each for each in advice if (each.kind, each.said) == TOO_LONG):
        return too_long
    for each in advice:
        if each.kind in EASE and gain(each) > (gain(best[each.kind]) if each.kind in best else 0):
            best[each.kind] = each
    worth = [each for each in best.values() if gain(each) >= WORTH_IT * now]
    kinds = list(Kind)
    ways = sorted(worth, key=lambda each: (-gain(each), kinds.index(each.kind)))
    open_now = [each for each in advice if each.kind is Kind.APPLY]
    ranked = [*open_now, *ways] if now >= ENOUGH_OPEN else [*ways[:2], *open_now, *ways[2:]]
    return tuple(ranked[:MOST_STRATEGIES])


def _asks(outcomes: Sequence[Outcome]) -> tuple[Ask, ...]:
    """Each question once, or once for each thing that it is about."""
    order = list(Question)
    asks = sorted(
        (each for each in outcomes if isinstance(each, Ask)),
        key=lambda each: order.index(each.question),
    )
    kept: dict[tuple[Question, str], Ask] = {}
    for each in asks:
        about = str(each.figures.get("what", "")) if each.question is Question.WISHES else ""
        kept.setdefault((each.question, about), each)
    return tuple(kept.values())
