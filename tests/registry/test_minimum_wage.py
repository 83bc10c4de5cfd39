"""Pay against the minimum wage of its county and day, and the 15 days of part-time settlement."""

from datetime import date

import pytest

from registry.jobs.holds import hold_finding
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.lint import LintRules
from registry.jobs.minimum_wage import Floors, Outcome, wage_checks
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting
from registry.jobs.wage_holds import wage_holds
from registry.parameters import DatedValue, Parameter
from registry.places import Place

DAY = date(2024, 5, 1)
LANSHAN, FEIXIAN = "371302", "371325"


def parameter(
    name: str, district: float, county: float, later: tuple[float, float] = (22, 20)
) -> Parameter:
    first, last, since = date(2023, 10, 1), date(2025, 9, 30), date(2025, 10, 1)
    values = [
        DatedValue("371300", date(2021, 10, 1), date(2023, 9, 30), None, "P12a"),
        DatedValue(LANSHAN, first, last, district, "P12b"),
        DatedValue("371300", first, last, county, "P12b"),
        DatedValue(LANSHAN, since, None, later[0], "P12c", assumed=True),
        DatedValue("371300", since, None, later[1], "P12c", assumed=True),
    ]
    return Parameter(name, "CNY", date(2026, 11, 22), values)


HOURLY = parameter("minimum_hourly_wage", 20, 18)
MONTHLY = parameter("minimum_monthly_wage", 2010, 1820, (2210, 2020))


def paying(
    amount: float,
    unit: PayUnit,
    county: str | None = FEIXIAN,
    hours: tuple[float | None, float | None] = (None, None),
    settlement: Settlement | None = None,
    unit_stated: bool = True,
) -> Posting:
    return Posting(
        "s",
        "1",
        "工人",
        pay=Pay(amount, amount + 5, unit, settlement, unit_stated),
        place=Place(county),
        hours=Hours(HoursKind.FIXED, hours_per_day=hours[0], days_per_week=hours[1]),
    )


def wage(posting: Posting, day: date = DAY) -> Outcome:
    return wage_checks(posting, day, HOURLY, MONTHLY)[0].outcome


def settled(posting: Posting) -> Outcome:
    return wage_checks(posting, DAY, HOURLY, MONTHLY)[1].outcome


def test_case_67_an_hour_at_17_50_in_feixian_in_may_2024_is_blocked() -> None:
    posting = paying(17.5, PayUnit.HOUR, FEIXIAN, hours=(4, 5))
    check = wage_checks(posting, DAY, HOURLY, MONTHLY)[0]
    assert check.outcome is Outcome.BLOCK
    assert not check.finding.passed
    assert "劳动合同法 72" in check.finding.clause
    for said in ("17.5 元/小时", "18 元/小时", "2023-10-01", "2024-05-01"):
        assert said in check.finding.detail


@pytest.mark.parametrize(
    ("amount", "unit", "county", "hours", "outcome"),
    [
        pytest.param(17.99, "HOUR", FEIXIAN, (None, None), "block", id="a cent under"),
        pytest.param(18.00, "HOUR", FEIXIAN, (None, None), "met", id="exactly"),
        pytest.param(18.00, "HOUR", LANSHAN, (None, None), "block", id="another county's floor"),
        pytest.param(20.00, "HOUR", LANSHAN, (None, None), "met", id="exactly that one"),
        pytest.param(71.99, "DAY", FEIXIAN, (4, 5), "block", id="four hours a day, a cent under"),
        pytest.param(72.00, "DAY", FEIXIAN, (4, 5), "met", id="four hours a day, exactly"),
        pytest.param(1819.99, "MONTH", FEIXIAN, (8, 5), "block", id="full-time, a cent under"),
        pytest.param(1820.00, "MONTH", FEIXIAN, (8, 5), "met", id="full-time, exactly"),
        pytest.param(21839.99, "YEAR", FEIXIAN, (8, 5), "block", id="a year, a cent under"),
        pytest.param(21840.00, "YEAR", FEIXIAN, (8, 5), "met", id="a year, exactly"),
        pytest.param(83.67, "DAY", FEIXIAN, (8, 5), "block", id="a full day below 1820 / 21.75"),
        pytest.param(83.68, "DAY", FEIXIAN, (8, 5), "met", id="a full day above 1820 / 21.75"),
        pytest.param(1247.99, "MONTH", FEIXIAN, (4, 4), "block", id="part-time month, under"),
        pytest.param(1248.00, "MONTH", FEIXIAN, (4, 4), "met", id="part-time month, exactly"),
        pytest.param(1248.00, "MONTH", FEIXIAN, (4, 7), "block", id="28 hours are no part-time"),
        pytest.param(1248.00, "MONTH", FEIXIAN, (3, None), "undetermined", id="days unknown"),
        pytest.param(100.00, "DAY", FEIXIAN, (None, None), "undetermined", id="hours unknown"),
        pytest.param(1800.00, "MONTH", FEIXIAN, (None, None), "hold", id="perhaps part-time"),
        pytest.param(17.00, "HOUR", FEIXIAN, (8, 5), "hold", id="by the hour, but full-time"),
        pytest.param(3.00, "PIECE", FEIXIAN, (8, 5), "undetermined", id="by the piece"),
        pytest.param(17.00, "HOUR", None, (4, 5), "undetermined", id="no place"),
        pytest.param(17.00, "HOUR", "371300", (4, 5), "undetermined", id="a city, no county"),
        pytest.param(17.00, "HOUR", "110101", (4, 5), "undetermined", id="nothing written there"),
    ],
)
def test_pay_is_held_to_the_floor_of_its_county(
    amount: float, unit: str, county: str | None, hours: tuple[float, float], outcome: str
) -> None:
    assert wage(paying(amount, PayUnit(unit), county, hours)) == outcome


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        pytest.param(date(2023, 9, 30), Outcome.UNDETERMINED, id="the tier was not seen"),
        pytest.param(date(2023, 10, 1), Outcome.MET, id="the first day"),
        pytest.param(date(2025, 9, 30), Outcome.MET, id="the last day"),
        pytest.param(date(2025, 10, 1), Outcome.HOLD, id="below a floor that is assumed"),
    ],
)
def test_the_floor_is_that_of_the_day(day: date, outcome: Outcome) -> None:
    assert wage(paying(18, PayUnit.HOUR), day) is outcome


