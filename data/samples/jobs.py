"""One made job: what is true of it, before any source has written it down."""

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from tables import Offer, Tables, Way, one_theme, read_offer

FIRST_DAY = date(2026, 10, 20)
LAST_DAY = date(2026, 11, 22)
STEPS = {"HOUR": 1.0, "DAY": 10.0, "MONTH": 100.0}
HOURS_UNSAID = 0.11
PAY_UNSAID = 0.02
EXPIRED = 0.02
BELOW_MINIMUM = 0.02  # of the hourly ones: paid less than the legal minimum, as some are
LATE = 0.06  # of the part-time ones settled by the month: left so, as some are
UNLAWFUL = 0.072
OUTER_TOWN = 0.2
NO_TOWN = 0.12
USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ORG_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Job:
    """The facts of one made job. unit None: its pay is not said; way None: nor its hours."""

    trade: str
    spec: dict[str, Any]
    county: str
    town: str
    address: str
    lat: float | None
    lon: float | None
    firm: str
    uscc: str | None
    unit: str | None
    low: float
    high: float
    settlement: str
    way: Way | None
    headcount: int
    certificates: tuple[str, ...]
    gear: tuple[str, ...]
    degree: str
    years: int
    meals: bool
    lodging: bool
    benefits: tuple[str, ...]  # beside meals and lodging
    unlawful: tuple[str, str] | None
    published: date
    valid_until: date
    phone: str


def draw_job(rng: Random, tables: Tables) -> Job:
    """A job of any trade and county, by their weights."""
    trade = rng.choices(list(tables.trades), [t["weight"] for t in tables.trades.values()])[0]
    spec = tables.trades[trade]
    county = _county(rng, tables, spec)
    return make_job(rng, tables, trade, county, read_offer(rng.choice(spec["offers"])))


def draw_demo_job(rng: Random, tables: Tables, number: int) -> Job:
    """A daytime job near the demo's worker: lawful, current, with pay, hours and coordinates."""
    offers = [(t, o) for t, all_ in tables.words["demo_offers"].items() for o in all_]
    trade, offer = offers[number % len(offers)]
    job = make_job(rng, tables, trade, "罗庄区", read_offer(offer), plain=True)
    lat, lon = _jitter(rng, tables.counties["罗庄区"], spread_km=1.8)
    town = rng.choice(tables.counties["罗庄区"]["seat"])
    return replace(job, lat=lat, lon=lon, town=town, address=_address(rng, tables, job, town))


def make_job(
    rng: Random, tables: Tables, trade: str, county: str, offer: Offer, plain: bool = False
) -> Job:
    """A job of this trade, county and offer; plain: nothing missing, expired or unlawful."""
    spec = tables.trades[trade]
    low, high = _pay(rng, offer)
    if offer.unit == "HOUR" and (plain or rng.random() >= BELOW_MINIMUM):
        low, high = (max(amount, tables.counties[county]["least"]) for amount in (low, high))
    unit = None if rng.random() < PAY_UNSAID and not plain else offer.unit
    firm, uscc = _firm(rng, tables, trade, spec)
    published, valid_until = _days(rng, plain)
    meals = rng.random() < (0.55 if spec["firm"] in MEALS_OFTEN else 0.2)
    lodging = rng.random() < _lodging_share(spec, offer, plain)
    job = Job(
        trade=trade, spec=spec, county=county, town="", address="", lat=None, lon=None,
        firm=firm, uscc=uscc, unit=unit, low=low, high=high,
        settlement=rng.choice(offer.settlements), way=_way(rng, tables, offer, plain),
        headcount=rng.randint(*spec["count"]),
        certificates=tuple(rng.choice(spec.get("certs") or [[]])),
        gear=tuple(rng.choice(spec["gear"] or [[]])),
        degree=rng.choice(spec.get("degree") or ["", "", "", "不限", "初中"]),
        years=rng.choice((0, 0, 0, 1, 2, 3)) if spec.get("skilled") else 0,
        meals=meals, lodging=lodging,
        benefits=_benefits(rng, tables, offer.unit),
        unlawful=None if plain else _unlawful(rng, tables),
        published=published, valid_until=valid_until, phone=f"0539-0000{rng.randint(0, 999):03d}",
    )  # fmt: skip
    return _settled(rng, _placed(rng, tables, job), plain)


def _settled(rng: Random, job: Job, plain: bool) -> Job:
    """Part-time work is paid out at least every 15 days (劳动合同法 72), but for a few."""
    if job.settlement != "月结" or not _part_time(job):
        return job
    if not plain and rng.random() < LATE:
        return job
    return replace(job, settlement="半月结" if job.unit == "MONTH" else "周结")


def _part_time(job: Job) -> bool:
    """At most 4 hours a day and 24 a week; by the hour too where no hours are said."""
    if job.way is None or job.way.per_day is None:
        return job.unit == "HOUR"
    return job.way.per_day <= 4 and job.way.per_day * (job.way.days or 0) <= 24


def _lodging_share(spec: dict[str, Any], offer: Offer, plain: bool) -> float:
    if plain or offer.unit == "HOUR" or set(offer.ways) & {"four", "wd0816", "school", "morning"}:
        return 0.0
    if "livein" in offer.ways:
        return 1.0
    return 0.6 if spec.get("lodging") else 0.06 if offer.unit == "MONTH" else 0.0


MEALS_OFTEN = frozenset({"餐饮", "板材", "食品", "电子", "机械", "酒店", "陶瓷", "养老", "建筑"})


