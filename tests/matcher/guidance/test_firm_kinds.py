"""What each kind of advice for firms tries on made postings, and where it does not know enough."""

from typing import Any

import pytest

from matcher.guidance.firm.advice import Ask, Kind
from matcher.guidance.firm.change import PostingChange, Words
from matcher.guidance.firm.kinds import TRIALS, all_trials
from matcher.guidance.firm.pay import STEPS
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.lint import Action, LintFinding
from registry.jobs.minimum_wage import Outcome, wage_checks
from registry.jobs.passage import Kind as Unlawful
from registry.jobs.passage import Passage
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import PostingState, Requirements
from registry.jobs.week import Window, hours_in, minutes_of, week_of
from registry.places import Place
from tests.matcher.guidance.firm_town import floors, ground, market, offered, told, tried

WORKDAYS = (1, 2, 3, 4, 5)
CLEAN = Words("保洁员", "打扫办公楼", (), ())


def hourly(least: float, most: float | None = None) -> Pay:
    return Pay(least, most or least, PayUnit.HOUR)


def daily(start: str, end: str, days: tuple[int, ...] = WORKDAYS, **changes: Any) -> Hours:
    window = Window(days, minutes_of(start), minutes_of(end))
    return Hours(HoursKind.FIXED, (window,), **changes)


def finding(mendable: bool = True) -> LintFinding:
    passage = Passage("sex", Unlawful.SEX, 0, 2, "限男", 0, 2)
    return LintFinding("sex", Action.BLOCK, "某法 1", "限男", "写了性别条件。", mendable, passage)


# ------------------------------------------------------------------ pay


def test_pay_below_the_median_is_raised_to_it_and_up_to_the_upper_quartile() -> None:
    found = tried(Kind.PAY, offered(pay=hourly(18)))
    amounts = [each.change.pay.minimum for each in found if each.change.pay]
    assert amounts == sorted(amounts)
    assert (amounts[0] > 18, 22.0 in amounts, amounts[-1]) == (True, True, 26.0)
    median = next(each for each in found if each.said == "median")
    assert median.figures["median"] == "22 元/小时"
    assert median.figures["offers"] == 40
    assert median.figures["area"] == "罗庄区"


def test_pay_by_the_month_is_compared_by_the_month() -> None:
    found = tried(Kind.PAY, offered(pay=Pay(4000, 6000, PayUnit.MONTH)))
    assert {each.figures["median"] for each in found} == {"4576 元/月"}
    assert all(each.change.pay and each.change.pay.maximum >= 6000 for each in found)


def test_no_pay_is_ever_lowered_and_every_amount_is_one_that_people_say() -> None:
    for least in range(10, 40):
        for unit in STEPS:
            pay = Pay(least * 8.3, least * 9.1, unit)
            outcome = TRIALS[Kind.PAY](ground(offered(pay=pay)))
            for each in outcome if isinstance(outcome, tuple) else ():
                raised = each.change.pay
                assert raised is not None
                assert raised.minimum > pay.minimum
                assert raised.maximum >= pay.maximum
                assert raised.minimum % STEPS[unit] == pytest.approx(0, abs=1e-6)


def test_pay_below_the_minimum_wage_must_be_raised_whatever_that_adds() -> None:
    one = offered(pay=hourly(15), hours=daily("08:00", "11:00", hours_per_day=3.0))
    legal, *others = tried(Kind.PAY, one, floors=floors(hourly=20))
    assert (legal.said, legal.by_law, legal.figures["to"]) == ("legal", True, "20 元/小时")
    assert "最低工资规定" in legal.clauses[0]
    assert not any(each.by_law for each in others)
    checks = wage_checks(legal.change.of(one), *floors(hourly=20))
    assert checks[0].outcome is Outcome.MET


def test_pay_that_few_offers_or_only_other_provinces_tell_of_is_not_judged() -> None:
    one = offered(pay=hourly(18))
    assert told(Kind.PAY, one, market=type(market())({})) == "no_market"
    assert told(Kind.PAY, one, market=market(area=0)) == "no_market"
    assert told(Kind.PAY, offered(pay=hourly(18), occupation=None)) == "no_market"