def test_a_guessed_unit_never_blocks() -> None:
    assert wage(paying(17, PayUnit.HOUR, unit_stated=False)) is Outcome.HOLD
    assert wage(paying(18, PayUnit.HOUR, unit_stated=False)) is Outcome.MET


def test_pay_that_is_not_written_is_not_judged() -> None:
    silent = Posting("s", "1", "工人", place=Place(FEIXIAN))
    assert wage(silent) is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("unit", "hours", "settlement", "outcome"),
    [
        pytest.param("HOUR", (4, 5), Settlement.MONTHLY, "hold", id="monthly"),
        pytest.param("HOUR", (None, None), Settlement.MONTHLY, "hold", id="hours not written"),
        pytest.param("DAY", (4, 6), Settlement.MONTHLY, "hold", id="24 hours a week"),
        pytest.param("DAY", (4, 7), Settlement.MONTHLY, "met", id="28 hours: full-time"),
        pytest.param("HOUR", (8, 5), Settlement.MONTHLY, "met", id="full-time by the hour"),
        pytest.param("MONTH", (8, 5), Settlement.MONTHLY, "met", id="full-time"),
        pytest.param("HOUR", (4, 5), Settlement.WEEKLY, "met", id="weekly"),
        pytest.param("HOUR", (4, 5), Settlement.HALF_MONTHLY, "met", id="every fifteen days"),
        pytest.param("HOUR", (4, 5), Settlement.DAILY, "met", id="daily"),
        pytest.param("HOUR", (4, 5), Settlement.ON_COMPLETION, "undetermined", id="when done"),
        pytest.param("HOUR", (4, 5), None, "undetermined", id="not written"),
    ],
)
def test_part_time_work_is_settled_within_fifteen_days(
    unit: str, hours: tuple[float, float], settlement: Settlement | None, outcome: str
) -> None:
    assert settled(paying(30, PayUnit(unit), FEIXIAN, hours, settlement)) == outcome


def test_a_rota_by_the_hour_is_not_taken_for_part_time_work() -> None:
    pay, hours = Pay(22, 22, PayUnit.HOUR, Settlement.MONTHLY), Hours(HoursKind.ROTATING)
    posting = Posting("s", "1", "普工", pay=pay, hours=hours, place=Place(FEIXIAN))
    assert settled(posting) is Outcome.UNDETERMINED


def test_what_is_below_or_to_be_verified_holds_and_what_cannot_be_judged_does_not() -> None:
    floors = Floors(DAY, HOURLY, MONTHLY)
    late = paying(17, PayUnit.HOUR, hours=(4, 5), settlement=Settlement.MONTHLY)
    held = wage_holds(late, floors)
    assert [each.code for each in held] == ["minimum_wage", "part_time_settlement"]
    assert wage_holds(paying(17, PayUnit.HOUR, unit_stated=False), floors) != ()
    for judged in (paying(3, PayUnit.PIECE), paying(17, PayUnit.HOUR, None)):
        assert wage_holds(judged, floors) == ()


def test_every_code_that_holds_has_general_words_with_the_same_clause() -> None:
    late = paying(17, PayUnit.HOUR, hours=(4, 5), settlement=Settlement.MONTHLY)
    for found in wage_holds(late, Floors(DAY, HOURLY, MONTHLY)):
        general = hold_finding(found.code, LintRules(()))
        assert (general.clause, general.passed) == (found.clause, False)
        assert general.cited.endswith(f"（{found.clause}）")


def test_only_what_is_met_passes() -> None:
    for amount in (17, 18):
        for check in wage_checks(paying(amount, PayUnit.HOUR), DAY, HOURLY, MONTHLY):
            assert check.finding.passed is (check.outcome is Outcome.MET)
            assert check.finding.clause
            assert check.finding.detail
