"""Explanations: what people read, made of the score's own terms."""

from typing import Any

import numpy as np
import pytest

from matcher.explain import MOST_REASONS, Explanation, Seen, explain
from matcher.judging import judge, questions
from matcher.ranking import fits_of, parts_of, scores_of
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting, Requirements
from registry.jobs.week import Window, free_week_of, minutes_of
from registry.places import Place
from registry.workers.worker import PayFloor, Wishes
from tests.builders import CERTIFICATES, OCCUPATIONS, before, person, posting

MORNINGS = Window((1, 2, 3, 4, 5), minutes_of("8:00"), minutes_of("12:00"))
LONG_DAYS = Window((1, 2, 3, 4, 5), minutes_of("8:00"), minutes_of("16:00"))
FREE = free_week_of([MORNINGS])


def explained(
    one: Posting, similarity: float = 0.7, median: float = np.nan, **worker: Any
) -> Explanation:
    """The explanation of a posting before a worker, through the real fits."""
    who = person(**worker)
    at = before(who, [one], median=median)
    fits = fits_of(at, np.array([0]), np.array([similarity]))
    seen = Seen(
        posting=one,
        person=who,
        fits={name: float(values[0]) for name, values in fits.items()},
        chance=float(scores_of(fits).chance[0]),
        km=float(at.location.km[0]),
        seat_km=float(at.location.seat_km[0]),
        county="罗庄区",
        occupations=OCCUPATIONS,
        certificates=CERTIFICATES,
        pay_doubtful=bool(at.pay_doubtful[0]),
    )
    return explain(seen, parts_of(fits, [0])[0], questions(judge(at), 0))


CLEANER = {"occupations": ("4-09-08-01",), "free": FREE}


@pytest.mark.parametrize(
    ("changes", "worker", "sentence"),
    [
        pytest.param(
            {"occupation": "4-09-08-01", "occupation_label": "保洁"},
            CLEANER,
            "工种与您的手艺一致：保洁",
            id="her trade, by its everyday name",
        ),
        pytest.param(
            {"occupation": "4-09-08-01", "occupation_label": "保洁"},
            CLEANER | {"prefer": Wishes(occupations=("4-09-08",))},
            "工种正是您要找的：保洁",
            id="the trade that she wishes",
        ),
        pytest.param(
            {"occupation": "4-09-08-02"},
            CLEANER,
            "工种“生活垃圾清运工”与您做过或想做的“保洁员”相近",
            id="a near trade",
        ),
        pytest.param(
            {"title": "保洁员，会用洗地机"},
            {"skills": ("洗地机",)},
            "岗位提到您会的：洗地机",
            id="a skill that the posting names",
        ),
        pytest.param(
            {"requirements": Requirements(certificates=("健康证",), own_equipment=("电动车",))},
            {"certificates": ("健康证",), "own_equipment": ("电动车",)},
            "要求的健康证、电动车您都有",
            id="papers and vehicle held",
        ),
        pytest.param(
            {"hours": Hours(HoursKind.FIXED, (MORNINGS,))},
            CLEANER,
            "周一至周五 08:00-12:00，您全部有空",
            id="hours that fit",
        ),
        pytest.param(
            {"hours": Hours(HoursKind.FLEXIBLE)}, CLEANER, "时间可以自己安排", id="her own hours"
        ),
        pytest.param(
            {"place": Place(remote=True)}, {}, "可以在家做（单位在罗庄区）", id="from home"
        ),
        pytest.param(
            {"place": Place("371311", "盛庄街道")},
            {"place": Place("371311", "盛庄街道")},
            "就在盛庄街道",
            id="her own town",
        ),
        pytest.param(
            {"place": Place("371311", None, 35.0, 118.31)},
            {"place": Place("371311", None, 35.0, 118.3)},
            "离您约 0.9 公里",
            id="a measured distance",
        ),
        pytest.param(
            {"pay": Pay(160, 200, PayUnit.DAY, Settlement.DAILY)},
            {"pay_floor": PayFloor(20, PayUnit.HOUR)},
            "160–200 元/天（按每天8小时折合约 20–25 元/小时），日结，达到您要求的 20 元/小时",
            id="pay in another unit than the floor",
        ),
        pytest.param(
            {"pay": Pay(160, 160, PayUnit.DAY)},
            {"pay_floor": PayFloor(20, PayUnit.HOUR)},
            "160 元/天（按每天8小时折合约 20 元/小时），达到您要求的 20 元/小时",
            id="one figure stays one figure",
        ),
        pytest.param(
            {"pay": Pay(200, 200, PayUnit.DAY), "hours": Hours(hours_per_day=10)},
            {"pay_floor": PayFloor(20, PayUnit.HOUR)},
            "200 元/天（折合约 20 元/小时），达到您要求的 20 元/小时",
            id="with its own hours",
        ),
        pytest.param(
            {"pay": Pay(30, 30, PayUnit.HOUR)},
            {"legal_hour": 20.0},
            "30 元/小时",
            id="no floor asked",
        ),
        pytest.param(
            {
                "pay": Pay(160, 200, PayUnit.DAY, Settlement.DAILY),
                "lodging": True,
                "meals": True,
                "tags": ("长期",),
            },
            {"prefer": Wishes(settlements=("DAILY",), lodging=True, meals=True, words=("长期",))},
            "符合您的偏好：日结、包住、包吃、长期",
            id="every wish met",
        ),
    ],
)
def test_a_reason_says_what_fits(
    changes: dict[str, Any], worker: dict[str, Any], sentence: str
) -> None:
    alone = explained(posting(**changes), **worker)
    assert sentence in alone.reasons
    assert len(alone.reasons) <= MOST_REASONS


