"""Ten made people and what they may claim, with traces: writes docs/examples/entitlements.md.

Run from the checkout: python docs/examples/make_entitlements.py
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from api.cases.entitlement_asked import facts_of
from api.cases.models import EntitlementFacts
from api.policy import load_numbers
from api.services.entitlement_view import lacks_by_how
from api.services.policy_words import number_words
from registry.entitlements.condition import Holds
from registry.entitlements.entitlement import DECIDED_BY, Answer, Benefit, Entitlement
from registry.entitlements.every import entitlements
from registry.entitlements.traced import trace_of
from registry.parameters import Parameter
from registry.trace import trace_text

PAGE: Final = Path(__file__).with_name("entitlements.md")
DAY: Final = date(2026, 11, 22)


class Person(NamedTuple):
    """Somebody invented. shown: the policy whose trace is printed."""

    story: str
    facts: Mapping[str, Any]
    shown: Benefit


PEOPLE: Final = (
    Person(
        "保洁员，女，41岁，去年认定为就业困难人员，已登记，养老保险按月缴到10月，补贴领过9个月。",
        {"born": date(1985, 3, 8), "registered": date(2026, 2, 1), "hardship": date(2025, 12, 10),
         "paid_through": "2026-10", "first_approved": "2026-02", "months_drawn": 9},
        Benefit.SOCIAL_INSURANCE,
    ),
    Person(
        "男，57岁，2025年4月第一次批准补贴，那时距法定退休59个月。",
        {"born": date(1969, 2, 10), "sex": "男", "registered": date(2025, 3, 1),
         "hardship": date(2025, 2, 20), "first_approved": "2025-04", "months_drawn": 19},
        Benefit.SOCIAL_INSURANCE,
    ),
    Person(
        "去年6月毕业的大专生，做直播带货，已登记，社保缴着，没领过补贴，没有营业执照。",
        {"born": date(2003, 5, 6), "category": "C_NEW_FORM", "registered": date(2026, 9, 1),
         "graduated": date(2025, 6, 30), "circumstances": ["online_shop"]},
        Benefit.STARTUP_LOAN,
    ),
    Person(
        "外卖骑手，男，29岁，已登记，没有缴养老保险，平台按单缴了职业伤害保障。",
        {"born": date(1997, 7, 1), "sex": "男", "category": "C_NEW_FORM",
         "paid_through": "never", "platform": "delivery", "platform_insured": True},
        Benefit.INJURY,
    ),
    Person(
        "女，39岁11个月，8月登记失业，没有其他情形。",
        {"born": date(1986, 12, 22), "registered": False, "unemployed": date(2026, 8, 1),
         "paid_through": "never"},
        Benefit.HARDSHIP,
    ),
    Person(
        "男，50岁，登记失业一年多，享受低保，还没有认定就业困难。",
        {"born": date(1976, 10, 2), "sex": "男", "registered": False,
         "unemployed": date(2025, 9, 15), "circumstances": ["living_allowance"],
         "paid_through": "never"},
        Benefit.HARDSHIP,
    ),
    Person(
        "家政员，女，45岁，5月参加月嫂培训结业，6月开始灵活就业并登记。",
        {"born": date(1981, 4, 4), "registered": date(2026, 6, 3), "started": date(2026, 6, 1),
         "trained": date(2026, 5, 20)},
        Benefit.TRAINING,
    ),
    Person(
        "脱贫户，男，35岁，打零工，已登记，有人劝他开店，也有企业想招他。",
        {"born": date(1991, 1, 15), "sex": "男", "circumstances": ["formerly_poor"]},
        Benefit.TAX_HIRED,
    ),
    Person(
        "退役军人，女，33岁，9月领了小吃店的营业执照，灵活就业登记从那天起退出。",
        {"born": date(1993, 6, 18), "registered": date(2026, 1, 10), "exit": "X2",
         "ended": date(2026, 9, 1), "licensed": date(2026, 9, 1), "circumstances": ["veteran"]},
        Benefit.STARTUP_LOAN,
    ),
    Person(
        "网约车司机，男，44岁，刚登记，补充情况一项也没有填。",
        {"born": date(1982, 2, 2), "sex": "男", "category": "C_NEW_FORM",
         "untold": ["circumstances", "graduated_on", "hardship_on", "drawn", "trained_on",
                    "startup_trained_on", "platform", "rhythm", "loans_taken",
                    "tax_relief_used", "worked_since_graduation"]},
        Benefit.SOCIAL_INSURANCE,
    ),
)  # fmt: skip
HEAD: Final = f"""# 十个编造的人，可能可以申请什么

由 `docs/examples/make_entitlements.py` 生成，有一项测试看它是否最新。人是编造的；
按 {DAY} 对照，县区兰山；{DECIDED_BY}。没有写到的情况都按“没有”。
规则见 `docs/entitlements.md`。
"""


def page(numbers: Mapping[str, Parameter]) -> str:
    """The whole page."""
    return HEAD + "".join(_part(n, each, numbers) for n, each in enumerate(PEOPLE, 1))


def _part(number: int, person: Person, numbers: Mapping[str, Parameter]) -> str:
    given = EntitlementFacts.model_validate(dict(person.facts))
    found = entitlements(facts_of(given, DAY, "示例"), numbers, DAY)
    rows = "".join(_row(each) for each in found)
    shown = next(each for each in found if each.benefit is person.shown)
    text = trace_text(trace_of(shown), number_words)
    head = "| 政策 | 结果 | 为什么 |\n|---|---|---|\n"
    trace = f"“{shown.policy.name}”的判断过程\n\n```text\n{text}\n```\n"
    return f"\n## {number}\n\n{person.story}\n\n{head}{rows}\n{trace}"


def _row(one: Entitlement) -> str:
    return f"| {one.policy.name} | {one.said} | {_why(one)} |\n"


def _why(one: Entitlement) -> str:
    if one.answer is Answer.UNKNOWN:
        asked = lacks_by_how(one)
        return "".join(f"还缺：{'；'.join(each)}。{how}" for how, each in asked.items())
    if one.answer is Answer.NOT:
        against = (each.seen.detail for each in one.deciding)
        return "".join(dict.fromkeys((*against, *one.opens)))
    held = [each.seen.detail for each in one.conditions if each.holds is Holds.YES]
    return "".join((*held, *one.notes))


if __name__ == "__main__":
    data = Path(__file__).resolve().parents[2] / "data"
    PAGE.write_text(page(load_numbers(data / "policy")), encoding="utf-8")
