"""The postings of the made people's towns: small sets by name, so many of each as is written."""

from typing import Any, Final

from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting, Requirements
from registry.jobs.week import Window
from registry.places import Place
from tests.builders import posting
from tests.matcher.guidance.ground_town import CLEANER, COURIER, RIDER

WORKDAYS: Final = (1, 2, 3, 4, 5)
HOME: Final = Place(code="371311", lat=34.9972, lon=118.2848)
KM: Final = 1 / 111.195  # degrees of latitude


def window(start: float, end: float, days: tuple[int, ...] = WORKDAYS) -> Window:
    """From an hour of the day to another, on some days."""
    return Window(days, int(start * 60), int(end * 60))


def fixed(start: float, end: float, **more: Any) -> Hours:
    """Hours of the working days."""
    return Hours(kind=HoursKind.FIXED, windows=(window(start, end),), **more)


def asks(*certificates: str, **more: Any) -> Requirements:
    """What a posting asks."""
    return Requirements(certificates=certificates, **more)


def away(km: float) -> Place:
    """So far north of HOME."""
    return Place(code="371311", lat=34.9972 + km * KM, lon=118.2848)


def by_hour(amount: float, settlement: Settlement | None = None) -> Pay:
    """So much an hour."""
    return Pay(amount, amount, PayUnit.HOUR, settlement)


def by_month(amount: float) -> Pay:
    """So much a month."""
    return Pay(amount, amount, PayUnit.MONTH)


PART_TIME: Final = Hours(hours_per_day=4.0, days_per_week=5.0)
SETS: Final[dict[str, dict[str, Any]]] = {
    "cleaning": {},
    "cleaning20": {"pay": by_hour(20)},
    "cleaning25": {"pay": by_hour(25)},
    "cleaning30": {"pay": by_hour(30)},
    "cleaning90": {"pay": by_hour(90)},
    "cleaning4000": {"pay": by_month(4000)},
    "cleaning5000": {"pay": by_month(5000)},
    "health": {"requirements": asks("健康证")},
    "health28": {"requirements": asks("健康证"), "pay": by_hour(28)},
    "licence": {"requirements": asks("驾驶证C1")},
    "daytime": {"hours": fixed(9, 17)},
    "two_hours_late": {"hours": fixed(9, 19)},
    "two_and_a_half_late": {"hours": fixed(9, 19.5), "pay": by_hour(24)},
    "four_and_a_half_late": {"hours": fixed(9, 21.5)},
    "late_shift": {"hours": fixed(16, 20)},
    "short_shift": {"hours": fixed(16, 19)},
    "at_night": {"hours": fixed(20, 23, night=True)},
    "lodging": {"lodging": True},
    "no_lodging": {"lodging": False},
    "near": {"place": away(3)},
    "at_7.5_km": {"place": away(7.5)},
    "at_9_km": {"place": away(9)},
    "at_12_km": {"place": away(12), "pay": by_hour(24)},
    "at_15_km": {"place": away(15)},
    "lanshan": {"place": Place(code="371302")},
    "faraway_bed": {"place": Place(code="370102"), "lodging": True},
    "mengyin": {"place": Place(code="371328")},
    "school": {"requirements": asks(education="高中")},
    "car": {"requirements": asks(own_equipment=("汽车",))},
    "years": {"requirements": asks(experience_years=3.0)},
    "part_time21": {"hours": PART_TIME, "pay": by_hour(21)},
    "part_time_monthly": {"hours": PART_TIME, "pay": by_hour(25, Settlement.MONTHLY)},
    "daily": {"pay": Pay(180, 180, PayUnit.DAY, Settlement.DAILY)},
    "riding": {"occupation": RIDER, "title": "送餐骑手"},
    "riding_daily": {
        "occupation": RIDER,
        "title": "送餐骑手",
        "pay": by_hour(26, Settlement.DAILY),
    },
    "riding40": {"occupation": RIDER, "title": "送餐骑手", "pay": by_hour(40)},
    "parcels": {"occupation": COURIER, "title": "快递员"},
    "parcels24": {"occupation": COURIER, "title": "快递员", "pay": by_hour(24)},
}


def jobs(said: str) -> list[Posting]:
    """Postings as `cleaning*3 riding*2` says, of cleaning where a set names no other trade."""
    made = []
    for each in said.split():
        name, _, times = each.partition("*")
        facts = {"occupation": CLEANER} | SETS[name]
        made += [posting(f"{name}-{number}", **facts) for number in range(1, int(times or 1) + 1)]
    return made