def test_pay_by_the_piece_and_pay_that_is_doubtful_are_asked_about() -> None:
    assert told(Kind.PAY, offered(pay=Pay(1, 2, PayUnit.PIECE))) == "by_piece"
    assert told(Kind.PAY, offered(pay=hourly(90)), doubtful=True) == "doubtful"


def test_pay_among_the_best_is_not_to_blame() -> None:
    assert told(Kind.PAY, offered(pay=hourly(26))) == "as_others"
    assert tried(Kind.PAY, offered(pay=hourly(25.5)))


# ------------------------------------------------------------------ what is not written


def test_what_is_not_said_is_tried_as_it_may_be() -> None:
    found = tried(Kind.SILENT, offered(pay=hourly(22)))
    said = {each.said for each in found}
    assert {"settlement", "meals", "lodging", "hours", "own_choice"} <= said
    assert not any(each.change.pay for each in found)


def test_of_pay_by_the_month_no_day_is_settled_and_no_half_day_worked() -> None:
    found = tried(Kind.SILENT, offered(pay=Pay(4000, 4000, PayUnit.MONTH)))
    settled = {each.change.settlement for each in found if each.change.settlement}
    assert settled == {Settlement.MONTHLY, Settlement.HALF_MONTHLY}
    weeks = [each.change.hours for each in found if each.change.hours]
    assert weeks
    assert all(hours.windows and hours.windows[0].minutes > 7 * 60 for hours in weeks)


def test_part_time_work_is_never_proposed_to_be_settled_by_the_month() -> None:
    hours = daily("08:00", "11:00", hours_per_day=3.0, days_per_week=5.0)
    found = tried(Kind.SILENT, offered(pay=hourly(22), hours=hours))
    assert Settlement.MONTHLY not in {each.change.settlement for each in found}


def test_night_work_is_taken_for_night_work() -> None:
    found = tried(Kind.SILENT, offered(hours=Hours(night=True), meals=True, lodging=False))
    assert found
    assert all(each.change.hours and each.change.hours.night for each in found if not _is_pay(each))


def _is_pay(each: Any) -> bool:
    return each.said == "pay"


def test_where_all_is_written_nothing_is_tried() -> None:
    pay = Pay(22, 22, PayUnit.HOUR, Settlement.DAILY)
    one = offered(pay=pay, hours=daily("08:00", "12:00"), meals=False, lodging=False)
    assert told(Kind.SILENT, one) == "all_written"
    rota = Hours(HoursKind.ROTATING)
    assert told(Kind.SILENT, offered(pay=pay, hours=rota, meals=True, lodging=True)) == "not_tried"


# ------------------------------------------------------------------ hours


def test_hours_are_moved_shortened_parted_and_kept_off_the_weekend() -> None:
    hours = daily("08:00", "17:00", (1, 2, 3, 4, 5, 6), hours_per_day=9.0, days_per_week=6.0)
    found = tried(Kind.HOURS, offered(hours=hours))
    moved = {
        (each.said, str(each.change.hours.windows[0]), each.change.hours.hours_per_day)
        for each in found
        if each.change.hours and each.change.hours.windows
    }
    assert ("earlier", "07:00-16:00", 9.0) in moved
    assert ("later", "10:00-19:00", 9.0) in moved
    assert ("begin", "09:00-17:00", 8.0) in moved
    assert ("end", "08:00-15:00", 7.0) in moved
    assert ("halves", "08:00-12:30", 4.5) in moved
    weekend = next(each.change.hours for each in found if each.said == "weekend")
    assert weekend
    assert (weekend.windows[0].days, weekend.days_per_week) == (WORKDAYS, 5.0)


def test_nothing_is_moved_into_the_night_and_no_window_becomes_tiny() -> None:
    for start, end in (("06:30", "12:00"), ("17:00", "22:00"), ("09:00", "12:00")):
        for each in tried(Kind.HOURS, offered(hours=daily(start, end))):
            for window in each.change.hours.windows if each.change.hours else ():
                assert window.start >= 6 * 60
                assert window.end <= 22 * 60
                assert each.is_proof or window.minutes >= 3 * 60 - 30


