"""The made workers: who they are, what they can do, when they are free, what they ask."""

import math
from datetime import date, timedelta
from random import Random
from typing import Any

from tables import DAYS, Tables

WORKERS = 330
EACH_ELSEWHERE = 4  # in each of eight districts of four cities
TODAY = date(2026, 11, 22)
ADDITIONAL = 0.13
REPLACING = 0.45
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_SIGNS = "10X98765432"
WISHES = {"must": 0.35, "prefer": 0.4, "never": 0.45}
PART_TIME = frozenset(
    {"school", "evening", "weekend", "student", "noon", "mornings", "split", "busy"}
)
USUAL_HOURS = {"DAY": 8, "MONTH": 208}
STEPS = {"HOUR": 1, "DAY": 10, "MONTH": 100}

Row = dict[str, Any]


def all_workers(seed: int, tables: Tables) -> list[Row]:
    """W0001, the demo's person, then the others; the same for the same seed."""
    rows = [demo_worker(tables)]
    away = [county for county in tables.elsewhere for _ in range(EACH_ELSEWHERE)]
    homes = [None] * (WORKERS - 1 - len(away)) + away
    for number, elsewhere in enumerate(homes, 2):
        rng = Random(f"{seed}:worker:{number}")
        rows.append(draw_worker(rng, tables, number, elsewhere))
    return rows


def demo_worker(tables: Tables) -> Row:
    """The person whose list the demo prints: a cleaner in 罗庄, free on weekdays from 8 to 16."""
    told = tables.people["demo"]
    return {
        "id": told["id"],
        "id_no": identity_number(date.fromisoformat(told["born"]), woman=True, serial=1),
        "county": "临沂市罗庄区",
        "town": "罗庄街道",
        "lat": 34.999,
        "lon": 118.287,
        "text": told["text"],
        "skills": ["保洁", "擦玻璃", "洗地机", "做饭", "帮厨"],
        "certificates": ["健康证"],
        "own_equipment": ["电动车"],
        "education": "初中",
        "experience_years": 4,
        "free": [{"days": [1, 2, 3, 4, 5], "start": "08:00", "end": "16:00"}],
        "pay_floor": {"amount": 20, "unit": "HOUR"},
        "must": {"max_distance_km": 12},
        "prefer": {"occupations": ["保洁员", "家政服务员"], "meals": True},
        "never": {"night": True},
        "seeking": "NONE",
    }


def draw_worker(rng: Random, tables: Tables, number: int, elsewhere: str | None) -> Row:
    """One worker; elsewhere: the district of another city she lives in, else in Linyi."""
    people = tables.people
    profiles = people["profiles"]
    pool = people["elsewhere_profiles"] if elsewhere else list(profiles)
    name = rng.choices(pool, [profiles[p]["weight"] for p in pool])[0]
    profile = profiles[name]
    woman = rng.random() < profile["women"]
    low, high = profile["ages"]
    age = round(rng.triangular(low, high)) if rng.random() < 0.6 else rng.randint(low, high)
    born = TODAY - timedelta(days=age * 365.25 + rng.randint(3, 360))
    time = _time(rng, people, age)
    floor = _floor(rng, profile, time["key"])
    wishes, said = _wishes(rng, people, profile, time["key"], floor.get("unit"))
    told = [s for s in profile["can"] if _believable(s, people, age, woman)]
    can = rng.choice(told or people["newcomers"])
    said = [can, *time["say"], *said, *_last_words(rng, floor)]
    row: Row = {
        "id": f"W{number:04d}",
        "id_no": identity_number(born, woman, serial=number),
        **_home(rng, tables, elsewhere),
        "text": _join(rng, said),
        "skills": rng.sample(profile["skills"], rng.randint(2, len(profile["skills"]))),
        "certificates": _held(rng, profile["certs"]),
        "own_equipment": _held(rng, profile["gear"]),
        "education": rng.choice(profile["education"]) if rng.random() < 0.85 else None,
        "experience_years": _years(can, people) if rng.random() < 0.8 else None,
        "free": time["free"],
        "busy": time["busy"],
        "pay_floor": floor,
        **wishes,
        "seeking": time["seeking"],
    }
    return {key: value for key, value in row.items() if value not in (None, [], {}, "")}


def identity_number(born: date, woman: bool, serial: int) -> str:
    """A number of GB 11643 in the unassigned county 371399; the 17th digit is odd for men."""
    sequence = serial % 499 * 2 + (2 if woman else 1)
    body = f"371399{born:%Y%m%d}{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True))
    return body + ID_SIGNS[total % 11]


def _years(said: str, people: Row) -> float | None:
    """The years of work a saying names, None where it names none."""
    told = [years for word, years in people["says_years"].items() if word in said]
    return max(told, default=None)


def _believable(said: str, people: Row, age: int, woman: bool) -> bool:
    rules = [rule for word, rule in people["says_ages"].items() if word in said]
    return (
        all(rule["ages"][0] <= age <= rule["ages"][1] for rule in rules if "ages" in rule)
        and (woman or not any(rule.get("women") for rule in rules))
        and (_years(said, people) or 0) <= age - 17
    )