@pytest.mark.parametrize(
    ("changes", "worker", "sentence"),
    [
        pytest.param(
            {"requirements": Requirements(certificates=("健康证",))},
            {},
            "需要健康证，您没有登记",
            id="a certificate",
        ),
        pytest.param(
            {"requirements": Requirements(own_equipment=("汽车",))},
            {},
            "需自备汽车，您没有登记",
            id="a vehicle",
        ),
        pytest.param(
            {"requirements": Requirements(education="大专")},
            {"education": "高中"},
            "学历要求大专，您未达到",
            id="schooling below",
        ),
        pytest.param(
            {"requirements": Requirements(education="大专")},
            {},
            "学历要求大专，您没有登记",
            id="schooling untold",
        ),
        pytest.param(
            {"requirements": Requirements(experience_years=3)},
            {"experience_years": 1.0},
            "要求3年经验，您未达到",
            id="experience",
        ),
        pytest.param({}, {"free": FREE}, "时间未写明，先问", id="hours unwritten"),
        pytest.param(
            {"hours": Hours(quote="长白班")},
            {"free": FREE},
            "钟点未写明（长白班），先问",
            id="hours named without a clock",
        ),
        pytest.param({}, {}, "您还没有登记空闲时间", id="her own hours untold"),
        pytest.param(
            {"hours": Hours(HoursKind.FIXED, (LONG_DAYS,))},
            {"free": FREE},
            "周一、周二、周三、周四、周五有时段您没有空（50%能到）",
            id="half of the hours",
        ),
        pytest.param(
            {"hours": Hours(hours_per_day=10, days_per_week=6)},
            {"free": FREE},
            "您的空闲时间只够所需的33%",
            id="too many hours, clock unwritten",
        ),
        pytest.param({}, {}, "收入未写明，先问", id="pay unwritten"),
        pytest.param(
            {"pay": Pay(15, 19, PayUnit.HOUR)},
            {"pay_floor": PayFloor(20, PayUnit.HOUR)},
            "15–19 元/小时，起点低于您要求的 20 元/小时",
            id="pay below the floor",
        ),
        pytest.param(
            {"pay": Pay(5, 6, PayUnit.PIECE)},
            {"pay_floor": PayFloor(20, PayUnit.HOUR)},
            "5–6 元/单，不好与您要求的 20 元/小时 直接比较，先问",
            id="pay by the piece",
        ),
        pytest.param({}, {}, "在罗庄区，县内距离未知", id="somewhere in her county"),
        pytest.param({"place": Place("371300")}, {}, "区县未写明，先问在哪里", id="the city only"),
        pytest.param(
            {"place": Place("371302")},
            {},
            "在罗庄区，两地驻地相距约 8 公里，具体距离未知",
            id="another county",
        ),
        pytest.param(
            {"occupation": "6-16-01-01"},
            CLEANER,
            "工种是“露天采矿工”，与您登记的工种不同",
            id="quite another trade",
        ),
    ],
)
def test_what_is_missing_is_said(
    changes: dict[str, Any], worker: dict[str, Any], sentence: str
) -> None:
    assert sentence in explained(posting(**changes), **worker).missing


