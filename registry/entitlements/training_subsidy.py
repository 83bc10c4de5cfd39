"""职业培训补贴 and 创业培训补贴 (63号 四; RULEBOOK R5.2): trained first, then flexible work."""

from datetime import date
from typing import Final, NamedTuple

from registry.entitlements.basis import NOTICE, TRAINING_LIST
from registry.entitlements.condition import Look, Row, Seen, Subject, judged, looked, unknown
from registry.entitlements.entitlement import Amount, Benefit, Check, Entitlement
from registry.entitlements.facts import Told
from registry.entitlements.shared import REGISTERED, said


class Course(NamedTuple):
    """One kind of training: its fact, its number, and what leads to it."""

    fact: str
    amount: str
    name: str
    opens: str


COURSES: Final = {
    Benefit.TRAINING: Course(
        "trained_on", "training_subsidy_amount", "职业技能培训",
        "先参加人社部门认可的职业技能培训并结业。",
    ),
    Benefit.STARTUP_TRAINING: Course(
        "startup_trained_on", "startup_training_subsidy_amount", "创业培训",
        "先参加人社部门认可的创业培训并结业。",
    ),
}  # fmt: skip
LATER: Final = (Check("培训机构和项目在公布的目录内，证书可查", "鲁财社〔2024〕56号"),)


def training_subsidy(subject: Subject, benefit: Benefit) -> Entitlement:
    """Trained, in flexible work since, and among those for whom it is paid. benefit: which."""
    course = COURSES[benefit]
    rows = (
        Row("trained", f"{course.name}已结业", NOTICE, _trained(course), course.opens),
        REGISTERED,
        Row("work_after", "培训以后才开始灵活就业", NOTICE, _work_after(course)),
        Row(
            "in_list",
            "在补贴对象范围内",
            TRAINING_LIST,
            said("training_in_list", "人社部门已确认在范围内。", "不在对象范围内。", "NOT_LISTED"),
        ),
    )
    used = subject.number(course.amount)
    words = f"{used.value:g} 元" if used.value is not None else "临沂的标准没有查到"
    return Entitlement(
        benefit,
        tuple(looked(row, subject) for row in rows),
        amounts=(Amount("补贴标准", used, words),),
        later=LATER,
    )


def _day(course: Course, subject: Subject) -> Told[date | None] | None:
    found: Told[date | None] | None = getattr(subject.facts, course.fact)
    return found


def _trained(course: Course) -> Look:
    def look(subject: Subject) -> Seen:
        told = _day(course, subject)
        if told is None:
            return unknown(course.fact)
        holds = told.value is not None and told.value <= subject.as_of
        detail = f"{told.value} 结业。" if holds else f"还没有{course.name}的结业记录。"
        value = str(told.value) if holds else "没有"
        return judged(holds, detail, "NOT_TRAINED", value, "已结业", told)

    return look


def _work_after(course: Course) -> Look:
    """The day of the end of the training itself counts."""

    def look(subject: Subject) -> Seen:
        told, work = _day(course, subject), subject.facts.work
        if told is None:
            return unknown(course.fact)
        if told.value is None:
            return judged(False, "还没有培训。", "NOT_AFTER", "没有", "先培训", told)
        started = work.value.started if work is not None else None
        if work is None or started is None:
            return unknown("work", "登记灵活就业以后才知道。")
        value, bound = f"{started} 开始", f"{told.value} 以后"
        if started >= told.value:
            return judged(True, f"{value}灵活就业，在培训以后。", "", value, bound, work)
        detail = f"{value}灵活就业，在培训以前：是否算“经培训后实现灵活就业”，由人社部门答复。"
        found = unknown("work_order", detail, "WORK_BEFORE")
        return found._replace(value=value, threshold=bound, told=work)

    return look
