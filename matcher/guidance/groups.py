"""Help for groups: only by what she has told of herself, or a register holds of her unemployment.

Never worked out of a birth date or a sex: of hardship the ground of age is left out here, and stays
with the entitlement that an office looks at when she asks for it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.ground import Ground
from matcher.guidance.told import answer_clauses, answer_figures
from registry.entitlements.days import months_after
from registry.entitlements.entitlement import Answer, Benefit
from registry.entitlements.facts import CIRCUMSTANCE_NAMES, Circumstance, Told

LONG_MONTHS: Final = 6  # RULEBOOK 8: longer than this without work goes before
JOBLESS: Final = "hardship_jobless_months"
HARDSHIP: Final = "山东省就业促进条例 42"
ORDER: Final = "山东省就业促进条例 42、45"
LONG: Final = ("人社部发〔2022〕38号", "就业服务与就业管理规定（职业指导的内容）")
SPECIAL: Final = ("就业服务与就业管理规定（职业指导的内容）",)
# Of the nine grounds those that only her own word answers.
GROUNDS: Final = (
    Circumstance.ZERO_EMPLOYMENT_FAMILY,
    Circumstance.ZERO_TRANSFER_FAMILY,
    Circumstance.SINGLE_PARENT,
    Circumstance.LIVING_ALLOWANCE,
    Circumstance.DISABILITY_CERTIFICATE,
    Circumstance.LOST_LAND,
    Circumstance.OTHER_HARDSHIP,
)
# Days till the first talk, by how pressing it is; [assumption] but for 7 and 30 (RULEBOOK 8).
FIRST, SOON, AGAIN = 3, 7, 30


def groups(ground: Ground) -> tuple[Outcome, ...]:
    """The most pressing first: recognised, to be recognised, long without work, graduates, others.

    Nothing told: an offer to tell, never a guess.
    """
    found = (
        *_recognised(ground),
        *_may_be_recognised(ground),
        *_long_without_work(ground),
        *_graduate(ground),
        *_others(ground),
    )
    if ground.beside.facts.circumstances is None:
        return (*found, Ask(Kind.GROUPS, Question.CIRCUMSTANCES, "offer"))
    return found or (Nothing(Kind.GROUPS, "none"),)


def _source(told: Told[date | None] | Told[frozenset[Circumstance]]) -> dict[str, Figure]:
    return {"source": told.source, "on": told.on}


def _since(told: Told[date | None] | None, day: date) -> date | None:
    """The day of a fact that holds on a day."""
    value = told.value if told else None
    return value if value is not None and value <= day else None


def _recognised(ground: Ground) -> Iterator[Advice]:
    told = ground.beside.facts.hardship_on
    since = _since(told, ground.as_of)
    if told is not None and since is not None:
        figures: dict[str, Figure] = {"since": since, **_source(told)}
        yield _help("recognised", figures, FIRST, (ORDER,))


def _may_be_recognised(ground: Ground) -> Iterator[Advice]:
    """By her own word, or by how long she is registered unemployed; an office recognises."""
    facts, day = ground.beside.facts, ground.as_of
    if _since(facts.hardship_on, day):
        return
    told = facts.circumstances
    names = [CIRCUMSTANCE_NAMES[each] for each in GROUNDS if told and each in told.value]
    since = _since(facts.unemployed_since, day)
    number = ground.number(JOBLESS)
    most = int(number.value) if number is not None and number.value is not None else None
    if since is not None and most is not None and months_after(since, most) <= day:
        names.append(f"连续失业满 {most} 个月")
    if names:
        figures: dict[str, Figure] = {
            "grounds": "、".join(names),
            "registered": "已有失业登记" if since else "没有查到失业登记，认定时要先登记失业",
        }
        yield _help("may_be_recognised", figures, FIRST, (HARDSHIP,))


def _long_without_work(ground: Ground) -> Iterator[Advice]:
    told = ground.beside.facts.unemployed_since
    since = _since(told, ground.as_of)
    if told is not None and since is not None and months_after(since, LONG_MONTHS) < ground.as_of:
        figures: dict[str, Figure] = {
            "since": since,
            "days": (ground.as_of - since).days,
            "months": LONG_MONTHS,
            **_source(told),
        }
        yield _help("long", figures, SOON, LONG)


def _graduate(ground: Ground) -> Iterator[Advice]:
    """A graduation that she told of, as the policy on graduates judges it."""
    told, one = ground.beside.facts.graduated_on, ground.beside.entitlement(Benefit.GRADUATE)
    since = _since(told, ground.as_of)
    if told is None or since is None or one is None or one.answer is Answer.NOT:
        return
    figures = answer_figures(ground, one) | {"since": since, **_source(told)}
    said = "graduate" if one.answer is Answer.LIKELY else "graduate_unknown"
    yield _help(said, figures, SOON, answer_clauses(one))


def _others(ground: Ground) -> Iterator[Advice]:
    """Circumstances that other policies or a service of their own belong to."""
    told = ground.beside.facts.circumstances
    if told is None:
        return
    names = [
        name
        for each, name in CIRCUMSTANCE_NAMES.items()
        if each in told.value and each not in GROUNDS
    ]
    if names:
        figures: dict[str, Figure] = {"names": "、".join(names), **_source(told)}
        yield _help("others", figures, SOON, SPECIAL)


def _help(said: str, figures: dict[str, Figure], days: int, clauses: tuple[str, ...]) -> Advice:
    figures = figures | {"within": days, "again": AGAIN}
    steps = (Step(f"{said}_first", days, figures), Step("again", AGAIN, figures))
    return Advice(Kind.GROUPS, said, figures, clauses=clauses, steps=steps)
