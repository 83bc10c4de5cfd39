"""A plan for one posting: what the law asks first, then at most three changes by what they add."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matcher.guidance.firm.advice import Advice, Ask, Kind, Nothing, Tried

MOST_CHANGES: Final = 3
# A change is told where it adds one for so many whom the posting suits without it.
WORTH: Final = 10
MOST_OTHER_WAYS: Final = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """now: people whom it suits, as told; None for too few. required: by law. changes: by what each
    adds, most first.
    """

    now: int | None
    required: tuple[Advice, ...]
    changes: tuple[Advice, ...]
    asks: tuple[Ask, ...]
    nothing: tuple[Nothing, ...]


def plan_of(
    now: int | None,
    then: int | None,
    tried: Sequence[Tried],
    outright: Sequence[Ask | Nothing] = (),
) -> Plan:
    """The same numbers always give the same plan: equal ones stand in the order of the kinds.

    then: whom it suits once what holds it back is mended; else as now.
    """
    required = tuple(Advice(each) for each in tried if each.by_law)
    changes: list[Advice] = []
    nothing = [each for each in outright if isinstance(each, Nothing)]
    for kind in Kind:
        own = [each for each in tried if each.kind is kind and not each.by_law]
        found = advice_of(kind, own, then) if own else None
        if isinstance(found, Advice):
            changes.append(found)
        elif found:
            nothing.append(found)
    changes.sort(key=lambda each: -(each.best.more or 0))
    asks = tuple(each for each in outright if isinstance(each, Ask))
    return Plan(now, required, tuple(changes[:MOST_CHANGES]), asks, tuple(nothing))


def advice_of(kind: Kind, tried: Sequence[Tried], suited: int | None) -> Advice | Nothing:
    """The best of what was tried of one kind; nothing where none is worth telling."""
    ways = [each for each in tried if not each.is_proof and _is_worth(each, suited or 0)]
    if not ways:
        return Nothing(kind, "little", tried[0].figures)
    best = CHOOSE.get(kind, most)(ways)
    others = sorted(ways, key=lambda each: -(each.more or 0))
    also: dict[str, Tried] = {}
    for each in others:
        if each.said != best.said:
            also.setdefault(each.said, each)
    proof = tuple(each for each in tried if each.is_proof and each.more)
    return Advice(best, tuple(also.values())[:MOST_OTHER_WAYS], proof)


def _is_worth(each: Tried, suited: int) -> bool:
    """At least a tenth of those whom it suits; of another place more than all of them, as some
    people live everywhere.
    """
    more = each.more or 0
    return more > suited if each.is_other else more > 0 and WORTH * more >= suited


def most(ways: Sequence[Tried]) -> Tried:
    """The one that adds most; of equal ones the first, which asks least of the firm."""
    return max(ways, key=lambda each: each.more or 0)


def cheapest(ways: Sequence[Tried]) -> Tried:
    """The first that adds at least half of what the best one does."""
    bar = (most(ways).more or 0) / 2
    return next(each for each in ways if (each.more or 0) >= bar)


# Of these kinds more of a change costs more, so the least that does most of it is proposed.
CHOOSE: Final[Mapping[Kind, Callable[[Sequence[Tried]], Tried]]] = {
    Kind.PAY: cheapest,
    Kind.HOURS: cheapest,
    Kind.CERTIFICATE: cheapest,
    Kind.BACKGROUND: cheapest,
    Kind.EQUIPMENT: cheapest,
}
