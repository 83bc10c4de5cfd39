"""Forty made people: who she is, what her town offers, and what she is to be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import numpy as np

from matcher.guidance.advice import Advice, Kind, Outcome, Question
from matcher.guidance.ground import Course, Ground, LookedAt, Tables
from matcher.guidance.likeness import Likeness
from registry.entitlements.facts import Circumstance, Facts, PlatformWork
from registry.jobs.pay import PayUnit
from registry.jobs.posting import Posting
from registry.jobs.week import FULL_WEEK, week_of
from registry.occupations import Occupations
from registry.places import Place
from registry.workers.identity import Sex
from registry.workers.worker import PayFloor, Seeking, Wishes, Worker
from tests.builders import CERTIFICATES, DAY, OCCUPATIONS, worker
from tests.matcher.guidance.ground_town import CLEANER, COURIER, GAZETTEER, RIDER, ground
from tests.matcher.guidance.made_jobs import HOME, jobs, window
from tests.registry.entitled import known

MINER: Final = "6-16-01-01"
DAYTIME: Final = week_of((window(8, 17),))
HEALTH: Final = Course("健康证", "定点医院体检", 3, None, "免费", "测试规定", assumed=True)
DRIVING: Final = Course("驾驶证C1", "驾校", 60, 58, "以公布为准", "测试规定")
BY_DEGREE: Final = Course(
    "健康证", "要有学历", None, None, "以公布为准", "测试规定", by_degree=True
)
STEP_BY_STEP: Final = Tables(
    Occupations(OCCUPATIONS, {}, [(CLEANER, COURIER), (COURIER, RIDER)]), CERTIFICATES, GAZETTEER
)
# Cleaning 40908, parcels 40207, riding 41008: riding is like cleaning, parcels are not.
ALIKE: Final = Likeness(
    np.array([40207, 40908, 41008]),
    np.array([[1.0, 0.1, 0.2], [0.1, 1.0, 0.5], [0.2, 0.5, 1.0]]),
)


class Said(NamedTuple):
    """Advice by the keys of its text and of the sentences after it, and the figures that matter."""

    keys: tuple[str, ...]
    figures: Mapping[str, Any]


class Asked(NamedTuple):
    """A question, and the key of why it is asked."""

    question: str
    why: str


class Vain(NamedTuple):
    """Looked at in vain: by the key of its text."""

    key: str


Expected = Said | Asked | Vain


def said(keys: str, **figures: Any) -> Said:
    """Advice; keys: as `opens paid`."""
    return Said(tuple(keys.split()), figures)


@dataclass(frozen=True, slots=True)
class Made:
    """A made person. town: as `jobs` reads it; beside: what else `ground` is told.

    told: of the kinds that her story is about every outcome, in order. ways: kinds of the
    strategies, in order. first: what she is asked first; "" where nothing is.
    """

    story: str
    who: Mapping[str, Any]
    town: str
    told: Mapping[Kind, tuple[Expected, ...]]
    ways: tuple[Kind, ...]
    first: str
    beside: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def worker(self) -> Worker:
        """She."""
        return worker(**({"occupations": (CLEANER,)} | self.who))

    @property
    def postings(self) -> list[Posting]:
        """Her town's, in order."""
        return jobs(self.town)

    @property
    def ground(self) -> Ground:
        """What advice for her stands on."""
        return self.before(self.postings)

    def before(self, postings: list[Posting]) -> Ground:
        """The same before other postings."""
        beside = dict(self.beside)
        soon = beside.pop("soon", None)
        if soon is not None:
            beside["soon"] = np.array([each.source_id in soon for each in postings])
        return ground(self.worker, postings, **beside)


def as_expected(outcome: Outcome, expected: Expected) -> bool:
    """Whether an outcome is what was expected, in its figures to a thousandth."""
    if isinstance(expected, Said):
        return (
            isinstance(outcome, Advice)
            and (outcome.said, *outcome.also) == expected.keys
            and all(
                _same(outcome.figures.get(name), value) for name, value in expected.figures.items()
            )
        )
    if isinstance(expected, Asked):
        return (getattr(outcome, "question", ""), getattr(outcome, "why", "")) == expected
    return not isinstance(outcome, Advice) and getattr(outcome, "said", "") == expected.key


