"""The missing certificate that opens most: how many jobs, at what pay, where and how long."""

from typing import Final

import numpy as np

from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.change import Change
from matcher.guidance.ground import Course, Ground
from matcher.guidance.standing import YES, Gate
from matcher.guidance.what_if import is_worth, paid, pay_of
from registry.entitlements.entitlement import Answer, Benefit

MOST: Final = 2
# Of so many certificates, those that most postings ask for, the matcher is run again.
TRIED: Final = 8
FIRST_STEP: Final = 3


def certificate(ground: Ground) -> tuple[Outcome, ...]:
    """The certificates that open most of what only papers keep from her."""
    if not ground.worker.occupations:
        return (Ask(Kind.CERTIFICATE, Question.TRADES, "trades"),)
    found = [_advice(ground, name) for name in _asked(ground)]
    kept = sorted((each for each in found if each), key=_worth)
    if kept and not ground.worker.certificates:
        # Perhaps she holds it: that is asked before anybody is sent to school.
        ask = Ask(Kind.CERTIFICATE, Question.CERTIFICATES, "untold", kept[0].figures)
        return (*kept[:MOST], ask)
    return tuple(kept[:MOST]) or (Nothing(Kind.CERTIFICATE, "none"),)


def _worth(advice: Advice) -> tuple[int, str]:
    return (-(advice.opens.more if advice.opens else 0), str(advice.figures["certificate"]))


def _asked(ground: Ground) -> list[str]:
    """Certificates that postings ask for which nothing but papers shuts, the commonest first."""
    standing = ground.standing
    lacking = standing.but(Gate.CERTIFICATES) & (standing.gates[Gate.CERTIFICATES] != YES)
    asked = standing.at.column("certificates")[lacking]
    asked = asked & ~standing.person.people.means.certificates
    bits = np.unpackbits(asked.view(np.uint8), axis=1, bitorder="little").sum(axis=0)
    names = [row.name for row in ground.tables.certificates.rows]
    order = np.argsort(-bits[: len(names)].astype(np.int64), kind="stable")
    reachable = [
        names[place] for place in order if bits[place] and not _closed(ground, names[place])
    ]
    return reachable[:TRIED]


def _closed(ground: Ground, name: str) -> bool:
    """Whether she cannot come by it now: it takes a degree, or a certificate that she lacks."""
    course = ground.beside.courses.get(name)
    return course is not None and (course.by_degree or not ground.has_for(course))


def _advice(ground: Ground, name: str) -> Advice | None:
    change = Change(certificates=(name,))
    opens = ground.what_if.opens(change)
    if not is_worth(opens):
        return None
    course = ground.beside.courses.get(name)
    figures: dict[str, Figure] = {"certificate": name, "more": opens.more, "now": opens.now}
    figures |= pay_of(opens)
    figures |= _course_figures(course)
    steps = [Step("where" if course else "ask_where", FIRST_STEP, figures)]
    if subsidy := _subsidy(ground):
        steps.append(Step(subsidy, FIRST_STEP, figures))
    if course and course.days:
        steps.append(Step("held", course.days, figures))
    also = (*paid(figures), *(("course",) if course else ()))
    return Advice(
        Kind.CERTIFICATE,
        "opens",
        figures,
        also,
        opens,
        change,
        opens.examples,
        (course.source,) if course and course.source else (),
        tuple(steps),
    )


def _course_figures(course: Course | None) -> dict[str, Figure]:
    if course is None:
        return {}
    days = f"约 {course.days} 天" if course.days else "时间请先问清"
    return {"where": course.where, "days": days, "cost": course.cost}


def _subsidy(ground: Ground) -> str:
    """Which word on the training subsidy belongs to her answer; "" where nothing was asked."""
    found = ground.beside.entitlement(Benefit.TRAINING)
    if found is None:
        return ""
    return {Answer.LIKELY: "subsidy", Answer.UNKNOWN: "subsidy_unknown", Answer.NOT: ""}[
        found.answer
    ]
