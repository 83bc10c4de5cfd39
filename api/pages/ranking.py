"""`/ranking`: how lists are ranked, published by law (算法推荐管理规定 16) from the tables."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.security.caller import Anyone
from api.services.life_numbers import LifeNumbers
from api.services.scored import A_PAGE
from matcher.constraints import RULES
from matcher.fair_share import RECENT_DAYS
from matcher.fit.freshness import HALF_DAYS
from matcher.fit.location import HALF_KM
from matcher.fit.response import HALF_HOURS
from matcher.fit.skills import CERTIFICATE_UNTOLD
from matcher.lines import MOST_OF_ONE_EMPLOYER
from matcher.ranking import (
    BESIDE_VALUE,
    CHANCE,
    GATES,
    VALUE,
    WORTH_LISTING,
)
from matcher.situation import Situation
from registry.jobs.lint import HOLDING
from registry.jobs.must_have import MUST_HAVES

router = APIRouter(include_in_schema=False)
# What each fit compares, in words that whoever reads lists understands.
COMPARES: Final = {
    "occupation": "岗位的工种和您做过、想做的工种有多近",
    "similarity": "岗位的文字和您写的经历、技能有多相近",
    "skills": "岗位要的证件、自备工具、学历和经验，您有没有",
    "hours": "岗位的上班时间，您有空的占多少",
    "location": f"离您多远：没有车的，{HALF_KM['']:g} 公里算一半；骑车、开车的放宽",
    "pay": "报酬和您要的收入比；您没有说的，和最低工资比；可疑的高价不加分",
    "freshness": f"第一次收到是哪天：过了 {HALF_DAYS:g} 天算一半",
    "wishes": "您说过“最好有”的，满足了几样",
    "response": f"这家单位平常多久答复：{HALF_HOURS:g} 小时算一半",
}
# Every field of a profile that ranking is handed, and what it is for; there are no others.
USES: Final = {
    "born": "出生日期：只看是否满 16、18 周岁，法律不许的不介绍；不加分也不扣分",
    "place": "住在哪个县区、镇街：算远近",
    "text": "您自己写的话：和岗位的文字比相近",
    "skills": "会做什么：比工种和经历",
    "occupations": "做过、想做的工种：比工种",
    "certificates": "证件：比岗位要的证件",
    "own_equipment": "自备的车和工具：比岗位要的，算远近",
    "education": "学历：只在岗位有要求时比",
    "experience_years": "干了几年：只在岗位有要求时比",
    "free": "什么时候有空：比上班时间",
    "busy": "已经有的工作占的时间：您要保留它时，从有空的时间里扣除",
    "seeking": "是另找一份还是换工作：决定要不要扣除已有工作的时间",
    "pay_floor": "最少要多少收入：比报酬",
    "must": "必须有的：没有的不列",
    "prefer": "最好有的：有的加分",
    "never": "不接受的：有的不列",
}
NEVER: Final = (
    "性别",
    "民族和宗教",
    "户籍、籍贯",
    "婚姻和生育",
    "健康和残疾",
    "信用记录",
    "单位付没付钱（不收费，也没有竞价）",
)


@router.get("/ranking", response_class=HTMLResponse)
def page(request: Request, here: Here, _: Anyone) -> Response:
    """For everybody, whether signed in or not."""
    day, numbers = today(here.settings), LifeNumbers(here.policy, here.settings.office)
    rules = here.reference.lint_rules.rules
    context: dict[str, Any] = {
        "sides": (
            ("可能：您能不能得到、干得下去", CHANCE),
            ("合意：这份活对您好不好", VALUE),
        ),
        "beside": BESIDE_VALUE,
        "gates": GATES,
        "compares": COMPARES,
        "rules": [(rule.reason, rule.clause) for rule in RULES if rule.bars is not Situation.none],
        "asked": [
            rule.reason if rule.figure else rule.ask for rule in RULES if rule.silent is not None
        ],
        "held": [(rule.reason, rule.clause) for rule in rules if rule.on(day) in HOLDING],
        "lacking": [(each.reason, each.clause) for each in MUST_HAVES if each.holds],
        "uses": USES.values(),
        "never": NEVER,
        "worth": WORTH_LISTING,
        "most": MOST_OF_ONE_EMPLOYER,
        "recent_days": RECENT_DAYS,
        "a_page": A_PAGE,
        "untold": CERTIFICATE_UNTOLD,
        "answer_days": numbers.answer_days(day),
        "day": day,
    }
    return templates.TemplateResponse(request, "ranking.html", context)
