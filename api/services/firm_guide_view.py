"""Advice for a firm as it is shown: sentences of the templates, JSON; no number below ten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from api.firm_guide_texts import KindTexts
from matcher.guidance.firm.advice import ENOUGH, Advice, Ask, Kind, Nothing, Tried
from matcher.guidance.firm.plan import Plan
from registry.jobs.posting import Posting, PostingState

# So many people for each who is wanted are not few.
MANY: Final = 10
TOO_FEW: Final = f"不足 {ENOUGH} 人"
NOTE: Final = (
    f"只数同意展示的人，按改后的岗位重新匹配得出，人数取整到 5 的倍数，{TOO_FEW}的不说具体数；"
    "性别、户籍不参与计算，年龄只管法定的就业年龄。今天的结果全天不变。"
)
NOTE_FEW: Final = f"目前同意向单位展示的人{TOO_FEW}，测算不了增加多少。"
NOTE_CHANGED: Final = "岗位在今天测算之后改过：下面说的是改之前的，明天按新的内容再算。"


@dataclass(frozen=True, slots=True)
class FirmAdvice:
    """together: what all that is proposed adds at once, None where not known or too few. few: too
    few people are there to tell anything. is_changed: the posting changed after it was advised on.
    """

    posting: Posting
    as_of: date
    elapsed_ms: float
    plan: Plan
    together: int | None
    few: bool
    is_changed: bool
    texts: Mapping[Kind, KindTexts]

    @property
    def now_words(self) -> str:
        """How many it suits as it is."""
        held = self.posting.state is PostingState.HELD
        return "还没有公开，谁也看不到" if held else people(self.plan.now)

    @property
    def enough(self) -> str:
        """What to do first where many suit it already for how many it takes; "" else."""
        now, taken = self.plan.now, self.posting.headcount
        if not now or not taken or now < MANY * taken:
            return ""
        return f"招 {taken} 人，合适的已有 {now} 人以上：先请他们同意联系，比改岗位快。"

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be known of the numbers."""
        told = ((NOTE_CHANGED, self.is_changed), (NOTE_FEW, self.few), (NOTE, True))
        return tuple(text for text, holds in told if holds)

    def to_json(self) -> dict[str, Any]:
        """The answer in the shape of the interface."""
        plan = self.plan
        return {
            "posting_id": self.posting.id,
            "as_of": self.as_of.isoformat(),
            "elapsed_ms": round(self.elapsed_ms, 2),
            "now": plan.now,
            "now_words": self.now_words,
            "enough": self.enough,
            "required": [self.advice(each) for each in plan.required],
            "changes": [self.advice(each) for each in plan.changes],
            "together": self.together,
            "asks": [self.ask(each) for each in plan.asks],
            "nothing": [self.nothing(each) for each in plan.nothing],
            "notes": list(self.notes),
        }

    def advice(self, each: Advice) -> dict[str, Any]:
        """One change with its number, its proof and the next step."""
        texts, best = self.texts[each.best.kind], each.best
        return {
            "kind": best.kind.value,
            "title": texts.title,
            "words": _said(texts.firm[best.said], best),
            "more": best.more,
            "also": [
                {"words": _said(texts.also[one.said], one), "more": one.more} for one in each.also
            ],
            "proof": [_said(texts.firm[one.said], one) for one in each.proof],
            "step": texts.steps.get(best.said, ""),
            "clauses": list(best.clauses),
        }

    def ask(self, each: Ask) -> dict[str, str]:
        """What cannot be told, and what the posting has to say for it."""
        texts = self.texts[each.kind]
        words = texts.whys[each.why].format(**each.figures)
        return {"kind": each.kind.value, "title": texts.title, "words": words}

    def nothing(self, each: Nothing) -> dict[str, str]:
        """What was looked at and is not what keeps people away."""
        texts = self.texts[each.kind]
        words = texts.nothing[each.said].format(**each.figures)
        return {"kind": each.kind.value, "title": texts.title, "words": words}


def people(count: int | None) -> str:
    """A number of people as it is read: down to fives, or too few."""
    return f"{count} 人以上" if count else TOO_FEW


def _said(text: str, tried: Tried) -> str:
    adds = f"合适的人增加 {people(tried.more)}" if tried.more else f"合适的人增加{TOO_FEW}"
    return text.format(**tried.figures, more=tried.more, adds=adds)
