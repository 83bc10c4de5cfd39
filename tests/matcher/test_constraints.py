"""Hard rules: each bars what it should and nothing beside it, on both sides of its edge."""

from datetime import date, timedelta
from typing import Any

import pytest

from matcher.constraints import RULES
from matcher.judging import counts, findings, judge, questions
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.lifecycle import LISTED
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting, PostingState, Profile
from registry.jobs.week import Window, free_week_of, minutes_of
from registry.places import Place
from registry.workers.worker import PayFloor, Seeking, Wishes
from tests.builders import DAY, before, person, posting

MORNINGS = Window((1, 2, 3, 4, 5), minutes_of("8:00"), minutes_of("12:00"))
DAYS = Window((1, 2, 3, 4, 5), minutes_of("8:00"), minutes_of("18:00"))
FREE_MORNINGS = free_week_of([MORNINGS])
HOURLY = PayFloor(20, PayUnit.HOUR)


def codes(one: Posting, **worker: Any) -> set[str]:
    """The codes of the rules that bar a posting for a worker."""
    verdicts = judge(before(person(**worker), [one]))
    return {rule.code for number, rule in enumerate(RULES) if verdicts.barred[number, 0]}


def born(years: int, days: int = 0) -> date:
    return DAY.replace(year=DAY.year - years) + timedelta(days=days)


@pytest.mark.parametrize(
    ("changes", "worker", "expected"),
    [
        pytest.param({"valid_until": DAY}, {}, set(), id="its last day"),
        pytest.param({"valid_until": DAY - timedelta(1)}, {}, {"expired"}, id="the day after"),
        pytest.param({"published_on": DAY + timedelta(1)}, {}, {"not_yet"}, id="from tomorrow"),
        pytest.param({"state": PostingState.HELD}, {}, {"held"}, id="held"),
        *(
            pytest.param({"state": state}, {}, {"closed"}, id=state.value)
            for state in PostingState
            if state not in LISTED and state is not PostingState.HELD
        ),
        pytest.param({}, {"born": born(16)}, set(), id="sixteen today"),
        pytest.param({}, {"born": born(16, 1)}, {"under_16"}, id="sixteen tomorrow"),
        pytest.param({"title": "井下工"}, {"born": born(18, 1)}, {"minor_hazard"}, id="case 69"),
        pytest.param({"title": "井下工"}, {"born": born(18)}, set(), id="eighteen today"),
        pytest.param(
            {"occupation": "6-16-01-01"}, {"born": born(17)}, {"minor_hazard"}, id="by its trade"
        ),
        pytest.param({"place": Place()}, {}, {"place_unknown"}, id="no place"),
        pytest.param({"place": Place("370102")}, {"place": Place()}, set(), id="her place untold"),
        pytest.param({"place": Place("440000")}, {}, {"place_unknown"}, id="a province only"),
        pytest.param(
            {"place": Place("371302", remote=True)}, {}, set(), id="from home, in her own city"
        ),
        pytest.param(
            {"place": Place("370102", remote=True)},
            {},
            {"remote_elsewhere"},
            id="from home, from far away",
        ),
        pytest.param(
            {"place": Place(remote=True)},
            {"prefer": Wishes(remote=True)},
            set(),
            id="from home, as she wishes",
        ),
        pytest.param({"place": Place("371328")}, {}, set(), id="far, but the same city"),
        pytest.param({"place": Place("370102")}, {}, {"elsewhere"}, id="another city"),
        pytest.param(
            {"place": Place("370102")},
            {"prefer": Wishes(counties=("370100",))},
            set(),
            id="another city that she wants",
        ),
        pytest.param(
            {"pay": Pay(15, 19, PayUnit.HOUR)},
            {"pay_floor": HOURLY, "must": Wishes(pay=True)},
            {"must_pay"},
            id="below a binding floor",
        ),
        pytest.param(
            {"pay": Pay(15, 19, PayUnit.HOUR)}, {"pay_floor": HOURLY}, set(), id="a soft floor"
        ),
        pytest.param(
            {"pay": Pay(150, 150, PayUnit.DAY, Settlement.MONTHLY)},
            {"must": Wishes(settlements=("DAILY",))},
            {"must_settlement"},
            id="paid monthly, daily asked",
        ),
        pytest.param(
            {"lodging": False}, {"must": Wishes(lodging=True)}, {"must_lodging"}, id="no bed"
        ),
        pytest.param(
            {"title": "夜班"}, {"never": Wishes(words=("夜",))}, {"never_other"}, id="word"
        ),
        pytest.param({}, {"must": Wishes(words=("月嫂",))}, {"must_other"}, id="a word she asks"),
        pytest.param({}, {"must": Wishes(counties=("3713",))}, set(), id="in the city she asks"),
        pytest.param(
            {},
            {"must": Wishes(counties=("3701",))},
            {"must_other"},
            id="in another city than asked",
        ),
        pytest.param(
            {"occupation": "4-09-08-01"},
            {"never": Wishes(occupations=("4-09-08",))},
            {"never_other"},
            id="a trade she refuses, by its minor class",
        ),
        pytest.param(
            {"hours": Hours(night=True)}, {"never": Wishes(night=True)}, {"never_night"}, id="night"
        ),
        pytest.param({"hours": Hours()}, {"never": Wishes(night=True)}, set(), id="night unsaid"),
        pytest.param(
            {"place": Place("371311", None, 35.1, 118.3)},
            {
                "place": Place("371311", None, 35.0, 118.3),
                "must": Wishes(max_distance_km=10),
            },
            {"must_distance"},
            id="eleven kilometres, ten allowed",
        ),
    ],
)
def test_a_rule_bars_just_what_it_names(
    changes: dict[str, Any], worker: dict[str, Any], expected: set[str]
) -> None:
    assert codes(posting(**changes), **worker) == expected


