"""An objection to a credit entry (山东省社会信用条例 39): hers to make, answered by a day."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from registry.actor import Actor
from registry.registration.credit_terms import CreditTerms, DeadlineKind
from registry.registration.working_days import Calendar, Deadline, deadline
from registry.step_table import OFFICER, PERSON, Refused, Step, StepTable


class ObjectionState(StrEnum):
    """Where an objection stands."""

    NONE = "NONE"  # 未提出
    OPEN = "OPEN"  # 待答复
    ANSWERED = "ANSWERED"  # 已答复


class ObjectionEvent(StrEnum):
    """What happens to it."""

    MAKE = "make"  # 提出
    ANSWER = "answer"  # 答复


CLAUSE: Final = "山东省社会信用条例 39"
_S, _E = ObjectionState, ObjectionEvent
TABLE: Final = StepTable(
    steps=(
        # At the counter an officer writes it down.
        Step(_S.NONE, _E.MAKE, _S.OPEN, PERSON | OFFICER, CLAUSE),
        Step(_S.OPEN, _E.ANSWER, _S.ANSWERED, OFFICER, CLAUSE, other_officer=True),
    ),
    state_names={_S.NONE: "未提出", _S.OPEN: "待答复", _S.ANSWERED: "已答复"},
    event_names={_E.MAKE: "提出异议", _E.ANSWER: "答复异议"},
)


class ObjectionRefused(Refused):
    """An objection or an answer without words."""

    code = "objection_refused"


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection and its answer. deadline: the last day on which the bureau answers in time."""

    words: str
    made_on: date
    deadline: Deadline
    state: ObjectionState = ObjectionState.OPEN
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None


def objected(
    actor: Actor,
    as_of: date,
    words: str,
    needs_others: bool,
    terms: CreditTerms,
    calendar: Calendar,
) -> Objection:
    """A new objection. needs_others: other authorities must help, so that it takes longer."""
    TABLE.step(ObjectionState.NONE, ObjectionEvent.MAKE, actor)
    _refuse_blank(words, "异议的理由")
    kind = DeadlineKind.OBJECTION_WITH_OTHERS if needs_others else DeadlineKind.OBJECTION
    return Objection(words, as_of, deadline(kind, as_of, terms, calendar))


def answered(
    objection: Objection, decided_by: str, actor: Actor, as_of: date, answer: str
) -> Objection:
    """The objection when an officer answered it. decided_by: whose decision it is against."""
    state = TABLE.step(objection.state, ObjectionEvent.ANSWER, actor, decided_by)
    _refuse_blank(answer, "答复的内容")
    return replace(objection, state=state, answer=answer, answered_by=actor.id, answered_on=as_of)


def how_to_object(terms: CreditTerms, as_of: date) -> str:
    """What every notice on credit says at its end."""
    days = terms.deadline(DeadlineKind.OBJECTION, as_of).days
    longer = terms.deadline(DeadlineKind.OBJECTION_WITH_OTHERS, as_of).days
    return (
        f"您可以查询本人的全部记录；如有异议可随时提出，{days}个工作日内答复"
        f"（须其他部门协助的{longer}个工作日）。"
    )


def _refuse_blank(words: str, name: str) -> None:
    if not words.strip():
        raise ObjectionRefused(f"不能办理：{name}不能为空。")