def _home(rng: Random, tables: Tables, elsewhere: str | None) -> Row:
    if elsewhere:
        seat: dict[str, Any] = tables.elsewhere[elsewhere]
        return {"county": elsewhere, **_near(rng, seat)}
    counties = tables.counties
    name = rng.choices(list(counties), [row["weight"] for row in counties.values()])[0]
    if rng.random() < 0.3:
        return {"county": f"临沂市{name}", "town": rng.choice(counties[name]["outer"])}
    home: Row = {"county": f"临沂市{name}", "town": rng.choice(counties[name]["seat"])}
    return home | (_near(rng, counties[name]) if rng.random() < 0.85 else {})


def _near(rng: Random, seat: dict[str, Any]) -> dict[str, float]:
    north, east = (max(-6.0, min(6.0, rng.gauss(0, 2.2))) for _ in range(2))
    lon = seat["lon"] + east / (111.2 * math.cos(math.radians(seat["lat"])))
    return {"lat": round(seat["lat"] + north / 111.2, 6), "lon": round(lon, 6)}


def _windows(rows: list[list[str]]) -> list[Row]:
    return [{"days": list(DAYS[days]), "start": start, "end": end} for days, start, end in rows]


def _time(rng: Random, people: Row, age: int) -> Row:
    chance = rng.random()
    if chance < ADDITIONAL and age >= 18:
        work = rng.choice(people["busy"])
        return {"key": "busy", "say": [rng.choice(work["say"])], "free": _windows(work["free"]),
                "busy": _windows(work["windows"]), "seeking": "ADDITIONAL"}  # fmt: skip
    able = {k: v for k, v in people["free"].items() if v["ages"][0] <= age <= v["ages"][1]}
    key = rng.choices(list(able), [v["weight"] for v in able.values()])[0]
    said = [rng.choice(able[key]["say"])] if rng.random() < 0.9 else []
    free = _windows(able[key]["windows"]) if rng.random() < 0.95 else []
    changing = chance > 1 - REPLACING and key in ("whole", "six", "always")
    if changing:
        said.append(
            rng.choice(("现在这份想换了", "原来那家太远，想换个近的", "现在的活太累，想换"))
        )
    return {"key": key, "say": said, "free": free, "busy": [],
            "seeking": "REPLACING" if changing else "NONE"}  # fmt: skip


def _floor(rng: Random, profile: Row, time: str) -> Row:
    unit, low, high = rng.choice(profile["floors"]).split()
    if rng.random() < 0.07:
        return {}
    steps = (int(high) - int(low)) // STEPS[unit]
    amount = int(low) + rng.randint(0, steps) * STEPS[unit]
    if time in PART_TIME and unit != "HOUR":  # who has some hours speaks of hours
        amount, unit = max(18, round(amount / USUAL_HOURS[unit])), "HOUR"
    return {"amount": amount, "unit": unit}


def _wishes(
    rng: Random, people: Row, profile: Row, time: str, unit: str | None
) -> tuple[Row, list[str]]:
    found: Row = {}
    said: list[str] = []
    for level, share in WISHES.items():
        pool = [w for w in people["wishes"][level] if not _contrary(w, profile, time, unit, found)]
        for wish in rng.choices(pool, [w["weight"] for w in pool])[: rng.random() < share]:
            km = rng.choice((3, 5, 5, 8, 10))
            found[level] = {k: km if v == "km" else v for k, v in wish["wish"].items()}
            said.append(rng.choice(wish["say"]).format(km=km))
    if rng.random() < 0.3:
        found.setdefault("prefer", {})["occupations"] = [profile["occupation"]]
    return found, said


def _contrary(wish: Row, profile: Row, time: str, unit: str | None, found: Row) -> bool:
    asked = wish["wish"]
    if profile["occupation"] not in wish.get("only", [profile["occupation"]]):
        return True
    if asked.get("pay") and unit is None:
        return True
    if asked.get("night"):
        return time in ("nights", "always", "busy")
    if asked.get("lodging"):
        return time not in ("always", "whole", "holiday") or "lodging" in found.get("must", {})
    if "settlements" in asked:
        return unit == "MONTH" or "settlements" in found.get("must", {})
    return profile["occupation"] in asked.get("occupations", [])


def _held(rng: Random, shares: dict[str, float]) -> list[str]:
    return [name for name, share in shares.items() if rng.random() < share]


def _last_words(rng: Random, floor: Row) -> list[str]:
    if not floor or rng.random() < 0.55:
        return []
    amount = floor["amount"]
    return [rng.choice(FLOOR_WORDS[floor["unit"]]).format(a=amount)]


FLOOR_WORDS = {
    "HOUR": ("一小时不低于{a}", "每小时{a}块以上", "{a}一个小时往上"),
    "DAY": ("一天不低于{a}", "一天{a}块以上就干", "低于{a}一天不去"),
    "MONTH": ("一个月{a}以上", "工资想要{a}往上", "月薪不少于{a}"),
}


def _join(rng: Random, said: list[str]) -> str:
    joined = said[0] + rng.choice(("，", "。", "，", "；")) + "，".join(said[1:])
    return joined.rstrip("，；。") + rng.choice(("。", "", "。"))
