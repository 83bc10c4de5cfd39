"""Signs of fraud in what she is looking at, and pay far above its trade among her jobs.

A sign is a reason to look, not a verdict: what is found is to be checked before anybody goes there.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.ground import Ground, LookedAt
from matcher.guidance.standing import YES, Gate, offers_in


class Sign(NamedTuple):
    """What a flag of a posting is called, by which rule it counts, and whether it asks for money or
    papers, which is unlawful whatever else is so.
    """

    name: str
    clause: str
    grave: bool = True


NOTICE: Final = "网络招聘五部门通知（R7.5）"
PREFIX: Final = "lint_"
SIGNS: Final = {
    "deposit": Sign("收押金、保证金", "就业促进法 41；劳动合同法 9"),
    "worker_fee": Sign("要劳动者交费", "劳动合同法 9；就业促进法 35"),
    "papers_fee": Sign("办证、体检费由劳动者出", "劳动合同法 9", grave=False),
    "id_held": Sign("扣押证件", "就业促进法 41；劳动合同法 9"),
    "training_loan": Sign("培训贷", f"{NOTICE}；人力资源市场暂行条例 27"),
    "train_to_hire": Sign("招转培（以招聘为名收费培训）", NOTICE),
    "advance": Sign("要劳动者垫付", NOTICE),
    "click_farming": Sign("刷单、虚假交易", "反不正当竞争法；电子商务法 17"),
    "pay_implausible": Sign("报酬数字不合常理", "R7.6", grave=False),
    "pay_far_above": Sign("报酬远高于同工种", f"{NOTICE}；R7.6", grave=False),
}
PAY_CLAUSES: Final = (NOTICE, "R7.6")
MOST_POSTINGS: Final = 3
FIRST: Final = 1
SOON: Final = 3


def fraud(ground: Ground) -> tuple[Outcome, ...]:
    """The postings with the gravest signs first, then pay that is too good for its trade."""
    looked_at = ground.beside.looked_at
    pay = tuple(_pay(ground))
    if looked_at is None:
        return (*pay, Ask(Kind.FRAUD, Question.LOOKED_AT, "looked_at"))
    marked = sorted((each for each in looked_at if _signs(each)), key=_gravest)
    found = [_marked(each, len(looked_at), len(marked)) for each in marked[:MOST_POSTINGS]]
    return (*found, *pay) or (Nothing(Kind.FRAUD, "none", {"looked": len(looked_at)}),)


def _signs(looked_at: LookedAt) -> tuple[Sign, ...]:
    """The signs of a posting that tell of fraud, each once, in the order of the table."""
    codes = {code.removeprefix(PREFIX) for code in looked_at.signs}
    return tuple(sign for code, sign in SIGNS.items() if code in codes)


def _gravest(looked_at: LookedAt) -> tuple[int, int, str]:
    signs = _signs(looked_at)
    return (-sum(sign.grave for sign in signs), -len(signs), looked_at.posting)


def _marked(looked_at: LookedAt, looked: int, marked: int) -> Advice:
    signs = _signs(looked_at)
    figures: dict[str, Figure] = {
        "title": looked_at.title,
        "signs": "、".join(sign.name for sign in signs),
        "count": len(signs),
        "looked": looked,
        "marked": marked,
    }
    grave = any(sign.grave for sign in signs)
    clauses = tuple(dict.fromkeys(sign.clause for sign in signs))
    steps = (Step("pay_nothing" if grave else "ask", FIRST, figures), Step("report", SOON, figures))
    said = "marked" if grave else "doubtful"
    return Advice(Kind.FRAUD, said, figures, clauses=clauses, steps=steps)


def _pay(ground: Ground) -> Iterator[Advice]:
    """Jobs of her trades within reach whose least pay is far above what their trade pays there."""
    standing = ground.standing
    library, at = standing.library, standing.at
    hers = (standing.gates[Gate.TRADE] == YES) & at.within_reach & ~np.isnan(at.trade_median)
    far = hers & at.pay_doubtful
    if far.any():
        figures: dict[str, Figure] = {
            "far": offers_in(library, far),
            "of": offers_in(library, hers),
            "times": library.trade.times,
        }
        steps = (Step("ask", FIRST, figures),)
        proof = ground.what_if.nearest(np.flatnonzero(far))
        yield Advice(Kind.FRAUD, "pay", figures, proof=proof, clauses=PAY_CLAUSES, steps=steps)
