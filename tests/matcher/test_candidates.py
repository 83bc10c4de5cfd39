"""Many people before one posting: the same verdicts, fits and scores as in each one's own list."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matcher.candidates import candidates
from matcher.constraints import RULES
from matcher.fit.hours import weeks_fit
from matcher.fit.location import sites_of
from matcher.fit.occupation import trades_fit
from matcher.judging import judge
from matcher.people import (
    LATER_TRADES,
    People,
    ages_on,
    encode_worker,
    gathered,
    names_of,
    trade_number,
    trade_of,
)
from matcher.person import Person
from matcher.ranking import WORTH_LISTING, fits_of, scores_of
from matcher.situation import Situation, pairs
from matcher.trade_pay import TradePay
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting, PostingState, Requirements
from registry.jobs.week import FULL_WEEK, Window, free_week_of
from registry.places import Place
from registry.workers.identity import age_on
from registry.workers.worker import PayFloor, Seeking, Wishes, Worker
from tests.builders import (
    CERTIFICATES,
    DAY,
    OCCUPATIONS,
    VOCABULARY,
    before,
    board,
    person,
    posting,
    worker,
)

TRADES = [*OCCUPATIONS.codes, "4-09-08", "4-10"]
COUNTIES = ["371302", "371311", "371328", "370102"]
LEGAL = 20.0
WORDS = ["保洁", "夜", "食堂"]


def some(choices: list[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(choices), max_size=most, unique=True).map(tuple)


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    start = draw(st.integers(0, 47)) * 30
    end = draw(st.integers(1, 48)) * 30
    days = tuple(sorted(draw(st.sets(st.integers(1, 7), min_size=1))))
    return (Window(days, start, end),)


PLACES = st.builds(
    Place,
    code=st.sampled_from([*COUNTIES, "371300", None]),
    town=st.sampled_from([None, "册山街道"]),
    lat=st.none(),
) | st.builds(
    Place,
    code=st.sampled_from(COUNTIES),
    lat=st.floats(34.9, 35.2),
    lon=st.floats(118.1, 118.5),
)
WISHES = st.builds(
    Wishes,
    occupations=some(TRADES),
    counties=some([*COUNTIES, "371300", "3713", "37"]),
    words=some(WORDS),
    employers=some(["用人", "某单位"]),
    settlements=some([each.value for each in Settlement]),
    max_distance_km=st.none() | st.floats(0, 60),
    **{name: st.booleans() for name in ("hours", "pay", "night", "lodging", "meals", "remote")},
)
FEW_WISHES = st.just(Wishes()) | WISHES
UNITS = st.sampled_from(list(PayUnit))
WORKERS = st.builds(
    Worker,
    id=st.text("W123", min_size=1, max_size=4),
    born=st.none() | st.dates(date(1950, 1, 1), date(2012, 3, 1)),
    place=PLACES,
    occupations=some(TRADES, 4),
    certificates=some(["健康证", "驾驶证A1"]),
    own_equipment=some(["电动车", "汽车"]),
    education=st.sampled_from([None, "初中", "大专"]),
    experience_years=st.none() | st.sampled_from([0.0, 0.3, 1.0, 5.0]),
    free=st.none() | st.just(FULL_WEEK) | windows().map(free_week_of),
    busy=windows().map(free_week_of) | st.just(0),
    pay_floor=st.none() | st.builds(PayFloor, st.sampled_from([15, 20.0, 3000.0]), UNITS),
    must=FEW_WISHES,
    prefer=FEW_WISHES,
    never=FEW_WISHES,
    seeking=st.sampled_from(list(Seeking)),
)
PAYS = st.builds(
    lambda low, more, unit, settled: Pay(low, low + more, unit, settled),
    st.sampled_from([15.0, 22.0, 3200.0]),
    st.sampled_from([0.0, 5.0, 100.0]),
    UNITS,
    st.none() | st.sampled_from(list(Settlement)),
)
HOURS = st.builds(
    Hours,
    kind=st.sampled_from(list(HoursKind)),
    windows=windows() | st.just(()),
    hours_per_day=st.none() | st.sampled_from([4.0, 8.0]),
    days_per_week=st.none() | st.sampled_from([3.0, 6.0]),
    night=st.none() | st.booleans(),
)
POSTINGS = st.builds(
    posting,
    title=st.sampled_from(["保洁员", "食堂夜班", "井下工"]),
    occupation=st.none() | st.sampled_from(list(OCCUPATIONS.codes)),
    place=PLACES | st.builds(Place, code=st.sampled_from(COUNTIES), remote=st.booleans()),
    pay=st.none() | PAYS,
    hours=HOURS,
    state=st.sampled_from([PostingState.PUBLISHED, PostingState.PUBLISHED, PostingState.FILLED]),
    valid_until=st.none() | st.sampled_from([DAY, date(2026, 11, 1)]),
    meals=st.none() | st.booleans(),
    lodging=st.none() | st.booleans(),
    requirements=st.builds(
        Requirements,
        certificates=some(["健康证", "驾驶证C1"]),
        own_equipment=some(["电动车"]),
        education=st.sampled_from([None, "大专"]),
        experience_years=st.sampled_from([None, 0.3, 2.0]),
    ),
)


def crowd(workers: list[Worker], one: Posting, median: float = np.nan) -> Situation:
    """All the workers before one posting."""
    rows = np.concatenate([encode_worker(each, VOCABULARY, CERTIFICATES) for each in workers])
    title = " ".join((one.title, *one.tags))
    named = np.unique(rows["trades"])
    asked = one.occupation
    related = [OCCUPATIONS.relatedness(trade_of(n), asked) if asked else 0.0 for n in named]
    occupation = trades_fit(rows["trades"], np.array(LATER_TRADES), named, np.array(related))
    return pairs(
        People(
            rows,
            gathered([tuple(names_of(each)) for each in workers]),
            ages_on(rows["born"], DAY),
            np.full(len(rows), LEGAL),
        ),
        board([one]),
        DAY,
        lambda word: np.array([word in title]),
        lambda name: np.array([name in one.employer]),
        TradePay(np.array([median]), times=3.0),
        occupation if asked else np.full(len(rows), np.nan),
        weeks_fit(rows["week"], rows["week_told"], board([one])),
        sites_of(board([one])),
        np.where(rows["week_told"], np.nan, 1.0),
    )


def alone(who: Worker) -> Person:
    facts = {name: getattr(who, name) for name in Worker.__slots__}
    return person(legal_hour=LEGAL, **facts)


def same(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    return bool(np.array_equal(one, other, equal_nan=True))


@settings(max_examples=300)
@given(st.lists(WORKERS, min_size=1, max_size=5), POSTINGS, st.sampled_from([np.nan, 8.0]))
def test_one_posting_judges_each_worker_as_her_own_list_judges_the_posting(
    workers: list[Worker], one: Posting, median: float
) -> None:
    at = crowd(workers, one, median)
    verdicts = judge(at)
    fits = fits_of(at, slice(None), np.full(len(workers), 0.4))
    for place, who in enumerate(workers):
        own = before(alone(who), [one], median=median)
        hers = judge(own)
        for number, rule in enumerate(RULES):
            assert verdicts.barred[number, place] == hers.barred[number, 0], rule.code
            assert verdicts.silent[number, place] == hers.silent[number, 0], rule.code
        for name, values in fits_of(own, np.array([0]), np.array([0.4])).items():
            assert same(fits[name][place : place + 1], values), name


@settings(max_examples=100)
@given(st.lists(WORKERS, min_size=1, max_size=4), POSTINGS)
def test_a_posting_suits_only_whom_no_rule_bars_and_for_whom_both_sides_are_worth_it(
    workers: list[Worker], one: Posting
) -> None:
    found = candidates(crowd(workers, one), np.full(len(workers), 0.9))
    for place, who in enumerate(workers):
        own = before(alone(who), [one])
        scores = scores_of(fits_of(own, np.array([0]), np.array([0.9])))
        worth = scores.chance[0] >= WORTH_LISTING and scores.value[0] >= 0.45
        assert found.suits[place] == (judge(own).listed[0] and worth)
        assert found.scores.score[place] == scores.score[0]


@given(st.dates(date(1920, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_ages_of_many_are_the_ages_of_each(born: date, day: date) -> None:
    row = encode_worker(worker(born=born), VOCABULARY, CERTIFICATES)
    assert ages_on(row["born"], day)[0] == age_on(born, day)


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2028, 2, 28), date(2026, 3, 1)])
def test_who_was_born_on_leap_day_has_a_birthday_every_year(day: date) -> None:
    born = date(2008, 2, 29)
    row = encode_worker(worker(born=born), VOCABULARY, CERTIFICATES)
    assert ages_on(row["born"], day)[0] == age_on(born, day)


@pytest.mark.parametrize("code", ["4-10-08-01", "4-10-08", "4-10", "2-08-03-00"])
def test_a_trade_number_stands_for_one_code(code: str) -> None:
    assert trade_of(trade_number(code)) == code
