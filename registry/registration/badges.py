"""How far each thing that a person stated is proven: promised, verified, contradicted, unknown."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from registry.registration.claim import Claim
from registry.registration.cross_check import all_hits
from registry.registration.employment_type import employment_type
from registry.registration.hits import HitRule
from registry.registration.register_answer import Answer, AnswerStatus, Source


class Badge(StrEnum):
    """What stands beside a statement."""

    PROMISED = "promised"  # 承诺
    VERIFIED = "verified"  # 已核验
    CONTRADICTED = "contradicted"  # 冲突
    NOT_FOUND = "not_found"  # 未查到


class Statement(NamedTuple):
    """One thing stated. sources: the registers that know of it; codes: hits that contradict it."""

    name: str
    sources: frozenset[Source] = frozenset()
    codes: frozenset[str] = frozenset()


BADGE_NAMES: Final = {
    Badge.PROMISED: "承诺",
    Badge.VERIFIED: "已核验",
    Badge.CONTRADICTED: "冲突",
    Badge.NOT_FOUND: "未查到",
}
_S: Final = Source
STATEMENTS: Final = {
    "no_unit": Statement(
        "没有被用人单位招用",
        frozenset({_S.EMPLOYMENT, _S.INSURANCE, _S.CONTRACTS}),
        frozenset({"UNIT_EMPLOYED", "UNIT_INSURED", "LABOUR_CONTRACT"}),
    ),
    "no_pension": Statement(
        "没有享受基本养老保险待遇", frozenset({_S.INSURANCE}), frozenset({"PENSIONER"})
    ),
    "no_licence": Statement(
        "没有领取营业执照",
        frozenset({_S.EMPLOYMENT, _S.BUSINESS}),
        frozenset({"LICENSED_SELF"}),
    ),
    "no_other": Statement(
        "没有另一条灵活就业登记", frozenset({_S.EMPLOYMENT}), frozenset({"DUPLICATE"})
    ),
    "start_date": Statement("就业时间"),
    "work_content": Statement("从事工作内容"),
    "work_hours": Statement("工作时长"),
    "income": Statement("劳动收入"),
}
EMPLOYMENT_TYPE: Final = Statement("就业类型")


def badges(
    claim: Claim, answers: Sequence[Answer], table: Sequence[HitRule], as_of: date
) -> dict[str, Badge]:
    """By statement. answers: of the last round; what no register knows of stays a promise."""
    answered = {each.source for each in answers if each.status is AnswerStatus.OK}
    hit = {each.rule.code for each in all_hits(answers, table, as_of) if each.rule}
    found = {name: _badge(statement, answered, hit) for name, statement in STATEMENTS.items()}
    return found | {"employment_type": _employment_type(claim, answers)}


def _badge(statement: Statement, answered: set[Source], hit: set[str]) -> Badge:
    if not statement.sources:
        return Badge.PROMISED
    if statement.codes & hit:
        return Badge.CONTRADICTED
    return Badge.VERIFIED if statement.sources <= answered else Badge.NOT_FOUND


def _employment_type(claim: Claim, answers: Sequence[Answer]) -> Badge:
    known = employment_type(answers, claim.start_date)
    if known is None:
        return Badge.NOT_FOUND
    stated = claim.employment_type
    return Badge.VERIFIED if stated in (None, known) else Badge.CONTRADICTED
