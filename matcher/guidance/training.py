"""Training and start-up: what subsidies may be claimed, the courses her trades ask for, a licence.

An office decides; and training that is sold with the promise of a job is warned of each time.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.ground import Course, Ground
from matcher.guidance.standing import NO, YES, Gate, offers_in
from matcher.guidance.told import answer_clauses, answer_figures
from registry.entitlements.condition import Holds
from registry.entitlements.entitlement import Answer, Benefit

TRAININGS: Final = (Benefit.TRAINING, Benefit.STARTUP_TRAINING)
BUSINESS: Final = (Benefit.STARTUP_LOAN, Benefit.TAX_OWN)
LICENCE: Final = frozenset({"licence", "business"})  # conditions that a licence meets
ANSWERS: Final = {
    Answer.LIKELY: "likely",
    Answer.UNKNOWN: "unknown",
    Answer.NOT: "not_yet",
}
STEPS: Final = {Answer.LIKELY: "apply", Answer.UNKNOWN: "tell", Answer.NOT: "first"}
# Training sold with the promise of a job: the rules by which such postings are held back.
BAIT: Final = ("网络招聘五部门通知（R7.5）", "劳动合同法 9")
MOST_COURSES: Final = 3
SOON: Final = 7
WITHIN_A_MONTH: Final = 30


def training(ground: Ground) -> tuple[Outcome, ...]:
    """What may be claimed first, then the courses, what a licence opens, and what is not known."""
    said = list(ANSWERS.values())
    subsidies = sorted(_subsidies(ground), key=lambda each: said.index(each.said))
    found: list[Outcome] = [*subsidies, *_courses(ground), *_business(ground)]
    asks = []
    if not ground.beside.entitlements:
        asks.append(Ask(Kind.TRAINING, Question.CIRCUMSTANCES, "policies"))
    if not ground.worker.occupations:
        asks.append(Ask(Kind.TRAINING, Question.TRADES, "courses"))
    return (*found, *asks) or (Nothing(Kind.TRAINING, "nothing"),)


def _subsidies(ground: Ground) -> Iterator[Advice]:
    """An answer each; NOT is told only with what would change it."""
    for benefit in TRAININGS:
        one = ground.beside.entitlement(benefit)
        if one is None or (one.answer is Answer.NOT and not one.opens):
            continue
        figures = answer_figures(ground, one)
        del figures[
            "opens"
        ]  # among them "register first", which may shut what training first opens
        clauses = (*answer_clauses(one), *BAIT)
        steps = (Step(STEPS[one.answer], SOON, figures), Step("refuse", None))
        yield Advice(Kind.TRAINING, ANSWERS[one.answer], figures, clauses=clauses, steps=steps)


def _business(ground: Ground) -> Iterator[Advice]:
    """What opens on registering a business: where nothing but the licence is known against it."""
    for benefit in BUSINESS:
        one = ground.beside.entitlement(benefit)
        if one is None or any(
            each.holds is Holds.NO and each.rule not in LICENCE for each in one.conditions
        ):
            continue
        figures = answer_figures(ground, one)
        figures["unknown"] = f"；还不知道：{figures['lacks']}" if one.missing else ""
        steps = (Step("ask_office", WITHIN_A_MONTH, figures),)
        clauses = answer_clauses(one)
        yield Advice(Kind.TRAINING, "business", figures, clauses=clauses, steps=steps)


def _courses(ground: Ground) -> Iterator[Advice]:
    """The certificates that most jobs of her trades ask for and she has not told, with a course."""
    if not ground.worker.occupations:
        return
    standing = ground.standing
    trade = (standing.gates[Gate.TRADE] == YES) & (standing.gates[Gate.RULES] != NO)
    asked = standing.at.column("certificates") & ~standing.at.people.means.certificates
    of = offers_in(standing.library, trade)
    jobs: dict[str, int] = {}
    for bit, row in enumerate(ground.tables.certificates.rows):
        course = ground.beside.courses.get(row.name)
        if course is None or not ground.has_for(course):
            continue
        asks = trade & ((asked[:, bit // 64] >> np.uint64(bit % 64)) & np.uint64(1) != 0)
        jobs[row.name] = offers_in(standing.library, asks)
    best = sorted((name for name in jobs if jobs[name]), key=lambda name: (-jobs[name], name))
    for name in best[:MOST_COURSES]:
        yield _course(ground.beside.courses[name], jobs[name], of)


def _course(course: Course, jobs: int, of: int) -> Advice:
    figures: dict[str, Figure] = {
        "certificate": course.certificate,
        "jobs": jobs,
        "of": of,
        "where": course.where,
        "hours": f"规定培训 {course.hours} 学时" if course.hours else "学时没有查到规定",
        "days": f"通常约 {course.days} 天" if course.days else "多久取得没有查到",
        "cost": course.cost,
        "doubt": "（有的内容未见原文，先向办理的部门问清）" if course.assumed else "",
    }
    said = "degree" if course.by_degree else "course"
    steps = (Step(said, SOON, figures), Step("refuse", None))
    return Advice(Kind.TRAINING, said, figures, clauses=(course.source, *BAIT), steps=steps)