def test_reasons_come_in_the_order_of_what_they_add() -> None:
    one = posting(
        occupation="4-09-08-01",
        place=Place("371311", None, 35.0, 118.3),
        hours=Hours(HoursKind.FIXED, (MORNINGS,)),
        pay=Pay(20, 20, PayUnit.HOUR),
    )
    found = explained(
        one,
        place=Place("371311", None, 35.0, 118.3),
        pay_floor=PayFloor(20, PayUnit.HOUR),
        **CLEANER,
    )
    assert found.reasons[0].startswith("工种")
    assert not any("发布" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("changes", "worker", "step"),
    [
        ({"requirements": Requirements(certificates=("健康证",))}, {}, "办证"),
        ({"contact": "0539-0000001"}, {"free": FREE}, "打电话问清"),
        ({}, {"free": FREE}, "请工作人员先向用人单位问清"),
        ({"pay": Pay(30, 30, PayUnit.HOUR)}, {}, "补上"),
    ],
)
def test_the_next_step_follows_from_what_is_missing(
    changes: dict[str, Any], worker: dict[str, Any], step: str
) -> None:
    assert step in explained(posting(**changes), **worker).next_step


def test_where_nothing_is_missing_she_may_call_at_once() -> None:
    home = Place("371311", "盛庄街道")
    one = posting(
        hours=Hours(HoursKind.FIXED, (MORNINGS,)),
        pay=Pay(30, 30, PayUnit.HOUR),
        place=home,
        contact="0539-0000001",
    )
    found = explained(one, place=home, free=FREE)
    assert found.missing == ()
    assert found.next_step == "可以直接打电话联系"


def test_no_schooling_asked_is_nothing_missing() -> None:
    found = explained(posting(requirements=Requirements(education="不限")), education="不限")
    assert not any("学历" in text for text in found.missing)


def test_a_must_that_is_silent_is_asked_once() -> None:
    found = explained(posting(), free=FREE, must=Wishes(hours=True))
    assert found.missing.count("时间未写明，先问") == 1


def test_pay_that_is_to_be_verified_is_no_reason_and_is_asked_once() -> None:
    bait = posting(pay=Pay(90, 90, PayUnit.HOUR), contact="0539-0000000")
    worker = CLEANER | {"pay_floor": PayFloor(20, PayUnit.HOUR)}
    plain, doubtful = explained(bait, **worker), explained(bait, median=20, **worker)
    assert any("90 元/小时" in reason for reason in plain.reasons)
    assert not any("90 元/小时" in reason for reason in doubtful.reasons)
    about_pay = [text for text in doubtful.missing if "报酬" in text or "元" in text]
    assert about_pay == ["报酬远高于同工种的中位数（约 20 元/小时），先核实"]
    assert doubtful.next_step == "先打电话问清"


def test_a_range_too_wide_to_tell_is_asked_about() -> None:
    wide = posting(pay=Pay(3000, 27000, PayUnit.MONTH))
    assert "报酬上限是下限的 9 倍，先问实际能拿多少" in explained(wide).missing


def test_a_posting_far_from_her_trade_and_means_says_so() -> None:
    far = posting(occupation="6-18-01-01", occupation_label="车工", title="数控车工")
    text = "与您的工种和条件相差较远"
    assert text in explained(far, similarity=0.1, **CLEANER).missing
    assert text not in explained(posting(occupation="4-09-08-01"), **CLEANER).missing


def test_of_shifts_to_choose_from_the_one_that_suits_is_named() -> None:
    evening = Window((1, 2, 3, 4, 5), minutes_of("18:00"), minutes_of("22:00"))
    one = posting(hours=Hours(HoursKind.ROTATING, (evening, MORNINGS), choice=(1, 1)))
    said = explained(one, **CLEANER)
    assert "几班任选，周一至周五 08:00-12:00，您全部有空" in said.reasons
