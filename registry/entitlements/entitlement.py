"""The answer on one policy: likely, not, or not known, with every condition; an office decides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from registry.entitlements.condition import Condition, Holds, all_hold
from registry.entitlements.subsidy_term import Term
from registry.trace import NumberUsed

DECIDED_BY: Final = "由人社部门审核决定"


class Benefit(StrEnum):
    """The policies of 63号 四, and one right."""

    SOCIAL_INSURANCE = "social_insurance_subsidy"
    HARDSHIP = "hardship_recognition"
    GRADUATE = "recent_graduate"
    TRAINING = "training_subsidy"
    STARTUP_TRAINING = "startup_training_subsidy"
    STARTUP_LOAN = "startup_loan"
    TAX_OWN = "tax_relief_own"
    TAX_HIRED = "tax_relief_hired"
    INJURY = "occupational_injury_cover"


class Answer(StrEnum):
    """What is told; never a promise."""

    LIKELY = "LIKELY"
    NOT = "NOT"
    UNKNOWN = "UNKNOWN"


class Door(StrEnum):
    """How a policy is come by."""

    NOW = "now"  # 现在可以申请
    STANDING = "standing"  # 一种身份，本身不发钱
    LICENCE = "licence"  # 领了营业执照才有
    FIRM = "firm"  # 由招用的单位享受
    RIGHT = "right"  # 劳动者的权利，由平台办理


class Amount(NamedTuple):
    """How much; used: the policy number, of which the value may be unknown. words: Chinese."""

    name: str
    used: NumberUsed
    words: str


class Check(NamedTuple):
    """What the office looks at besides, and we do not ask."""

    name: str
    clause: str


class Policy(NamedTuple):
    """What a policy is called, by which rule and clause, how it is come by, and who decides."""

    rule: str
    name: str
    clause: str
    door: Door = Door.NOW
    decided_by: str = DECIDED_BY


ANSWERS: Final = {Holds.YES: Answer.LIKELY, Holds.NO: Answer.NOT, Holds.UNKNOWN: Answer.UNKNOWN}
ANSWER_NAMES: Final = {
    Answer.LIKELY: "可能可以申请",
    Answer.NOT: "现在不符合",
    Answer.UNKNOWN: "还不能判断",
}
# Where it is said otherwise than in general.
HAD: Final = "已经认定"
SAID: Final = {
    (Door.STANDING, Answer.LIKELY): "可能符合",
    (Door.FIRM, Answer.LIKELY): "单位可能可以享受",
    (Door.RIGHT, Answer.LIKELY): "您应当有",
    (Door.RIGHT, Answer.NOT): "不在范围内",
}
_BY_TAX: Final = "由税务部门审核决定"
_BY_BANK: Final = "由人社部门和经办银行审核决定"
_BY_PLATFORM: Final = "由平台办理"
_NOTICE: Final = "63号 四"
POLICIES: Final = {
    Benefit.SOCIAL_INSURANCE: Policy("R5.1", "灵活就业社会保险补贴", _NOTICE),
    Benefit.HARDSHIP: Policy("R5.5", "就业困难人员认定", "山东省就业促进条例 42"),
    Benefit.GRADUATE: Policy("R5.6", "离校2年内未就业高校毕业生", _NOTICE, Door.STANDING),
    Benefit.TRAINING: Policy("R5.2", "职业培训补贴", _NOTICE),
    Benefit.STARTUP_TRAINING: Policy("R5.2", "创业培训补贴", _NOTICE),
    Benefit.STARTUP_LOAN: Policy("R5.3", "创业担保贷款", _NOTICE, Door.LICENCE, _BY_BANK),
    Benefit.TAX_OWN: Policy("R5.4", "重点群体创业税收优惠", _NOTICE, Door.LICENCE, _BY_TAX),
    Benefit.TAX_HIRED: Policy(
        "R5.4", "招用重点群体税收优惠（单位享受）", _NOTICE, Door.FIRM, _BY_TAX
    ),
    Benefit.INJURY: Policy(
        "R5.8", "职业伤害保障", "人社部发〔2021〕56号", Door.RIGHT, _BY_PLATFORM
    ),
}


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The answer on one policy. later: what the office checks besides. notes: in Chinese.

    is_had: she has it already and need not ask for it.
    """

    benefit: Benefit
    conditions: tuple[Condition, ...]
    term: Term | None = None
    amounts: tuple[Amount, ...] = ()
    later: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()
    is_had: bool = False

    @property
    def policy(self) -> Policy:
        """What it is called, and by which clause."""
        return POLICIES[self.benefit]

    @property
    def answer(self) -> Answer:
        """NOT where a condition does not hold, else UNKNOWN where one is not known."""
        return ANSWERS[all_hold(each.holds for each in self.conditions)]

    @property
    def said(self) -> str:
        """The answer in Chinese."""
        if self.is_had:
            return HAD
        return SAID.get((self.policy.door, self.answer), ANSWER_NAMES[self.answer])

    @property
    def deciding(self) -> tuple[Condition, ...]:
        """The conditions that make the answer what it is; none for LIKELY."""
        worst = {Answer.NOT: Holds.NO, Answer.UNKNOWN: Holds.UNKNOWN}.get(self.answer)
        return tuple(each for each in self.conditions if each.holds is worst)

    @property
    def code(self) -> str:
        """The code of the first deciding condition; "" for LIKELY."""
        return self.deciding[0].seen.code if self.deciding else ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts and numbers that are not known and count, each once."""
        lacking = (name for each in self.conditions for name in each.seen.missing)
        return tuple(dict.fromkeys(lacking))

    @property
    def opens(self) -> tuple[str, ...]:
        """What would change the answer."""
        return tuple(dict.fromkeys(each.seen.opens for each in self.deciding if each.seen.opens))