def _county(rng: Random, tables: Tables, spec: dict[str, Any]) -> str:
    only = spec.get("only")
    weights = only or {
        name: row["weight"] * spec.get("where", {}).get(name, 1.0)
        for name, row in tables.counties.items()
    }
    return str(rng.choices(list(weights), list(weights.values()))[0])


def _pay(rng: Random, offer: Offer) -> tuple[float, float]:
    step = STEPS.get(offer.unit) or (0.1 if offer.low < 5 else 0.5 if offer.low < 20 else 5.0)
    if offer.unit == "PIECE" and offer.low < 0.5:
        step = 0.05
    span = offer.high - offer.low
    low = offer.low + round(rng.random() * span * 0.6 / step) * step
    single = rng.random() < {"HOUR": 0.55, "DAY": 0.5, "MONTH": 0.2}.get(offer.unit, 0.5)
    high = low if single else low + max(step, round(rng.uniform(0.2, 0.5) * span / step) * step)
    return round(low, 2), round(high, 2)


def _way(rng: Random, tables: Tables, offer: Offer, plain: bool) -> Way | None:
    key = rng.choice(offer.ways)
    said = plain or rng.random() >= HOURS_UNSAID
    return tables.ways[key] if said and key != "none" else None


def _benefits(rng: Random, tables: Tables, unit: str) -> tuple[str, ...]:
    pool = tables.words["welfare" if unit == "MONTH" else "welfare_short"]
    return tuple(rng.sample(pool, rng.choice((0, 0, 1, 2, 3) if unit == "MONTH" else (0, 0, 0, 1))))


def _unlawful(rng: Random, tables: Tables) -> tuple[str, str] | None:
    if rng.random() >= UNLAWFUL:
        return None
    weights = tables.words["unlawful_weights"]
    kind = rng.choices(list(weights), list(weights.values()))[0]
    return kind, rng.choice(tables.words["unlawful"][kind])


def _days(rng: Random, plain: bool) -> tuple[date, date]:
    if rng.random() < EXPIRED and not plain:
        published = FIRST_DAY + timedelta(rng.randint(0, 10))
        return published, published + timedelta(rng.randint(7, 20))
    age = int((LAST_DAY - FIRST_DAY).days * rng.random() ** 1.6)
    until = date(2026, 12, 5) + timedelta(rng.choice((0, 10, 16, 26, 26, 41, 57, 85, 116)))
    return LAST_DAY - timedelta(age), until


def _firm(rng: Random, tables: Tables, trade: str, spec: dict[str, Any]) -> tuple[str, str | None]:
    words = tables.words
    alone = words["alone"].get(trade)
    if alone and rng.random() < 0.35:
        return rng.choice(alone), None
    # firms return: one pool of some names a kind, so that an employer has several postings
    pick = Random(f"{spec['firm']}:{rng.randrange(28)}")
    name = pick.choice(words["name_first"]) + pick.choice(words["name_second"])
    line = pick.choice(words["firms"][spec["firm"]])
    end = "" if line.endswith(("合作社", "商行", "宾馆", "超市")) else "有限公司"
    full = f"临沂{name}{line}{end}"
    return full, _uscc(Random(full))


def _uscc(rng: Random) -> str:
    """A unified credit code of the unassigned county 371399, with both check signs."""
    body = "MA" + "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6))
    rest = 11 - sum(ORG_SIGNS.index(c) * w for c, w in zip(body, ORG_WEIGHTS, strict=True)) % 11
    code = "91371399" + body + {10: "X", 11: "0"}.get(rest, str(rest))
    total = sum(USCC_SIGNS.index(c) * w for c, w in zip(code, USCC_WEIGHTS, strict=True))
    return code + USCC_SIGNS[(31 - total % 31) % 31]


def _placed(rng: Random, tables: Tables, job: Job) -> Job:
    county = tables.counties[job.county]
    outer = [t for t in job.spec.get("prefer_outer", []) if t in county["outer"]]
    if rng.random() < (0.6 if outer else OUTER_TOWN * (1.8 if "only" in job.spec else 1)):
        town = rng.choice(outer or county["outer"])
        return replace(job, town=town, address=_address(rng, tables, job, town))
    town = "" if rng.random() < NO_TOWN else rng.choice(county["seat"])
    lat, lon = _jitter(rng, county, spread_km=2.2)
    address = _address(rng, tables, job, town) if rng.random() < 0.9 else ""
    return replace(job, town=town, address=address, lat=lat, lon=lon)


def _jitter(rng: Random, county: dict[str, Any], spread_km: float) -> tuple[float, float]:
    """GCJ-02 near the seat: normal in both directions, cut at three spreads."""
    north, east = (
        max(-3 * spread_km, min(3 * spread_km, rng.gauss(0, spread_km))) for _ in range(2)
    )
    lat = county["lat"] + north / 111.2
    lon = county["lon"] + east / (111.2 * math.cos(math.radians(county["lat"])))
    return round(lat, 6), round(lon, 6)


def _address(rng: Random, tables: Tables, job: Job, town: str) -> str:
    sites = [s for s in job.spec["site"] if one_theme(job.spec, job.firm, s)] or job.spec["site"]
    site = rng.choice(sites)
    if town in tables.counties[job.county]["outer"]:
        return f"{town}{rng.choice(('', '驻地', '工业园旁', '政府西'))}{site}"
    first, second = rng.sample(tables.counties[job.county]["roads"], 2)
    return rng.choice(
        (f"{first}与{second}交汇{site}", f"{first}{site}", f"{first}{rng.randint(3, 298)}号{site}",
         f"{job.county}{first}{site}")
    )  # fmt: skip
