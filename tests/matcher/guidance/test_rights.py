"""Rights: minimum wages with their day and doubt, jobs below them counted again by hand."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.guidance.advice import Advice, Ask, Kind, Question
from matcher.guidance.ground import Ground
from matcher.guidance.rights import FINE, rights
from registry.entitlements.facts import PlatformWork
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.minimum_wage import Outcome, wage_checks
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting
from registry.jobs.week import Window
from registry.places import Place
from tests.builders import DAY, posting, worker
from tests.matcher.guidance.ground_town import CLEANER, ground, number, numbers_with
from tests.matcher.guidance.said import advice, said, unsaid
from tests.registry.entitled import known, numbers

PART_TIME = Hours(hours_per_day=4.0, days_per_week=5.0)
FULL_TIME = Hours(hours_per_day=8.0, days_per_week=6.0)


UNKNOWN = numbers_with(number("minimum_hourly_wage", None))


def job(
    source_id: str, amount: float, unit: PayUnit, hours: Hours = PART_TIME, **more: Any
) -> Posting:
    pay = Pay(amount, amount, unit, **more)
    return posting(source_id, occupation=CLEANER, hours=hours, pay=pay)


def before(*postings: Posting, **more: Any) -> Ground:
    return ground(worker(occupations=(CLEANER,)), postings, **more)


def wage(town: Ground) -> Advice:
    first = rights(town)[0]
    assert isinstance(first, Advice)
    return first


def found(town: Ground) -> dict[str, Advice]:
    return {each.said: each for each in advice(rights(town))}


@pytest.mark.parametrize(
    ("amount", "below"),
    [pytest.param(21.9, 1, id="ten cents under"), pytest.param(22.0, 0, id="exactly the wage")],
)
def test_part_time_work_is_held_to_the_hourly_wage(amount: float, below: int) -> None:
    assert wage(before(job("1", amount, PayUnit.HOUR))).figures["below"] == below


@pytest.mark.parametrize(("amount", "below"), [(2209.0, 1), (2210.0, 0)])
def test_full_time_work_is_held_to_the_monthly_wage(amount: float, below: int) -> None:
    assert wage(before(job("1", amount, PayUnit.MONTH, FULL_TIME))).figures["below"] == below


WEEKEND = Hours(HoursKind.FIXED, (Window((6, 7), 9 * 60, 18 * 60),), 9.0, 2.0)
LONGER = Hours(HoursKind.FIXED, (Window((5, 6, 7), 9 * 60, 18 * 60),))


@pytest.mark.parametrize(
    ("amount", "unit", "hours", "below"),
    [
        pytest.param(22.0, PayUnit.HOUR, WEEKEND, 0, id="long days but a short week: by the hour"),
        pytest.param(21.0, PayUnit.HOUR, WEEKEND, 1, id="a short week below the hourly wage"),
        pytest.param(1800.0, PayUnit.MONTH, WEEKEND, 0, id="a short week paid by the month"),
        pytest.param(22.0, PayUnit.HOUR, LONGER, 0, id="full-time at the hourly wage"),
        pytest.param(10.0, PayUnit.HOUR, Hours(hours_per_day=9.0), 0, id="days not known"),
        pytest.param(1000.0, PayUnit.MONTH, Hours(), 0, id="nothing known of the week"),
    ],
)
def test_full_time_is_whose_week_is_longer_and_of_a_week_not_known_nothing_is_said(
    amount: float, unit: PayUnit, hours: Hours, below: int
) -> None:
    assert wage(before(job("1", amount, unit, hours))).figures["below"] == below


@pytest.mark.parametrize(
    ("day", "says"), [(DAY, "wage_alone"), (date(2022, 1, 1), "wage_unknown_alone")]
)
def test_where_no_job_is_open_no_jobs_are_counted(day: date, says: str) -> None:
    first = wage(before(as_of=day))
    assert first.said == says
    assert "个岗位" not in "".join(words for _, words in said(first))


def test_a_job_is_held_to_the_wage_of_its_own_county() -> None:
    far = posting("1", occupation=CLEANER, hours=PART_TIME, place=Place(code="371328"),
                  pay=Pay(21, 21, PayUnit.HOUR))  # fmt: skip
    town = before(far, job("2", 21, PayUnit.HOUR))
    assert wage(town).figures["below"] == 1
    assert wage(town).proof == (1,)


def test_the_wage_is_told_with_its_first_day_and_that_its_tier_is_assumed() -> None:
    first = wage(before())
    assert (first.said, first.figures["hour"], first.figures["month"]) == ("wage_alone", 22, 2210)
    assert first.figures["since"] == date(2025, 10, 1)
    assert "推定" in str(first.figures["doubt"])
    old = wage(before(as_of=date(2025, 9, 30)))
    assert (old.figures["hour"], old.figures["doubt"]) == (20, "")
    assert any("2023-10-01" in each for each in old.clauses)


def test_a_wage_that_nobody_found_is_said_to_be_unknown() -> None:
    first = wage(before(job("1", 5, PayUnit.HOUR), numbers=UNKNOWN))
    assert first.said == "wage_unknown"
    assert first.figures["below"] == 0


@pytest.mark.parametrize("code", [None, "371300"])
def test_without_her_county_she_is_asked_for_it(code: str | None) -> None:
    nowhere = rights(ground(worker(place=Place(code=code))))
    assert nowhere[0] == Ask(Kind.RIGHTS, Question.PLACE, "place")
    assert [each.said for each in advice(nowhere)] == ["deposits", "arrears"]


@pytest.mark.parametrize(
    ("settlement", "slow", "unsaid_of"),
    [(Settlement.MONTHLY, 1, 0), (Settlement.HALF_MONTHLY, 0, 0), (None, 0, 1)],
)
def test_part_time_work_that_is_settled_by_the_month_is_counted(
    settlement: Settlement | None, slow: int, unsaid_of: int
) -> None:
    town = before(job("1", 30, PayUnit.HOUR, settlement=settlement))
    figures = found(town)["settlement"].figures
    assert (figures["part"], figures["slow"], figures["unsaid"]) == (1, slow, unsaid_of)


def test_full_time_work_may_be_settled_by_the_month() -> None:
    town = before(job("1", 4000, PayUnit.MONTH, FULL_TIME, settlement=Settlement.MONTHLY))
    assert "settlement" not in found(town)


@pytest.mark.parametrize(
    ("platform", "insured", "says"),
    [
        (PlatformWork.DELIVERY, True, "injury"),
        (PlatformWork.DELIVERY, False, "injury_unknown"),
        (PlatformWork.NONE, False, None),
    ],
)
def test_the_cover_is_told_to_whom_it_may_concern(
    platform: PlatformWork, insured: bool, says: str | None
) -> None:
    town = before(facts=known(platform=platform, platform_insured=insured))
    assert {each for each in found(town) if each.startswith("injury")} == (
        {says} if says else set()
    )


def test_deposits_and_arrears_are_always_told_with_the_law() -> None:
    kinds = found(before())
    assert (kinds["deposits"].figures["least"], kinds["deposits"].figures["most"]) == FINE
    assert "劳动合同法 9、84" in kinds["deposits"].clauses
    assert "12333" in dict(said(kinds["arrears"]))["texts.arrears.worker"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([10.0, 21.99, 22.0, 22.5, 40.0, 1900.0, 2209.99, 2210.0, 6000.0]),
            st.sampled_from([PART_TIME, FULL_TIME]),
        ),
        max_size=8,
    )
)
def test_the_count_is_that_of_the_checks_that_hold_postings_back(
    jobs: list[tuple[float, Hours]],
) -> None:
    """Full-time pay by the month and part-time pay by the hour, as they are usually written."""
    postings = [
        job(str(place), amount, PayUnit.HOUR if hours is PART_TIME else PayUnit.MONTH, hours)
        for place, (amount, hours) in enumerate(jobs)
    ]
    floors = numbers()["minimum_hourly_wage"], numbers()["minimum_monthly_wage"]
    held = sum(
        wage_checks(one, DAY, *floors)[0].outcome in (Outcome.BLOCK, Outcome.HOLD)
        for one in postings
    )
    town = before(*postings)
    assert wage(town).figures["below"] == held
    assert wage(town).figures["now"] == len(jobs)
    assert rights(town) == rights(town)


def test_every_text_is_said_of_somebody_with_all_its_figures() -> None:
    insured = known(platform=PlatformWork.DELIVERY, platform_insured=True)
    towns = [
        before(job("1", 10, PayUnit.HOUR), facts=insured),
        before(facts=known(platform=PlatformWork.RIDE)),
        before(job("1", 30, PayUnit.HOUR)),
        before(as_of=date(2022, 1, 1)),
        before(job("1", 30, PayUnit.HOUR), numbers=UNKNOWN),
        ground(worker(place=Place())),
    ]
    assert unsaid(Kind.RIGHTS, [each for town in towns for each in rights(town)]) == set()