def _same(found: Any, expected: Any) -> bool:
    numbers = isinstance(found, float | int) and isinstance(expected, float | int)
    return abs(found - expected) < 0.001 if numbers else bool(found == expected)


W, A, N, C = Kind.WISHES, Kind.APPLY, Kind.NEIGHBOURS, Kind.CERTIFICATE
AREA, WEEK, PAY, DAILY = Kind.AREA, Kind.WEEK, Kind.PAY, Kind.DAY_WORK
LEARN, INSURE, REST, RIGHTS = Kind.TRAINING, Kind.INSURANCE, Kind.REST, Kind.RIGHTS
FRAUD, GROUPS = Kind.FRAUD, Kind.GROUPS

TRADES = Asked(Question.TRADES, "trades")
NONE = (Vain("none"),)
ON_FOOT = {"place": HOME, "must": Wishes(max_distance_km=5.0)}
BY_BICYCLE = {
    "place": HOME, "must": Wishes(max_distance_km=10.0), "own_equipment": ("电动车",),
}  # fmt: skip
PARENT = known(circumstances=frozenset({Circumstance.SINGLE_PARENT}))


def looked(posting: str, *signs: str) -> LookedAt:
    """A posting that she looked at."""
    return LookedAt(posting, f"岗位{posting}", signs)


