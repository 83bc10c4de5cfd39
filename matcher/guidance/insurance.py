"""Paying as a flexible worker: months until the statutory age, months that a pension asks for.

A woman whose class is not known is reckoned as who pays for herself; what is reachable counts from
next month on.
"""

from datetime import date
from typing import Final, NamedTuple

from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.ground import Ground
from matcher.guidance.told import answer_clauses, answer_figures
from registry.entitlements.entitlement import Answer, Benefit, Entitlement
from registry.parameters import EVERYWHERE
from registry.registration.retirement import (
    CLAUSE,
    RetireClass,
    likely_classes,
    months_left,
    retirement,
)

NEEDED: Final = "min_contribution_months"
CLASSES: Final = {
    RetireClass.M60: "原60周岁",
    RetireClass.F55: "原55周岁",
    RetireClass.F50: "原50周岁",
}
FLEXIBLE: Final = "劳社部发〔2001〕20号 3"  # women who pay for themselves draw at 55
BOTH: Final = "；以灵活就业人员身份参保的女性按原55周岁，下面按这一个算，由社保经办机构认定"
PENSION: Final = "社会保险法 16"
ANSWERS: Final = {
    Answer.LIKELY: "subsidy",
    Answer.UNKNOWN: "subsidy_unknown",
    Answer.NOT: "subsidy_not",
}
SOON: Final = 7
WITHIN_A_MONTH: Final = 30


class Way(NamedTuple):
    """One class somebody may retire by. statutory: the first day of the month. left: months until
    it, at most 0 where it has begun. needed: months of contributions, None where not known.
    """

    retire_class: RetireClass
    statutory: date
    left: int
    needed: int | None


def insurance(ground: Ground) -> tuple[Outcome, ...]:
    """The pension first, then the subsidy; paid months are asked for where they matter."""
    facts, day = ground.beside.facts, ground.as_of
    drawn = facts.pension_since
    if drawn is not None and drawn.value is not None and drawn.value <= day:
        return (Nothing(Kind.INSURANCE, "pension", {"since": drawn.value}),)
    subsidy = ground.beside.entitlement(Benefit.SOCIAL_INSURANCE)
    besides = _subsidy(ground, subsidy) if subsidy else ()
    if _born(ground) is None:
        return (*besides, Ask(Kind.INSURANCE, Question.BIRTH, "born"))
    ways = _ways(ground)
    if not ways:
        return (*besides, Ask(Kind.INSURANCE, Question.BIRTH, "sex"))
    return (*_pension(ground, ways), *besides)


def _born(ground: Ground) -> date | None:
    told = ground.beside.facts.born
    return told.value if told else ground.worker.born


def _ways(ground: Ground) -> tuple[Way, ...]:
    """The classes she may retire by, the earliest first; none where nothing tells them."""
    facts, born = ground.beside.facts, _born(ground)
    pays = facts.paid_through is not None and facts.paid_through.value is not None
    if facts.retire_class is not None:
        classes: tuple[RetireClass, ...] = (facts.retire_class.value,)
    elif facts.sex is not None:
        classes = likely_classes(facts.sex.value, pays)
    else:
        classes = ()
    ways = [_way(ground, each, born) for each in classes if born is not None]
    return tuple(sorted(ways, key=lambda way: way.statutory))


def _way(ground: Ground, retire_class: RetireClass, born: date) -> Way:
    statutory = retirement(retire_class, born).statutory
    number = ground.beside.numbers.get(NEEDED)
    found = number.on(statutory, ground.county or EVERYWHERE) if number else None
    needed = int(found.value) if found and found.value is not None else None
    return Way(retire_class, statutory, months_left(retire_class, born, ground.as_of), needed)


def _pension(ground: Ground, ways: tuple[Way, ...]) -> tuple[Outcome, ...]:
    """By the only month, or of two by that of who pays for herself, which is the later."""
    way = ways[-1]
    reach = max(0, way.left - 1)
    figures: dict[str, Figure] = {
        "ways": "或".join(
            f"{each.statutory:%Y年%m月}（{CLASSES[each.retire_class]}）" for each in ways
        ),
        "note": BOTH if len(ways) > 1 else "",
        "statutory": way.statutory,
        "by": CLASSES[way.retire_class],
        "left": max(0, way.left),
        "reach": reach,
        "day": ground.as_of,
    }
    clauses = (CLAUSE, PENSION, *((FLEXIBLE,) if RetireClass.F55 in _classes(ways) else ()))
    steps = [Step("look", SOON)]
    if not _pays(ground) and way.left > 0:
        steps.append(Step("begin", WITHIN_A_MONTH))
    said = "past"
    if way.needed is None:
        said = "unknown"
    else:
        figures |= {"needed": way.needed, "lacks": max(0, way.needed - reach)}
        if way.left > 0:
            said = "reaches" if reach >= way.needed else "short"
    told = Advice(Kind.INSURANCE, said, figures, clauses=clauses, steps=tuple(steps))
    if said == "reaches":
        return (told,)
    return (told, Ask(Kind.INSURANCE, Question.PAID_MONTHS, "paid", figures))


def _classes(ways: tuple[Way, ...]) -> tuple[RetireClass, ...]:
    return tuple(way.retire_class for way in ways)


def _pays(ground: Ground) -> bool:
    """Whether she is known to have paid premiums of her own."""
    told = ground.beside.facts.paid_through
    return told is not None and told.value is not None


def _subsidy(ground: Ground, one: Entitlement) -> tuple[Advice, ...]:
    """The subsidy's answer; the months left are told only where it is likely."""
    said = ANSWERS[one.answer]
    if one.answer is Answer.NOT and not one.opens:
        return ()
    figures = answer_figures(ground, one)
    if one.answer is Answer.LIKELY and one.term is not None:
        figures["left"] = one.term.left
        steps = (Step("claim", WITHIN_A_MONTH, figures),)
    else:
        steps = (Step("tell" if one.answer is Answer.UNKNOWN else "first", SOON, figures),)
    return (Advice(Kind.INSURANCE, said, figures, clauses=answer_clauses(one), steps=steps),)
