"""Towns, people and changes drawn at random: small, but with every gate in them."""

from dataclasses import replace
from typing import Any, Final

from hypothesis import strategies as st

from matcher.guidance.change import Change
from registry.jobs.hours import Hours
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting, Requirements
from registry.jobs.week import EVERY_DAY, week_of
from registry.places import Place
from registry.workers.worker import PayFloor, Seeking, Wishes, Worker
from tests.builders import posting, worker
from tests.matcher.guidance.ground_town import CLEANER, COURIER, RIDER
from tests.matcher.guidance.made_jobs import HOME, WORKDAYS, away, fixed, window

TRADES: Final = (CLEANER, RIDER, COURIER, "4-09-08-02", "6-16-01-01")
CERTIFICATES: Final = ("健康证", "驾驶证C1", "驾驶证A1")
COUNTIES: Final = ("371302", "371311", "371328", "370102")
# No distance of these lies at one of the limits.
DISTANCES: Final = (1.0, 4.0, 7.0, 11.0, 18.0)
LIMITS: Final = (2.0, 5.0, 9.0, 15.0)
PLACES: Final = (
    Place(),
    *(Place(code=code) for code in (*COUNTIES, "371300")),
    *(away(km) for km in DISTANCES),
    Place(code="370102", remote=True),
)
HOURS: Final = (
    Hours(),
    Hours(hours_per_day=4.0, days_per_week=5.0),
    fixed(9, 17),
    fixed(17, 19),
    fixed(17, 20.5),
    fixed(20, 23, night=True),
    Hours(kind=fixed(0, 1).kind, windows=(window(8, 12, EVERY_DAY),)),
)
PAYS: Final = (
    None,
    *(Pay(amount, amount, PayUnit.HOUR) for amount in (15, 22, 26, 90)),
    Pay(180, 200, PayUnit.DAY, Settlement.DAILY),
    Pay(4000, 6000, PayUnit.MONTH, Settlement.MONTHLY),
    Pay(5, 5, PayUnit.PIECE),
)
FREE: Final = (
    None,
    0,
    week_of((window(8, 17),)),
    week_of((window(8, 18),)),
    week_of((window(8, 21, EVERY_DAY),)),
)
WISHES: Final = (
    Wishes(),
    *(Wishes(max_distance_km=km) for km in LIMITS),
    Wishes(hours=True),
    Wishes(pay=True),
    Wishes(occupations=(CLEANER,)),
    Wishes(counties=("371311",)),
    Wishes(remote=True),
    Wishes(words=("保洁",)),
)
NEVER: Final = (
    Wishes(),
    Wishes(night=True),
    Wishes(counties=("371302",)),
    Wishes(occupations=("4-10",)),
)


def several(of: Any, most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few of them, each once."""
    return st.lists(st.sampled_from(of), max_size=most, unique=True).map(tuple)


def requirements() -> st.SearchStrategy[Requirements]:
    """What a posting asks; often nothing."""
    asks = st.builds(
        Requirements,
        certificates=several(CERTIFICATES),
        own_equipment=several(("电动车", "汽车"), 1),
        education=st.sampled_from([None, None, "高中", "大专"]),
        experience_years=st.sampled_from([None, None, 1.0, 3.0]),
    )
    return st.one_of(st.just(Requirements()), asks)


def one_posting() -> st.SearchStrategy[Posting]:
    """A posting, not numbered yet."""
    return st.builds(
        lambda **facts: posting("1", **facts),
        occupation=st.sampled_from([*TRADES, CLEANER, CLEANER, None]),
        place=st.sampled_from([*PLACES, HOME, HOME]),
        hours=st.sampled_from(HOURS),
        pay=st.sampled_from(PAYS),
        requirements=requirements(),
        title=st.sampled_from(["保洁员", "骑手"]),
        employer=st.sampled_from(["甲公司", "乙公司", "丙公司", "丁公司"]),
    )


def towns(most: int = 14) -> st.SearchStrategy[list[Posting]]:
    """Postings, some of them one offer sent twice; employers are few."""

    def numbered(made: list[Posting]) -> list[Posting]:
        return [replace(each, source_id=str(place)) for place, each in enumerate(made, 1)]

    return st.lists(one_posting(), max_size=most).map(numbered)


def people() -> st.SearchStrategy[Worker]:
    """A worker of 罗庄 or of nowhere known."""
    return st.builds(
        worker,
        place=st.sampled_from([HOME, HOME, Place(code="371311"), Place(code="371300"), Place()]),
        occupations=several(TRADES, 2),
        certificates=several(CERTIFICATES, 1),
        own_equipment=several(("电动车", "汽车"), 1),
        education=st.sampled_from([None, "初中", "大专"]),
        experience_years=st.sampled_from([None, 0.0, 2.0]),
        free=st.sampled_from(FREE),
        busy=st.sampled_from([0, 0, week_of((window(8, 10, WORKDAYS),))]),
        seeking=st.sampled_from(list(Seeking)),
        pay_floor=st.sampled_from(
            [None, PayFloor(22, PayUnit.HOUR), PayFloor(4500, PayUnit.MONTH)]
        ),
        must=st.sampled_from(WISHES),
        never=st.sampled_from(NEVER),
    )


def changes() -> st.SearchStrategy[Change]:
    """A change that takes nothing away: distances wider than any limit drawn, or none."""
    return st.builds(
        Change,
        trades=several(TRADES, 2),
        certificates=several(CERTIFICATES, 2),
        free=st.sampled_from([0, week_of((window(17, 21),)), week_of((window(6, 24, EVERY_DAY),))]),
        distance_km=st.sampled_from([None, None, 16.0, 30.0]),
        no_limit=st.booleans(),
        counties=several(("371302", "371328", "370102"), 2),
    )