NOBODY = Made(
    "写了名字，别的什么都没写",
    {"place": Place(), "occupations": ()},
    "cleaning*3 daily*2",
    {
        W: (Vain("agree"),),
        A: (TRADES,),
        N: (TRADES,),
        C: (TRADES,),
        AREA: (TRADES,),
        WEEK: (TRADES,),
        PAY: (TRADES,),
        DAILY: (Asked("hours", "hours"),),
        LEARN: (Asked("circumstances", "policies"), Asked("trades", "courses")),
        INSURE: (Asked("birth", "born"),),
        REST: (Vain("no_other_work"),),
        RIGHTS: (Asked("place", "place"), said("deposits", hotline="12333"), said("arrears")),
        FRAUD: (Asked("looked_at", "looked_at"),),
        GROUPS: (Asked("circumstances", "offer"),),
    },
    (),
    "trades",
)
BASICS = (
    NOBODY,
    Made(
        "想当矿工，城里没有这样的岗位",
        {"occupations": (MINER,)},
        "cleaning*3",
        {A: (Vain("none"), Vain("no_jobs_in")), N: NONE, C: NONE, AREA: (Vain("no_county"),),
         WEEK: (Asked("hours", "hours"),),
         PAY: (Vain("too_few"),)},
        (),
        "hours",
    ),
    Made(
        "什么都齐，什么也不缺：没有可多出来的",
        {"free": FULL_WEEK, "certificates": ("健康证",)},
        "cleaning*5 health*2",
        {W: (Vain("agree"),), A: (said("open_silent", now=7, silent=7, calls=3),),
         N: NONE, C: NONE, AREA: (Vain("no_county"),), WEEK: NONE, DAILY: NONE,
         REST: (Vain("no_other_work"),),
         LEARN: (Vain("nothing"),), GROUPS: NONE, FRAUD: NONE},
        (A,),
        "",
        {"facts": known(trained_on=DAY, startup_trained_on=DAY, training_in_list=False),
         "looked_at": ()},
    ),
    Made(
        "必须包住，又不要包住",
        {"must": Wishes(lodging=True), "never": Wishes(lodging=True)},
        "lodging*3 no_lodging*3 cleaning*2",
        {W: (Asked("wishes", "contradict"),), A: NONE, N: NONE},
        (),
        "wishes",
    ),
    Made(
        "只做保洁，又不做保洁这一类；只在罗庄，又不去临沂",
        {"must": Wishes(occupations=(CLEANER,), counties=("371311",)),
         "never": Wishes(occupations=("4-09",), counties=("371300",))},
        "cleaning*4",
        {W: (Asked("wishes", "contradict"), Asked("wishes", "contradict")), A: NONE},
        (),
        "wishes",
    ),
)  # fmt: skip
WEEKS = (
    Made(
        "白天有空，现有三个岗位：多一个晚两小时的不值一提",
        {"free": DAYTIME},
        "daytime*3 two_hours_late*1",
        {A: (said("open", now=3, silent=0),), WEEK: NONE},
        (A,),
        "birth",
    ),
    Made(
        "白天有空，只有两个岗位：多一个晚两小时的也要说",
        {"free": DAYTIME},
        "daytime*2 two_hours_late*1",
        {A: (said("open", now=2),),
         WEEK: (said("opens", days="周一到周五", when="17:00-19:00", hours=2, more=1, now=2),)},
        (WEEK, A),
        "birth",
    ),
    Made(
        "一个岗位都没有，缺的正好是两小时半",
        {"free": DAYTIME},
        "two_and_a_half_late*10",
        {A: NONE, WEEK: (said("opens paid", pay=24, when="17:00-21:00", hours=4, more=10, now=0),)},
        (WEEK,),
        "pay",
    ),
    Made(
        "缺四个半小时：再挤也不够",
        {"free": DAYTIME},
        "four_and_a_half_late*4",
        {A: NONE, WEEK: NONE},
        (),
        "birth",
    ),
    Made(
        "没有说什么时间有空",
        {},
        "daytime*4 cleaning*1",
        {WEEK: (Asked("hours", "hours"),), DAILY: (Asked("hours", "hours"),),
         A: (said("open_silent", now=5, silent=1),)},
        (A,),
        "hours",
    ),
)  # fmt: skip
MONEY = (
    Made(
        "九个岗位写了工资：不下结论",
        {"free": FULL_WEEK},
        "cleaning20*9 cleaning*4",
        {PAY: (Vain("too_few"),)},
        (A,),
        "birth",
    ),
    Made(
        "十个岗位写了工资，自己没说要多少",
        {"free": FULL_WEEK},
        "cleaning20*10",
        {PAY: (said("range", n=10, median=20, low=20, high=20), Asked("pay", "floor"))},
        (A,),
        "pay",
    ),
    Made(
        "要的正好是最低工资，这一行都给得更多",
        {"free": FULL_WEEK, "pay_floor": PayFloor(22, PayUnit.HOUR)},
        "cleaning25*12",
        {PAY: (said("below_median", floor="22 元/小时", median=25, n=12),)},
        (A,),
        "birth",
    ),
    Made(
        "要的比最低工资少一元",
        {"free": FULL_WEEK, "pay_floor": PayFloor(21, PayUnit.HOUR)},
        "cleaning25*12",
        {PAY: (said("below_law", legal=22, since=date(2025, 10, 1)),),
         RIGHTS: (said("wage", hour=22, below=0, now=12), said("deposits"), said("arrears"))},
        (A,),
        "birth",
    ),
    Made(
        "要的低于最低工资，写明的也低",
        {"free": FULL_WEEK, "pay_floor": PayFloor(18, PayUnit.HOUR)},
        "cleaning20*12",
        {PAY: (said("below_law_all", legal=22, median=20),)},
        (A,),
        "birth",
    ),
    Made(
        "要的就是中位数",
        {"free": FULL_WEEK, "pay_floor": PayFloor(25, PayUnit.HOUR)},
        "cleaning20*5 cleaning25*5 cleaning30*5",
        {PAY: (said("usual", median=25, n=15),)},
        (A,),
        "birth",
    ),
    Made(
        "要得比这一行高，有一半岗位给得起",
        {"free": FULL_WEEK, "pay_floor": PayFloor(28, PayUnit.HOUR)},
        "cleaning20*6 cleaning30*6 riding40*1",
        {PAY: (said("upper_elsewhere", median=25, high=30, paying=7, paying_trade="保洁员"),)},
        (A,),
        "birth",
    ),
    Made(
        "要得偏高：给得起的岗位都要她没有的证",
        {"free": FULL_WEEK, "pay_floor": PayFloor(27, PayUnit.HOUR),
         "certificates": ("驾驶证C1",)},
        "cleaning20*9 health28*4",
        {PAY: (said("upper", median=20, high=28, paying=0, n=13),),
         C: (said("opens", more=4, now=9),)},
        (A, C),
        "birth",
    ),
    Made(
        "要得比这一行高，送餐给得起",
        {"free": FULL_WEEK, "pay_floor": PayFloor(35, PayUnit.HOUR)},
        "cleaning20*12 riding40*2",
        {PAY: (said("above_elsewhere", high=20, paying=2, paying_trade="网约配送员"),)},
        (A,),
        "birth",
    ),
    Made(
        "要的正好是上四分位，一半岗位给得起",
        {"free": FULL_WEEK, "pay_floor": PayFloor(30, PayUnit.HOUR)},
        "cleaning20*6 cleaning30*6",
        {PAY: (said("upper_elsewhere", high=30, paying=6),)},
        (A,),
        "birth",
    ),
    Made(
        "要得比谁都高，没有一处给",
        {"free": FULL_WEEK, "pay_floor": PayFloor(31, PayUnit.HOUR)},
        "cleaning20*6 cleaning30*6",
        {PAY: (said("above", high=30, paying=0),)},
        (A,),
        "birth",
    ),
    Made(
        "按月要的和按月的比",
        {"free": FULL_WEEK, "pay_floor": PayFloor(4500, PayUnit.MONTH)},
        "cleaning4000*6 cleaning5000*6",
        {PAY: (said("usual", unit="元/月", median=4500, n=12),)},
        (A,),
        "birth",
    ),
    Made(
        "按单要的和按小时的不好比",
        {"free": FULL_WEEK, "pay_floor": PayFloor(5, PayUnit.PIECE)},
        "cleaning4000*12",
        {PAY: (Asked("pay", "unit"),)},
        (A,),
        "pay",
    ),
)  # fmt: skip
TRADES_NEAR = (
    Made(
        "同行有十个人转去送餐",
        {"free": FULL_WEEK},
        "cleaning*1 riding*5",
        {N: (said("moved", moved=10, more=5, now=1, trade="网约配送员", own="保洁员"),),
         A: (said("open_silent", now=1),)},
        (N, A),
        "birth",
        {"moves": {(40908, 41008): 10}},
    ),
    Made(
        "同行只有九个人转去送餐：不说",
        {"free": FULL_WEEK},
        "cleaning*1 riding*5",
        {N: NONE},
        (A,),
        "birth",
        {"moves": {(40908, 41008): 9}},
    ),
    Made(
        "中间隔着快递的送餐，起薪知道，够得上要的",
        {"free": FULL_WEEK, "pay_floor": PayFloor(40, PayUnit.HOUR)},
        "cleaning*3 parcels*1 riding40*12",
        {N: (said("between paid enough", between="快递员", more=12, now=4, pay=40, enough=12),)},
        (A, N),
        "birth",
        {"tables": STEP_BY_STEP},
    ),
    Made(
        "中间隔着快递的送餐，工资都比要的少一元：不劝",
        {"free": FULL_WEEK, "pay_floor": PayFloor(41, PayUnit.HOUR)},
        "cleaning*3 parcels*1 riding40*12",
        {N: NONE},
        (A,),
        "birth",
        {"tables": STEP_BY_STEP},
    ),
    Made(
        "用词最像的工种是送餐，快递不像",
        {"free": FULL_WEEK},
        "cleaning*2 riding*3 parcels24*12",
        {N: (said("alike", rank=1, more=3, now=2),)},
        (N, A),
        "birth",
        {"alike": ALIKE},
    ),
    Made(
        "已经写了六个工种",
        {"free": FULL_WEEK, "occupations": (CLEANER, RIDER, MINER, COURIER, "4-09-08-02",
                                            "6-16-01-02")},
        "cleaning*1 riding*2",
        {N: (Vain("many"),), A: (said("open_silent", now=3), Vain("no_jobs_in"))},
        (A,),
        "birth",
    ),
)  # fmt: skip
PAPERS = (
    Made(
        "没有写证：先问有没有健康证",
        {"free": FULL_WEEK},
        "cleaning*3 health*4",
        {C: (said("opens", certificate="健康证", more=4, now=3), Asked("certificates", "untold"))},
        (A, C),
        "certificates",
    ),
    Made(
        "有驾照，没有健康证，三天能办；十个写了工资",
        {"free": FULL_WEEK, "certificates": ("驾驶证C1",)},
        "cleaning*2 health28*10 licence*1",
        {C: (said("opens paid course", certificate="健康证", more=10, now=3, pay=28,
                  days="约 3 天"),),
         LEARN: (said("not_yet"), said("not_yet"), said("course", jobs=10, of=13))},
        (A, C),
        "pay",
        {"courses": {"健康证": HEALTH, "驾驶证C1": DRIVING},
         "facts": known(training_in_list=True)},
    ),
    Made(
        "缺健康证，培训补贴可能有",
        {"free": FULL_WEEK, "certificates": ("驾驶证C1",)},
        "health*4",
        {C: (said("opens", more=4, now=0),), LEARN: (said("likely"), said("not_yet"))},
        (C,),
        "looked_at",
        {"facts": known(trained_on=DAY, training_in_list=True)},
    ),
    Made(
        "缺健康证，有没有培训补贴还不知道",
        {"free": FULL_WEEK, "certificates": ("驾驶证C1",)},
        "health*4",
        {C: (said("opens", more=4, now=0),),
         LEARN: (said("unknown"), said("unknown"), said("business"), said("business")),
         INSURE: (said("subsidy_unknown"), Asked("birth", "born"))},
        (C,),
        "birth",
        {"facts": Facts(county="371302")},
    ),
    Made(
        "差的证要有学历才能考：不叫人白跑",
        {"free": FULL_WEEK, "certificates": ("驾驶证C1",)},
        "health*5",
        {C: NONE, A: NONE, LEARN: (said("degree", certificate="健康证", jobs=5, of=5),
                                   Asked("circumstances", "policies"))},
        (),
        "birth",
        {"courses": {"健康证": BY_DEGREE}},
    ),
)  # fmt: skip
WAYS = (
    Made(
        "走路或坐车，八公里正好一小时",
        {"free": FULL_WEEK, **ON_FOOT},
        "near*2 at_7.5_km*4",
        {AREA: (said("farther", km=8, limit=5, minutes=60, more=4),)},
        (AREA, A),
        "birth",
    ),
    Made(
        "走路或坐车，九公里要一个多小时：不劝",
        {"free": FULL_WEEK, **ON_FOOT},
        "near*2 at_9_km*4",
        {AREA: (Vain("no_farther"),)},
        (A,),
        "birth",
    ),
    Made(
        "有电动车，十三公里五十五分钟；十五公里的太远",
        {"free": FULL_WEEK, **BY_BICYCLE},
        "at_12_km*10 at_15_km*9",
        {
            AREA: (
                said("farther paid", pay=24, km=13, limit=10, minutes=55, way="电动车", more=10),
            ),
            A: NONE,
        },
        (AREA,),
        "pay",
    ),
    Made(
        "只去罗庄，兰山有四个",
        {"free": FULL_WEEK, "must": Wishes(counties=("371311",))},
        "cleaning*3 lanshan*4",
        {AREA: (said("county", county="兰山区", more=4),)},
        (A, AREA),
        "birth",
    ),
    Made(
        "家附近只有两个，济南五个包住",
        {"free": FULL_WEEK},
        "cleaning*2 faraway_bed*5",
        {AREA: (said("away", city="济南市", more=5, now=2, lodged=5),)},
        (AREA, A),
        "birth",
    ),
    Made(
        "不知道住哪里",
        {"free": FULL_WEEK, "place": Place()},
        "cleaning*3",
        {
            AREA: (Asked("place", "place"),),
            RIGHTS: (Asked("place", "place"), said("deposits"), said("arrears")),
        },
        (A,),
        "place",
    ),
)
BRIDGES = (
    Made(
        "等着的时候有日结",
        {"free": FULL_WEEK},
        "cleaning*1 riding_daily*4",
        {DAILY: (said("daily", jobs=4),)},
        (DAILY, A),
        "birth",
    ),
    Made(
        "有两个班二十四小时内开工，日结的工资知道",
        {"free": FULL_WEEK},
        "cleaning*2 riding_daily*10",
        {DAILY: (said("soon paid", jobs=11, soon=2, pay=26),)},
        (DAILY, A),
        "birth",
        {"soon": ("cleaning-1", "riding_daily-1")},
    ),
)
BESIDE_WORK = (
    Made(
        "做着八小时的活，再加四小时就超过十一小时",
        {"free": FULL_WEEK, "busy": week_of((window(8, 16),)), "seeking": Seeking.ADDITIONAL},
        "late_shift*2 short_shift*2",
        {REST: (said("over", now=4, over=2, nights=0, limit=11),)},
        (A,),
        "birth",
    ),
    Made(
        "做着两小时的活，想加的有夜班",
        {"free": FULL_WEEK, "busy": week_of((window(10, 12),)), "seeking": Seeking.ADDITIONAL},
        "at_night*3",
        {REST: (said("nights", now=3, over=0, nights=3),)},
        (A,),
        "birth",
    ),
    Made(
        "说要保留现有的活，没有登记是什么时间",
        {"free": FULL_WEEK, "seeking": Seeking.ADDITIONAL},
        "cleaning*3",
        {REST: (Asked("work", "work"),)},
        (A,),
        "work",
    ),
)
OF_HER_LIFE = (
    Made(
        "单亲，说了自己的情况；看过要押金的岗位",
        {"free": FULL_WEEK},
        "cleaning*3 part_time21*1",
        {
            GROUPS: (said("may_be_recognised", within=3, again=30),),
            INSURE: (said("reaches"), said("subsidy_not")),
            FRAUD: (said("marked", looked=2, marked=1, count=1, signs="收押金、保证金"),),
            RIGHTS: (
                said("wage_below", below=1, now=4, unsaid=3),
                said("settlement", part=1, slow=0, unsaid=1),
                said("deposits"),
                said("arrears"),
            ),
        },
        (A,),
        "",
        {"facts": PARENT, "looked_at": (looked("1", "lint_deposit"), looked("2"))},
    ),
    Made(
        "五十六岁，一年没有活干；有的岗位给钱多得反常",
        {"free": FULL_WEEK},
        "cleaning20*12 cleaning90*2",
        {
            GROUPS: (said("may_be_recognised"), said("long", days=356, months=6)),
            INSURE: (
                said("short", reach=59, needed=192, lacks=133),
                Asked("paid_months", "paid"),
                said("subsidy_not"),
            ),
            FRAUD: (said("pay", far=2, of=14, times=3),),
            PAY: (said("range", n=12, median=20), Asked("pay", "floor")),
        },
        (A,),
        "pay",
        {
            "facts": known(
                born=date(1970, 6, 1),
                sex=Sex.MALE,
                unemployed_since=date(2025, 12, 1),
                circumstances=frozenset({Circumstance.LOST_LAND}),
            ),
            "looked_at": (),
            "median": 20.0,
        },
    ),
    Made(
        "已经领养老金，退休后跑平台单",
        {"free": FULL_WEEK, "occupations": (RIDER,)},
        "riding*3",
        {
            INSURE: (Vain("pension"),),
            GROUPS: NONE,
            LEARN: (said("likely"), said("not_yet")),
            RIGHTS: (said("wage"), said("injury"), said("deposits"), said("arrears")),
        },
        (A,),
        "looked_at",
        {
            "facts": known(
                pension_since=date(2025, 1, 1),
                trained_on=DAY,
                training_in_list=True,
                platform=PlatformWork.DELIVERY,
                platform_insured=True,
            )
        },
    ),
)

PEOPLE: Final = (
    *BASICS,
    *WEEKS,
    *MONEY,
    *TRADES_NEAR,
    *PAPERS,
    *WAYS,
    *BRIDGES,
    *BESIDE_WORK,
    *OF_HER_LIFE,
)