def test_half_a_day_is_paid_half_and_the_same_by_the_hour() -> None:
    pay = Pay(200, 240, PayUnit.DAY)
    one = offered(pay=pay, hours=daily("08:00", "18:00", hours_per_day=10.0))
    halves = next(each for each in tried(Kind.HOURS, one) if each.said == "halves")
    assert halves.change.pay == Pay(100, 120, PayUnit.DAY)
    assert halves.change.hours
    assert halves.change.hours.hours_per_day == 5.0


def test_shifts_in_turn_may_be_chosen_instead() -> None:
    windows = (
        Window(WORKDAYS, minutes_of("08:00"), minutes_of("16:00")),
        Window(WORKDAYS, minutes_of("16:00"), minutes_of("23:00")),
    )
    found = tried(Kind.HOURS, offered(hours=Hours(HoursKind.ROTATING, windows)))
    proposed = [each for each in found if not each.is_proof]
    assert [each.said for each in proposed] == ["own_shift"]
    assert proposed[0].change.hours
    assert len(proposed[0].change.hours.shifts) == 2


def test_what_a_part_of_the_week_shuts_out_is_tried_without_it() -> None:
    hours = daily("07:00", "20:00", (1, 6, 7))
    found = {each.said: each for each in tried(Kind.HOURS, offered(hours=hours)) if each.is_proof}
    assert set(found) == {"shut", "shut_weekend", "shut_early", "shut_evening"}
    early = found["shut_early"].change.hours
    assert early
    assert hours_in(week_of(early.windows)) == 3 * 12


def test_own_hours_and_night_shifts_are_left_as_they_are() -> None:
    assert told(Kind.HOURS, offered(hours=Hours(HoursKind.FLEXIBLE))) == "own_choice"
    assert told(Kind.HOURS, offered(hours=daily("22:00", "06:00"))) == "as_it_is"
    assert tried(Kind.HOURS, offered()) == []


# ------------------------------------------------------------------ conditions


def test_a_certificate_that_may_come_later_is_wished_for_and_asked_no_more() -> None:
    one = offered(requirements=Requirements(certificates=("健康证", "厨师证")))
    (only,) = tried(Kind.CERTIFICATE, one)
    changed = only.change.of(one).requirements
    assert (changed.certificates, changed.preferred_certificates) == (("健康证",), ("厨师证",))
    assert only.clauses == ("某文件",)


def test_two_that_may_come_later_are_tried_each_and_together() -> None:
    one = offered(requirements=Requirements(certificates=("厨师证", "咖啡师证")))
    assert [each.change.certificates for each in tried(Kind.CERTIFICATE, one)] == [
        ("咖啡师证",), ("厨师证",), (),
    ]  # fmt: skip


@pytest.mark.parametrize("needed", ["健康证", "驾驶证C1", "焊工证", "保安员证", "没有这种证"])
def test_a_certificate_that_is_needed_or_unknown_is_never_suggested_to_wait(needed: str) -> None:
    one = offered(requirements=Requirements(certificates=(needed,)))
    assert told(Kind.CERTIFICATE, one) == "needed"


def test_a_certificate_without_a_name_is_asked_about() -> None:
    one = offered(requirements=Requirements(certificates=("其他证书",)))
    assert told(Kind.CERTIFICATE, one) == "unclear"
    assert told(Kind.CERTIFICATE, offered()) == "none_asked"


def test_education_and_years_are_lowered_by_little_first() -> None:
    asked = Requirements(education="大专", experience_years=3.0)
    found = tried(Kind.BACKGROUND, offered(requirements=asked))
    assert [each.said for each in found] == [
        "lower_education", "no_education", "one_year", "no_years",
    ]  # fmt: skip
    changed = [each.change.of(offered(requirements=asked)).requirements for each in found]
    assert [each.education for each in changed] == ["高中", None, "大专", "大专"]
    assert [each.experience_years for each in changed] == [3.0, 3.0, 1.0, None]


