"""A town whose people each lack one thing for one posting: it is known what a change adds."""

from pathlib import Path
from typing import Any, Final

from api.runtime import Runtime
from registry.jobs.pay import PayUnit
from registry.jobs.week import FULL_WEEK, Window, free_week_of, minutes_of
from registry.places import Place
from registry.workers.worker import PayFloor, Wishes, Worker
from tests.api.pool_town import put, say
from tests.api.small_town import row, settle

HERE: Final = Place("371311", lat=34.9972, lon=118.2848)
THERE: Final = Place("371302", lat=35.0616, lon=118.3277)
DAYTIME: Final = [Window((1, 2, 3, 4, 5, 6, 7), minutes_of("08:00"), minutes_of("18:00"))]
MARKET: Final = [
    row(f"m{number}", "保洁员", pay={"min": 26 + number % 5, "max": 34, "unit": "HOUR"})
    for number in range(12)
]
OPEN: Final[dict[str, Any]] = {
    "source": "firm-a",
    "pay": {"min": 24, "max": 24, "unit": "HOUR", "settlement": "日结"},
    "hours": {"kind": "flexible"},
    "meals": False,
    "lodging": True,
}
EVENINGS: Final = {
    "kind": "fixed",
    "windows": [{"days": [1, 2, 3, 4, 5, 6, 7], "start": "11:00", "end": "20:00"}],
}
SAID: Final = {"pay": {"min": 28, "max": 28, "unit": "HOUR", "settlement": "日结"}}
POSTINGS: Final = [
    *MARKET,
    row("open", "保洁员", **OPEN),
    row("evening", "保洁员", **OPEN | SAID | {"hours": EVENINGS}),
    row("cook", "保洁员", **OPEN | SAID | {"requirements": {"certificates": ["厨师证"]}}),
    row("health", "保洁员", **OPEN | SAID | {"requirements": {"certificates": ["健康证"]}}),
    row("school", "保洁员", **OPEN | SAID | {"requirements": {"education": "大专"}}),
    row("car", "保洁员", **OPEN | SAID | {"requirements": {"own_equipment": ["汽车"]}}),
    row(
        "silent",
        "保洁员",
        **OPEN | {"pay": {"min": 28, "max": 28, "unit": "HOUR"}, "meals": None, "lodging": None},
    ),
    row("unlawful", "保洁员", **OPEN | SAID | {"description": "招聘保洁员，限男，服从安排"}),
    row("deposit", "保洁员", **OPEN | SAID | {"description": "招聘保洁员，先交押金200元"}),
    row("far", "保洁员", **OPEN | SAID | {"lodging": False}),
    row("other", "保洁员", **OPEN | SAID | {"source": "firm-b"}),
]


def someone(number: int, **changes: Any) -> Worker:
    """A cleaner of 罗庄 who can come whenever she is asked, changed as asked."""
    facts: dict[str, Any] = {
        "id": f"W{number:04d}",
        "place": HERE,
        "text": "做过保洁",
        "skills": ("保洁",),
        "occupations": ("4-09-08-01",),
        "certificates": ("健康证", "厨师证"),
        "own_equipment": ("电动车", "汽车"),
        "education": "大专",
        "experience_years": 5.0,
        "free": FULL_WEEK,
        "pay_floor": PayFloor(20, PayUnit.HOUR),
    }
    return Worker(**(facts | changes))


# Of a trade near to it: who also lacks what is asked is too unlikely to get it.
NEAR: Final = {"occupations": ("4-09-08-02",), "text": "", "skills": ()}
# How many there are of each, and what they lack or demand.
PEOPLE: Final[dict[str, tuple[int, dict[str, Any]]]] = {
    "any": (12, {}),
    "paid": (17, {"pay_floor": PayFloor(27, PayUnit.HOUR), "must": Wishes(pay=True)}),
    "by_day": (13, {"free": free_week_of(DAYTIME), "must": Wishes(hours=True)}),
    "no_cook": (16, {"certificates": ("健康证",)} | NEAR),
    "no_school": (14, {"education": "初中"} | NEAR),
    "no_car": (11, {"own_equipment": ("电动车",)} | NEAR),
    "fed": (21, {"must": Wishes(meals=True)}),
    "paid_daily": (10, {"must": Wishes(settlements=("DAILY",))}),
    "far": (150, {"place": THERE, "must": Wishes(max_distance_km=5.0)}),
}


def made_people() -> list[Worker]:
    """Everybody, group by group."""
    made = []
    for count, changes in PEOPLE.values():
        made += [someone(len(made) + number, **changes) for number in range(count)]
    return made


def settle_advice(home: Path, database_url: str = "") -> Runtime:
    """A runtime of the town, all of whose people agreed to be shown to firms."""
    here = settle(home, database_url, postings=POSTINGS, workers=[])
    people = made_people()
    put(here, people)
    for each in people:
        say(here, each.id, given=True)
    return here