def test_archive_postings_never_expire() -> None:
    old = posting(
        profile=Profile.ARCHIVE, state=PostingState.ARCHIVED, valid_until=date(2020, 1, 1)
    )
    assert codes(old) == set()


@pytest.mark.parametrize(
    ("hours", "listed", "asked"),
    [
        pytest.param(Hours(HoursKind.FIXED, (MORNINGS,)), True, False, id="fits"),
        pytest.param(Hours(HoursKind.FIXED, (DAYS,)), False, False, id="does not fit"),
        pytest.param(Hours(), False, True, id="not written: asked first"),
    ],
)
def test_hours_as_a_must_list_fits_bar_misfits_and_set_the_unwritten_apart(
    hours: Hours, listed: bool, asked: bool
) -> None:
    who = person(free=FREE_MORNINGS, must=Wishes(hours=True))
    verdicts = judge(before(who, [posting(hours=hours)]))
    assert (bool(verdicts.listed[0]), bool(verdicts.ask_first[0])) == (listed, asked)
    if asked:
        assert questions(verdicts, 0) == {"must_hours": "时间未写明，先问"}


@pytest.mark.parametrize(
    ("unit", "asked"), [(PayUnit.HOUR, True), (PayUnit.DAY, False), (PayUnit.MONTH, False)]
)
def test_pay_is_asked_for_where_it_cannot_be_compared_in_the_floors_unit(
    unit: PayUnit, asked: bool
) -> None:
    monthly = posting(pay=Pay(8000, 13000, PayUnit.MONTH), hours=Hours(HoursKind.FLEXIBLE))
    who = person(pay_floor=PayFloor(20, unit), must=Wishes(pay=True))
    verdicts = judge(before(who, [monthly, posting("2", pay=None)]))
    assert verdicts.ask_first.tolist() == [asked, True]


@pytest.mark.parametrize(
    ("least", "asked"),
    [
        pytest.param(60, False, id="three times the median"),
        pytest.param(60.01, True, id="a cent more is bait until it is proven"),
    ],
)
def test_pay_far_above_its_trade_is_set_apart_with_the_median_and_never_barred(
    least: float, asked: bool
) -> None:
    one = posting(pay=Pay(least, least, PayUnit.HOUR))
    verdicts = judge(before(person(), [one], median=20))
    assert (bool(verdicts.listed[0]), bool(verdicts.ask_first[0])) == (not asked, asked)
    question = "报酬远高于同工种的中位数（约 20 元/小时），先核实"
    assert questions(verdicts, 0) == ({"pay_far_above": question} if asked else {})
    assert [each.detail for each in findings(verdicts, 0)] == ([question] if asked else [])


def test_without_a_median_no_pay_is_far_above_it() -> None:
    one = posting(pay=Pay(900, 900, PayUnit.HOUR))
    assert judge(before(person(), [one])).listed.all()


@pytest.mark.parametrize(
    ("seeking", "expected"), [(Seeking.ADDITIONAL, {"must_hours"}), (Seeking.REPLACING, set())]
)
def test_only_additional_work_must_leave_her_present_hours_alone(
    seeking: Seeking, expected: set[str]
) -> None:
    found = codes(
        posting(hours=Hours(HoursKind.FIXED, (MORNINGS,))),
        free=FREE_MORNINGS,
        busy=FREE_MORNINGS,
        seeking=seeking,
        must=Wishes(hours=True),
    )
    assert found == expected


def test_every_rule_is_evaluated_and_each_posting_counted_under_its_first() -> None:
    both = posting(valid_until=DAY - timedelta(1), place=Place("370102"))
    verdicts = judge(before(person(), [both, posting("2")]))
    assert [finding.code for finding in findings(verdicts, 0)] == ["expired", "elsewhere"]
    assert counts(verdicts) == {"expired": 1}


def test_a_pensioners_list_needs_no_registration() -> None:
    assert codes(posting(), born=date(1974, 1, 1)) == set()


def test_rule_codes_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