def test_education_that_the_law_asks_for_stays() -> None:
    asked = Requirements(education="大专")
    assert told(Kind.BACKGROUND, offered(requirements=asked, occupation="6-16-01-01")) == "needed"
    assert told(Kind.BACKGROUND, offered(requirements=Requirements(education="不限"))) == (
        "none_asked"
    )


def test_equipment_is_lent_each_and_all() -> None:
    one = offered(requirements=Requirements(own_equipment=("电动车", "手机")))
    assert [each.change.own_equipment for each in tried(Kind.EQUIPMENT, one)] == [
        ("手机",), ("电动车",), (),
    ]  # fmt: skip
    alone = offered(requirements=Requirements(own_equipment=("汽车",)))
    assert len(tried(Kind.EQUIPMENT, alone)) == 1
    assert told(Kind.EQUIPMENT, offered()) == "none_asked"


# ------------------------------------------------------------------ place


def test_work_at_sites_is_tried_in_the_near_counties_as_another_posting() -> None:
    (site,) = tried(Kind.PLACE, offered())
    assert (site.said, site.is_other, site.figures["county"]) == ("site", True, "兰山区")
    assert site.change.place == Place("371302")


def test_work_tied_to_its_place_tells_only_whom_the_way_shuts_out() -> None:
    one = offered(lodging=False)
    assert [each.said for each in tried(Kind.PLACE, one, at_sites=())] == ["lodging", "far"]


def test_without_a_county_nothing_is_known_of_the_way() -> None:
    assert told(Kind.PLACE, offered(place=Place("371300"))) == "no_county"
    assert told(Kind.PLACE, offered(place=Place("371311", remote=True))) == "remote"
    assert told(Kind.PLACE, offered(place=Place("371328"))) == "alone"


# ------------------------------------------------------------------ the law


def test_unlawful_words_must_go_and_their_clause_is_told() -> None:
    one = offered(title="保洁员 限男")
    (only,) = tried(Kind.LAWFUL, one, findings=(finding(),), clean=CLEAN)
    assert (only.by_law, only.clauses) == (True, ("某法 1",))
    assert only.change.of(one).title == "保洁员"


def test_a_posting_held_back_is_mended_and_published_by_the_trial() -> None:
    one = offered(title="保洁员 限男", state=PostingState.HELD, holds=("lint_sex",))
    (only,) = tried(Kind.LAWFUL, one, findings=(finding(),), clean=CLEAN)
    changed = only.change.of(one)
    assert (changed.state, changed.holds) == (PostingState.PUBLISHED, ())
    lacking = offered(state=PostingState.HELD, holds=("pay_missing",))
    assert [each.said for each in tried(Kind.LAWFUL, lacking)] == ["lacking"]
    both = {"findings": (finding(),), "clean": CLEAN, "held_otherwise": True}
    assert [each.said for each in tried(Kind.LAWFUL, one, **both)] == ["held_otherwise"]


def test_what_words_cannot_mend_is_not_counted() -> None:
    one = offered(state=PostingState.HELD, holds=("lint_sex",))
    assert told(Kind.LAWFUL, one, findings=(finding(mendable=False),)) == "not_by_words"
    assert told(Kind.LAWFUL, offered()) == "lawful"


# ------------------------------------------------------------------ all of them


def test_every_kind_has_trials_or_says_why_not() -> None:
    assert set(TRIALS) == set(Kind)
    trials, outright = all_trials(ground(offered(pay=hourly(18))))
    assert trials
    assert outright
    assert not {each.kind for each in trials} & {
        each.kind for each in outright if isinstance(each, Ask)
    }


def test_two_changes_beside_each_other_are_both_made() -> None:
    one = offered(
        pay=hourly(18), requirements=Requirements(certificates=("厨师证",), experience_years=2.0)
    )
    both = PostingChange(pay=hourly(22), certificates=()).beside(
        PostingChange(experience_years=0.0, education="", published=True)
    )
    changed = both.of(one)
    assert changed.pay == hourly(22)
    assert changed.requirements.certificates == ()
    assert changed.requirements.experience_years is None
    assert changed.state is PostingState.PUBLISHED
    assert PostingChange().of(one) == one
