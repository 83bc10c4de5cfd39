"""Labour-market facts kept: a night's read back, replaced, compared with a month ago, forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from api.clock import SHANGHAI
from api.database import reading, writing
from api.runtime import Runtime
from api.services.market import KEPT_DAYS, STANDS_DAYS, MarketDesk, market_on
from api.store import market as store
from api.store import trade_moves
from api.store.market import TREND_DAYS, TREND_SLACK
from api.store.tables import applications
from matcher.guidance.market import Fact, Key, Market, Spread
from registry.jobs.posting import Profile
from registry.placement.application import State
from tests.api.small_town import CLEANER, WORKERS, row, settle
from tests.builders import DAY

PUBLIC, ARCHIVE = Profile.PUBLIC, Profile.ARCHIVE
CLEANING, RIDING = 40908, 41008
COUNTY, CITY, EVERYWHERE = (Key(CLEANING, area) for area in (371311, 3713, 0))
SPREAD = Spread(11, 18.0, 20.5, 25.25, 17.0, 30.0)
FACTS = Market({COUNTY: Fact(11, SPREAD, None, 12, None), CITY: Fact(40, SPREAD, SPREAD, 0, 50)})
LONG_AGO = DAY - timedelta(1000)


def kept(engine: Engine, day: date, facts: Market = FACTS, profile: Profile = PUBLIC) -> None:
    with writing(engine) as connection:
        store.put(connection, profile, day, facts)


def test_facts_come_back_as_they_were_kept(engine: Engine) -> None:
    kept(engine, DAY)
    with reading(engine) as connection:
        assert store.read(connection, PUBLIC, DAY) == FACTS
        assert store.read(connection, ARCHIVE, DAY) == Market({})
        assert store.read(connection, PUBLIC, DAY - timedelta(1)) == Market({})


def test_a_second_time_on_a_day_stands_in_the_place_of_the_first(engine: Engine) -> None:
    kept(engine, DAY)
    other = Market({EVERYWHERE: Fact(10, None, None, 3, 10)})
    kept(engine, DAY, other)
    with reading(engine) as connection:
        assert store.read(connection, PUBLIC, DAY) == other
    kept(engine, DAY, Market({}))
    with reading(engine) as connection:
        assert store.latest(connection, PUBLIC, DAY, LONG_AGO) is None


@pytest.mark.parametrize(
    ("on", "oldest", "found"),
    [
        pytest.param(DAY, DAY - timedelta(7), DAY - timedelta(1), id="the last"),
        pytest.param(DAY - timedelta(2), DAY - timedelta(9), DAY - timedelta(9), id="on its edge"),
        pytest.param(DAY - timedelta(2), DAY - timedelta(8), None, id="a day too old"),
    ],
)
def test_the_latest_is_not_after_the_day_nor_too_old(
    engine: Engine, on: date, oldest: date, found: date | None
) -> None:
    for days in (1, 9):
        kept(engine, DAY - timedelta(days))
    kept(engine, DAY, profile=ARCHIVE)
    with reading(engine) as connection:
        assert store.latest(connection, PUBLIC, on, oldest) == found


@pytest.mark.parametrize(
    ("ago", "is_told"),
    [
        pytest.param(TREND_DAYS, True, id="thirty days ago"),
        pytest.param(TREND_DAYS - TREND_SLACK, True, id="twenty"),
        pytest.param(TREND_DAYS - TREND_SLACK - 1, False, id="nineteen"),
        pytest.param(TREND_DAYS + TREND_SLACK, True, id="forty"),
        pytest.param(TREND_DAYS + TREND_SLACK + 1, False, id="forty-one"),
    ],
)
def test_a_trend_is_told_against_about_thirty_days_ago(
    engine: Engine, ago: int, is_told: bool
) -> None:
    kept(engine, DAY - timedelta(ago))
    with reading(engine) as connection:
        before = store.offers_before(connection, PUBLIC, DAY)
    assert before == ({COUNTY: 11, CITY: 40} if is_told else {})


def test_of_several_days_the_nearest_to_thirty_is_compared_with(engine: Engine) -> None:
    kept(engine, DAY - timedelta(21), Market({COUNTY: Fact(99, None, None)}))
    kept(engine, DAY - timedelta(31))
    with reading(engine) as connection:
        assert store.offers_before(connection, PUBLIC, DAY) == {COUNTY: 11, CITY: 40}


def test_what_is_older_is_deleted_and_counted(engine: Engine) -> None:
    for days in (0, 10, 11):
        kept(engine, DAY - timedelta(days))
    with writing(engine) as connection:
        assert store.forget_before(connection, DAY - timedelta(10)) == 2
    with reading(engine) as connection:
        assert store.read(connection, PUBLIC, DAY - timedelta(10)) == FACTS
        assert store.read(connection, PUBLIC, DAY - timedelta(11)) == Market({})


def test_moves_are_those_of_the_last_count(engine: Engine) -> None:
    for moves in ({(40908, 41008): 12, (40908, 40207): 10}, {(41008, 40207): 11}):
        with writing(engine) as connection:
            trade_moves.put(connection, moves)
            assert trade_moves.read(connection) == moves


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    """Twelve cleaning jobs in 罗庄, one of them expired and one of pay beyond belief."""
    postings = [row(str(number), "保洁员", pay={"min": 22 + number, "max": 40, "unit": "HOUR"})
                for number in range(1, 11)]  # fmt: skip
    ended = row("11", "保洁员", valid_until="2026-11-21")
    bait = row("12", "保洁员", pay={"min": 200, "max": 200, "unit": "HOUR"})
    town = settle(tmp_path, postings=[*postings, ended, bait], workers=WORKERS)
    yield town
    town.close()


def on(here: Runtime, day: date) -> tuple[date, Market]:
    with reading(here.engine) as connection:
        return market_on(connection, here.recommender(connection).matching, PUBLIC, day)


def at(here: Runtime, day: date) -> MarketDesk:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)
    return replace(here.market, clock=lambda: noon)


def test_without_a_night_the_facts_are_worked_out_and_nobody_is_counted(here: Runtime) -> None:
    day, found = on(here, DAY)
    assert day == DAY
    assert found.facts[COUNTY].offers == 10
    assert found.facts[COUNTY].workers is None
    hour = found.facts[COUNTY].hour
    assert hour is not None
    assert (hour.n, hour.median) == (10, 27.5)


def test_a_night_keeps_the_facts_with_who_looks_for_such_work(here: Runtime) -> None:
    done = here.market.refresh()
    day, found = on(here, DAY)
    assert day == DAY
    assert done.facts == {"public": len(found.facts)}
    assert found.facts[COUNTY].workers == 2, "the cleaners of the town; the rider is in another"
    assert found.facts[COUNTY].tension is None, "too few people"
    assert found.facts[COUNTY].trend is None
    assert here.market.refresh() == done, "a second night of the same day changes nothing"


def test_a_month_later_the_trend_is_told(here: Runtime) -> None:
    kept(here.engine, DAY - timedelta(30), Market({COUNTY: Fact(20, None, None, 0, None)}))
    here.market.refresh()
    _, found = on(here, DAY)
    assert found.facts[COUNTY].before == 20
    assert found.facts[COUNTY].trend == pytest.approx(-0.5)
    assert found.facts[CITY].trend is None


@pytest.mark.parametrize(("ago", "stands"), [(STANDS_DAYS, True), (STANDS_DAYS + 1, False)])
def test_facts_of_a_night_stand_a_week_and_no_longer(here: Runtime, ago: int, stands: bool) -> None:
    kept(here.engine, DAY - timedelta(ago))
    day, found = on(here, DAY)
    assert (day == DAY - timedelta(ago)) is stands
    assert (found == FACTS) is stands


def test_a_night_deletes_what_is_kept_too_long(here: Runtime) -> None:
    kept(here.engine, DAY - timedelta(KEPT_DAYS))
    kept(here.engine, DAY - timedelta(KEPT_DAYS + 1))
    assert here.market.refresh().forgotten == len(FACTS.facts)


@pytest.mark.parametrize(
    ("times", "days_ago", "state", "is_kept"),
    [
        pytest.param(10, 1, State.HIRED, True, id="ten"),
        pytest.param(9, 1, State.HIRED, False, id="nine"),
        pytest.param(10, 400, State.LEFT_EARLY, False, id="more than a year ago"),
        pytest.param(10, 300, State.LEFT_EARLY, True, id="left since"),
        pytest.param(10, 1, State.REFUSED, False, id="not hired"),
    ],
)
def test_ten_hires_into_another_trade_are_a_move_and_nine_are_none(
    here: Runtime, times: int, days_ago: int, state: State, is_kept: bool
) -> None:
    moment = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI) - timedelta(days_ago)
    facts = {"worker": "W3", "firm": "town", "county": "371311", "state": state.value,
             "wanted_at": moment, "moved_at": moment, "last_mark": "", "sealed": ""}  # fmt: skip
    rows = [facts | {"id": str(each), "posting": f"town:{each}"} for each in range(1, times + 1)]
    with writing(here.engine) as connection:
        connection.execute(insert(applications), rows)
    here.market.refresh()
    with reading(here.engine) as connection:
        moves = trade_moves.read(connection)
    assert moves == ({(RIDING, CLEANING): 10} if is_kept else {})


def test_nobody_hired_is_no_move_and_an_empty_town_has_no_facts(tmp_path: Path) -> None:
    town = settle(tmp_path, postings=[row("1", "保洁员")], workers=[CLEANER])
    assert town.market.refresh().facts == {"public": 0}
    with reading(town.engine) as connection:
        assert trade_moves.read(connection) == {}
    town.close()
