"""职业伤害保障 for orders of platforms (RULEBOOK R5.8): a right, paid for by the platform."""

from typing import Final

from registry.entitlements.basis import INJURY
from registry.entitlements.condition import Row, Seen, Subject, judged, looked, unknown
from registry.entitlements.entitlement import Amount, Benefit, Entitlement
from registry.entitlements.facts import PLATFORM_NAMES, PlatformWork

# What the platform pays an order, by kind; the first is what it paid at the beginning.
NUMBERS: Final = {
    PlatformWork.RIDE: ("occupational_injury_ride",),
    PlatformWork.DELIVERY: (
        "occupational_injury_delivery_first",
        "occupational_injury_delivery",
    ),
    PlatformWork.FREIGHT: ("occupational_injury_freight",),
}
NOTES: Final = (
    "费用由平台按单缴纳，您不用交钱，也不用申请。",
    "有没有这项保障，不影响登记，也不说明与平台有没有劳动关系。",
)


def _is_insured(subject: Subject) -> bool:
    told = subject.facts.platform_insured
    return told is not None and told.value


def takes_orders(subject: Subject) -> Seen:
    """Of a kind that the pilot covers."""
    told, insured = subject.facts.platform, subject.facts.platform_insured
    if _is_insured(subject):
        return judged(True, "已查到平台缴纳。", "", "平台已缴", "三类平台订单", insured)
    if told is None:
        return unknown("platform")
    name = PLATFORM_NAMES[told.value]
    if told.value is PlatformWork.NONE:
        detail = "试点只包括网约车、外卖和即时配送、同城货运。"
        return judged(False, detail, "NOT_COVERED", name, "三类平台订单", told)
    return judged(True, f"{name}在试点范围内。", "", name, "三类平台订单", told)


def is_running(subject: Subject) -> Seen:
    """From the first day of the pilot in the province."""
    value, bound = str(subject.as_of), f"{INJURY.dated} 起"
    holds = subject.as_of >= INJURY.dated
    detail = f"山东试点 {bound}{'' if holds else '，当时还没有'}。"
    return judged(holds, detail, "NOT_BEGUN", value, bound)


def is_platform_in(subject: Subject) -> Seen:
    """Whether her platform takes part; the eleven were not seen by name."""
    told = subject.facts.platform_insured
    if _is_insured(subject):
        return judged(True, "社保登记有平台缴纳的记录。", "", "已缴", "平台参加试点", told)
    detail = "试点有11家平台，名单没有查到。"
    return unknown("platform_joined", detail, "PLATFORM_LIST")._replace(told=told)


ROWS: Final = (
    Row("orders", "接三类平台的订单", INJURY, takes_orders),
    Row("running", "试点已经开始", INJURY, is_running),
    Row("platform", "平台参加试点", INJURY, is_platform_in),
)


def occupational_injury(subject: Subject) -> Entitlement:
    """Whether her orders are covered."""
    told = subject.facts.platform
    names = NUMBERS.get(told.value, ()) if told is not None else ()
    used = [subject.number(name) for name in names]
    amounts = [
        Amount(
            "平台每单缴纳" if name == names[-1] else "试点开始时每单",
            each,
            f"{each.value:g} 元" if each.value is not None else "没有查到",
        )
        for name, each in zip(names, used, strict=True)
    ]
    conditions = tuple(looked(row, subject) for row in ROWS)
    return Entitlement(Benefit.INJURY, conditions, amounts=tuple(amounts), notes=NOTES)
