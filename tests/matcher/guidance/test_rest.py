"""Rest: jobs beside the work that she keeps, counted again by hand, half-hour by half-hour."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.guidance.advice import Ask, Kind, Nothing, Question
from matcher.guidance.ground import Ground
from matcher.guidance.long_days import Limits, too_long
from matcher.guidance.rest import rest
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.posting import Posting
from registry.jobs.week import SLOTS_A_WEEK, Window, week_of
from registry.workers.worker import Seeking, Worker
from tests.builders import posting, worker
from tests.matcher.guidance.ground_town import CLEANER, ground, many, number, numbers_with
from tests.matcher.guidance.said import advice, said, unsaid

WORKDAYS = (1, 2, 3, 4, 5)


def window(start: float, end: float, days: tuple[int, ...] = WORKDAYS) -> Window:
    return Window(days, int(start * 60), int(end * 60))


def job(source_id: str, *windows: Window, **changes: Any) -> Posting:
    facts: dict[str, Any] = {"kind": HoursKind.FIXED, "windows": windows} | changes
    return posting(source_id, occupation=CLEANER, hours=Hours(**facts))


def working(*windows: Window, seeking: Seeking = Seeking.ADDITIONAL) -> Worker:
    return worker(occupations=(CLEANER,), busy=week_of(windows), seeking=seeking)


def over(town: Ground) -> int:
    (only,) = rest(town)
    return int(str(only.figures["over"]))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(17, 20, 0, id="eleven hours that day, exactly the limit"),
        pytest.param(17, 20.5, 1, id="half an hour more"),
    ],
)
def test_a_day_may_have_as_many_hours_as_the_limit_and_no_more(
    start: float, end: float, expected: int
) -> None:
    town = ground(working(window(8, 16)), [job("1", window(start, end))])
    assert over(town) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(18, 22, 0, id="ten hours of rest till eight"),
        pytest.param(18.5, 22.5, 1, id="nine and a half"),
    ],
)
def test_a_rest_of_ten_hours_in_one_piece_is_left(start: float, end: float, expected: int) -> None:
    town = ground(working(window(8, 12)), [job("1", window(start, end))])
    assert over(town) == expected


def test_a_night_after_a_day_is_one_stretch_though_midnight_parts_it() -> None:
    town = ground(working(window(14, 22, (1,))), [job("1", window(22, 6, (1,)))])
    assert over(town) == 1


def test_sunday_night_runs_on_into_monday() -> None:
    town = ground(working(window(0, 8, (1,))), [job("1", window(16, 24, (7,)))])
    assert over(town) == 1


@pytest.mark.parametrize(("days", "expected"), [(2, 0), (3, 1)])
def test_where_she_chooses_the_days_those_count_on_which_she_is_free(
    days: float, expected: int
) -> None:
    every_day = window(10, 18, (1, 2, 3, 4, 5, 6, 7))
    town = ground(working(window(18, 23)), [job("1", every_day, days_per_week=days)])
    assert over(town) == expected


def test_where_she_chooses_her_shift_the_better_one_counts() -> None:
    early, late = window(12, 20), window(16, 18)
    choice = job("1", early, late, choice=(1, 1))
    town = ground(working(window(8, 12)), [choice, job("2", early)])
    assert over(town) == 1


def test_of_a_rota_a_day_has_the_hours_of_one_shift() -> None:
    shifts = (window(12, 18), window(18, 24))
    rota = job("1", *shifts, kind=HoursKind.ROTATING, hours_per_day=6.0)
    whole = job("2", *shifts, kind=HoursKind.ROTATING)
    (only,) = rest(ground(working(window(8, 12)), [rota, whole]))
    assert (only.figures["over"], only.figures["silent"]) == (0, 1)
    (more,) = rest(ground(working(window(6, 12)), [rota, whole]))
    assert (more.figures["over"], more.figures["silent"]) == (1, 1)


@pytest.mark.parametrize(
    ("hours_a_day", "days", "expected"),
    [
        pytest.param(3.0, 7.0, 0, id="fits on every day"),
        pytest.param(4.0, 2.0, 0, id="fits at the weekend"),
        pytest.param(4.0, 3.0, 1, id="not on three days"),
    ],
)
def test_without_clock_times_the_hours_of_a_day_are_added(
    hours_a_day: float, days: float, expected: int
) -> None:
    unstated = job("1", kind=HoursKind.UNSTATED, hours_per_day=hours_a_day, days_per_week=days)
    found = rest(ground(working(window(8, 16)), [unstated]))
    assert found[0].figures["over"] == expected


def test_who_says_no_hours_or_lets_choose_them_is_counted_apart() -> None:
    flexible = job("2", kind=HoursKind.FLEXIBLE, hours_per_day=12.0, days_per_week=7.0)
    town = ground(working(window(8, 16)), [job("1"), flexible, job("3", window(17, 18))])
    (only,) = rest(town)
    assert (only.figures["over"], only.figures["silent"], only.figures["now"]) == (0, 2, 3)


def test_jobs_that_leave_rest_are_the_proof() -> None:
    town = ground(working(window(8, 16)), [job("1", window(16, 24)), job("2", window(16, 18))])
    (only,) = advice(rest(town))
    assert only.proof == (1,)
    assert only.clauses[0].startswith("R7.3")


def test_present_work_that_is_too_long_by_itself_is_said_also_where_she_changes_jobs() -> None:
    long = working(window(6, 19), seeking=Seeking.REPLACING)
    assert [each.said for each in advice(rest(ground(long)))] == ["present"]
    short = working(window(8, 16), seeking=Seeking.REPLACING)
    assert [each.said for each in rest(ground(short)) if isinstance(each, Nothing)] == ["replacing"]


def test_who_keeps_work_that_is_not_registered_is_asked_for_it() -> None:
    keeps = worker(seeking=Seeking.ADDITIONAL)
    assert rest(ground(keeps)) == (Ask(Kind.REST, Question.WORK, "work"),)
    assert rest(ground(worker())) == (Nothing(Kind.REST, "no_other_work"),)


def test_without_a_limit_nothing_is_judged() -> None:
    unknown = numbers_with(number("longest_day_hours", None))
    (only,) = rest(ground(working(window(6, 19)), numbers=unknown))
    assert "没有查到标准" in dict(said(only))["nothing.no_limit"]


def counted_by_hand(week: int, day_limit: int, rest_slots: int) -> bool:
    """Two weeks end to end: a stretch goes on till so much free time in one piece."""
    work = [bool(week >> slot % SLOTS_A_WEEK & 1) for slot in range(2 * SLOTS_A_WEEK)]
    if any(sum(work[48 * day : 48 * day + 48]) > day_limit for day in range(7)):
        return True
    at = 0
    while at < len(work):
        if not work[at]:
            at += 1
            continue
        end, free = at, 0
        while end < len(work) and free < rest_slots:
            free = 0 if work[end] else free + 1
            end += 1
        last = max(slot for slot in range(at, end) if work[slot]) + 1
        if sum(work[at:last]) > day_limit or last - at > 48 - rest_slots:
            return True
        at = last
    return False


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, SLOTS_A_WEEK - 1), st.integers(1, 24)), min_size=1, max_size=8
    ),
    st.integers(8, 26),
    st.integers(4, 24),
)
def test_too_long_is_that_of_counting_by_hand(
    pieces: list[tuple[int, int]], day_limit: int, rest_slots: int
) -> None:
    week = 0
    for start, length in pieces:
        for slot in range(start, start + length):
            week |= 1 << slot % SLOTS_A_WEEK
    bits = np.array([[bool(week >> slot & 1) for slot in range(SLOTS_A_WEEK)]])
    found = bool(too_long(bits, Limits(day_limit, rest_slots))[0])
    assert found == counted_by_hand(week, day_limit, rest_slots)


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(12, 20), st.integers(1, 8)), min_size=1, max_size=6),
    st.integers(1, 10),
)
def test_the_count_is_that_of_judging_each_job_alone(
    jobs: list[tuple[int, int]], worked: int
) -> None:
    her = working(window(12 - worked, 12))
    postings = [
        job(str(place), window(start, min(start + length, 24)))
        for place, (start, length) in enumerate(jobs)
    ]
    alone = sum(_over_alone(her, one) for one in postings)
    (only,) = rest(ground(her, postings))
    assert only.figures["over"] == alone
    assert rest(ground(her, postings)) == (only,)


def _over_alone(her: Worker, one: Posting) -> bool:
    return counted_by_hand(her.busy | week_of(one.hours.windows), 22, 20)


def test_every_text_is_said_of_somebody_with_all_its_figures() -> None:
    night = job("1", window(20, 23), night=True)
    towns = [
        ground(worker(seeking=Seeking.ADDITIONAL)),
        ground(worker()),
        ground(working(window(8, 16)), numbers=numbers_with(number("daily_rest_hours", None))),
        ground(working(window(8, 16), seeking=Seeking.REPLACING)),
        ground(working(window(6, 19)), many(1, occupation=CLEANER)),
        ground(working(window(8, 16))),
        ground(working(window(8, 16)), [job("1", window(16, 24))]),
        ground(working(window(10, 12)), [night]),
    ]
    assert unsaid(Kind.REST, [each for town in towns for each in rest(town)]) == set()
