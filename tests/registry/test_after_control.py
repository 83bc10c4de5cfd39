"""After-control: a fair draw that can be repeated, a right to answer, and an officer's close."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.actor import Actor, Role
from registry.registration.after_control import (
    TABLE,
    AfterControl,
    CheckEvent,
    CheckOutcome,
    CheckRefused,
    CheckState,
    answered,
    asked,
    closed,
    lapsed,
)
from registry.registration.after_control_draw import Registered, ShareOutOfRange, draw
from registry.registration.credit_entry import Evidence, Matter
from registry.step_table import IllegalStep

DAY = date(2030, 7, 1)  # a Monday
SYSTEM, PERSON = Actor("nightly", Role.SYSTEM), Actor("W1", Role.PERSON)
OFFICER = Actor("甲", Role.OFFICER, "371302")
EVIDENCE = (Evidence(Matter.CONTRACT, "没有劳动关系", "有一份劳动合同备案", DAY),)
CHECK = AfterControl("R1", "371302", DAY)


def weekends(day: date) -> bool | None:
    return day.weekday() < 5


def many(count: int, county: str = "371302") -> list[Registered]:
    return [Registered(f"{county}-{number}", county) for number in range(count)]


def was_asked(days: int = 10) -> AfterControl:
    return asked(CHECK, SYSTEM, DAY, "是否仍在从事所登记的工作？", days, weekends)


def was_answered() -> AfterControl:
    return answered(was_asked(), PERSON, DAY, "是的。")


def was_silent() -> AfterControl:
    return lapsed(was_asked(), SYSTEM, date(2030, 7, 16))


seeds = st.text(max_size=12)
counts = st.dictionaries(st.sampled_from(["371302", "371311", "371328"]), st.integers(0, 60))
shares = st.floats(0, 1, allow_nan=False)


@given(counts, shares, seeds, st.dates(), st.randoms(use_true_random=False))
def test_a_draw_is_the_same_for_seed_and_day_whatever_the_order(
    sizes: dict[str, int], share: float, seed: str, day: date, random: Any
) -> None:
    active = [one for county, size in sizes.items() for one in many(size, county)]
    shuffled = [*active, *active[:3]]
    random.shuffle(shuffled)
    assert draw(active, lambda _: share, seed, day) == draw(shuffled, lambda _: share, seed, day)


@given(counts, shares, seeds, st.dates())
def test_the_share_of_each_county_is_kept_to_within_one(
    sizes: dict[str, int], share: float, seed: str, day: date
) -> None:
    active = [one for county, size in sizes.items() for one in many(size, county)]
    drawn = draw(active, lambda _: share, seed, day)
    per_county = Counter(one.county for one in drawn)
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= set(active)
    for county, size in sizes.items():
        assert abs(per_county[county] - size * share) <= 1


@settings(max_examples=15)
@given(seeds)
def test_within_a_county_each_registration_has_the_same_chance(seed: str) -> None:
    days, size, share = 400, 20, 0.25
    active = many(size)
    times = Counter(
        one
        for number in range(days)
        for one in draw(active, lambda _: share, seed, DAY + timedelta(number))
    )
    spread = (days * share * (1 - share)) ** 0.5
    assert all(abs(times[one] - days * share) < 6 * spread for one in active)


@settings(max_examples=15)
@given(seeds)
def test_a_small_county_is_drawn_from_as_often_as_its_share_says(seed: str) -> None:
    days, share = 600, 0.1
    drawn = sum(
        len(draw(many(3), lambda _: share, seed, DAY + timedelta(number))) for number in range(days)
    )
    assert abs(drawn - days * 3 * share) < 6 * (days * 0.3 * 0.7) ** 0.5


def test_each_county_has_its_own_share() -> None:
    active = many(40) + many(40, "371328")
    drawn = draw(active, {"371302": 0.0, "371328": 1.0}.__getitem__, "种子", DAY)
    assert set(drawn) == set(many(40, "371328"))


def test_another_seed_or_day_draws_others() -> None:
    first = draw(many(200), lambda _: 0.1, "甲", DAY)
    assert first != draw(many(200), lambda _: 0.1, "乙", DAY)
    assert first != draw(many(200), lambda _: 0.1, "甲", DAY + timedelta(1))


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_a_share_is_between_nothing_and_all(share: float) -> None:
    with pytest.raises(ShareOutOfRange, match="371302"):
        draw(many(3), lambda _: share, "种子", DAY)


def test_the_person_is_told_and_has_working_days_to_answer() -> None:
    check = was_asked()
    assert check.state is CheckState.ASKED
    assert check.deadline is not None
    assert check.deadline.due == date(2030, 7, 15)


@pytest.mark.parametrize(("question", "days"), [(" ", 10), ("是否仍在工作？", 0)])
def test_nobody_is_asked_nothing_or_without_time(question: str, days: int) -> None:
    with pytest.raises(CheckRefused):
        asked(CHECK, SYSTEM, DAY, question, days, weekends)


def test_silence_begins_the_day_after_the_deadline() -> None:
    with pytest.raises(CheckRefused, match="尚未到期"):
        lapsed(was_asked(), SYSTEM, date(2030, 7, 15))
    assert was_silent().state is CheckState.SILENT


def test_a_late_answer_still_counts() -> None:
    check = answered(was_silent(), PERSON, date(2030, 8, 1), "我住院了。")
    assert check.state is CheckState.ANSWERED
    assert closed(check, OFFICER, date(2030, 8, 2), CheckOutcome.CORRECTED, "已更正").closed_by


def test_an_empty_answer_is_none() -> None:
    with pytest.raises(CheckRefused, match="不能为空"):
        answered(was_asked(), PERSON, DAY, "  ")


@pytest.mark.parametrize("check", [was_answered(), was_silent()], ids=["answered", "silent"])
def test_only_an_officer_closes_and_says_why(check: AfterControl) -> None:
    for actor in (SYSTEM, PERSON):
        with pytest.raises(IllegalStep, match="只能由工作人员"):
            closed(check, actor, DAY, CheckOutcome.CONFIRMED, "属实")
    with pytest.raises(CheckRefused, match="核查结论"):
        closed(check, OFFICER, DAY, CheckOutcome.CONFIRMED, " ")
    done = closed(check, OFFICER, DAY, CheckOutcome.CONFIRMED, "属实")
    assert (done.state, done.outcome) == (CheckState.CLOSED, CheckOutcome.CONFIRMED)
    with pytest.raises(IllegalStep):
        closed(done, OFFICER, DAY, CheckOutcome.CONFIRMED, "属实")


def test_silence_alone_makes_nobody_suspect_nor_corrected() -> None:
    with pytest.raises(CheckRefused, match="证据"):
        closed(was_silent(), OFFICER, DAY, CheckOutcome.SUSPECT, "未答复")
    with pytest.raises(CheckRefused, match="未答复"):
        closed(was_silent(), OFFICER, DAY, CheckOutcome.CORRECTED, "未答复")
    suspect = closed(was_silent(), OFFICER, DAY, CheckOutcome.SUSPECT, "不一致", EVIDENCE)
    assert suspect.evidence == EVIDENCE


def test_who_is_confirmed_leaves_no_evidence_behind() -> None:
    with pytest.raises(CheckRefused, match="证据"):
        closed(was_answered(), OFFICER, DAY, CheckOutcome.CONFIRMED, "属实", EVIDENCE)


@pytest.mark.parametrize("state", [CheckState.OPEN, CheckState.ASKED])
def test_nothing_is_closed_before_she_could_answer(state: CheckState) -> None:
    with pytest.raises(IllegalStep):
        closed(replace(CHECK, state=state), OFFICER, DAY, CheckOutcome.CONFIRMED, "属实")


@given(st.lists(st.tuples(st.sampled_from(CheckEvent), st.sampled_from(Role)), max_size=10))
def test_no_way_leads_to_the_end_without_asking_and_an_officer(
    events: list[tuple[CheckEvent, Role]],
) -> None:
    state, seen = CheckState.OPEN, [CheckState.OPEN]
    for event, role in events:
        try:
            state = TABLE.step(state, event, Actor("某", role))
        except IllegalStep:
            continue
        seen.append(state)
        if state is CheckState.CLOSED:
            assert role is Role.OFFICER
            assert CheckState.ASKED in seen
