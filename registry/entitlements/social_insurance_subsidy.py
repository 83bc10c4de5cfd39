"""社会保险补贴 for flexible work (63号 四; RULEBOOK R5.1): two groups, never both at once."""

from collections.abc import Sequence
from typing import Final

from registry.entitlements.basis import NOTICE
from registry.entitlements.condition import Condition, Holds, Subject, any_of, looked
from registry.entitlements.entitlement import Amount, Benefit, Check, Entitlement
from registry.entitlements.facts import GROUP_NAMES, Group
from registry.entitlements.graduate import graduate
from registry.entitlements.hardship import RECOGNISED
from registry.entitlements.paid import PAID
from registry.entitlements.shared import NO_PENSION, REGISTERED
from registry.entitlements.subsidy_term import Term, subsidy_term

SHARE: Final = "subsidy_most_share"
MONTHLY: Final = "subsidy_monthly_amount"
LATER: Final = (
    Check("实际缴费金额：补贴按实际缴费的一部分计，逐月核", "社会保险补贴办法（转载）"),
    Check("没有同时享受其他社会保险补贴", "社会保险补贴办法（转载）"),
)


def social_insurance_subsidy(subject: Subject) -> Entitlement:
    """Of one of the groups, registered, paid, no pension, and months left of the term."""
    groups = {Group.H: looked(RECOGNISED, subject), Group.G2: graduate(subject)}
    group = any_of("group", "属于两类人员之一", NOTICE, tuple(groups.values()), "NO_GROUP",
        "；".join(each.seen.opens for each in groups.values() if each.seen.opens))  # fmt: skip
    terms = {
        each: subsidy_term(subject, each)
        for each, condition in groups.items()
        if condition.holds is not Holds.NO
    }
    chosen = _chosen(groups, terms)
    conditions = [group, *(looked(row, subject) for row in (REGISTERED, PAID, NO_PENSION))]
    term = None
    if chosen is not None:
        term, condition = terms[chosen]
        conditions.append(condition)
    return Entitlement(
        Benefit.SOCIAL_INSURANCE,
        tuple(conditions),
        term,
        _amounts(subject),
        LATER,
        _notes([each for each, one in groups.items() if one.holds is Holds.YES], chosen),
    )


def _chosen(
    groups: dict[Group, Condition], terms: dict[Group, tuple[Term | None, Condition]]
) -> Group | None:
    """The surest group; of two alike the one with more months left."""

    def rank(group: Group) -> tuple[bool, bool, int]:
        term, condition = terms[group]
        sure = groups[group].holds is Holds.YES
        return (sure, condition.holds is not Holds.NO, term.left if term else 0)

    return max(terms, key=rank, default=None)


def _notes(held: Sequence[Group], chosen: Group | None) -> tuple[str, ...]:
    if len(held) < 2 or chosen is None:
        return ()
    names = "、".join(GROUP_NAMES[each] for each in held)
    return (f"{names}两类都符合，但同一时间只能按一类享受；这里按{GROUP_NAMES[chosen]}算。",)


def _amounts(subject: Subject) -> tuple[Amount, ...]:
    monthly, share = subject.number(MONTHLY), subject.number(SHARE)
    words = f"每月 {monthly.value:g} 元" if monthly.value is not None else "临沂的标准没有查到"
    most = "不超过实际缴费的三分之二" if share.value is not None else "上限没有查到"
    return (Amount("补贴标准", monthly, words), Amount("上限", share, most))
