"""The made postings as platforms (nested rows) and gig markets (flat Chinese rows) send them."""

from collections.abc import Iterator
from random import Random
from typing import Any

from jobs import Job, draw_demo_job, draw_job
from tables import Tables, Way
from writing import (
    benefits_of,
    certificates_words,
    description_of,
    hours_words,
    pay_words,
    title_of,
)

JOBS = 2250
DEMO_JOBS = 24
NATIVE_SHARE = 0.72
TWICE = 0.05  # of the native jobs: a gig market has them too, in its own words
CSV_HEADER = (
    "编号", "岗位名称", "用人单位", "统一社会信用代码", "工种", "工资", "结算方式", "县区", "镇街",
    "地址", "工作时间", "人数", "要求", "福利", "岗位说明", "联系电话", "发布日期", "有效期至",
)  # fmt: skip

Row = dict[str, Any]


def all_postings(seed: int, tables: Tables) -> tuple[list[Row], dict[str, list[Row]]]:
    """Native rows, and CSV rows by market file; the same for the same seed."""
    native: list[Row] = []
    flat: dict[str, list[Row]] = {name: [] for name in tables.words["markets"]}
    for number, job in enumerate(_jobs(seed, tables)):
        rng = Random(f"{seed}:writing:{number}")
        demo = number < DEMO_JOBS
        on_platform = demo or rng.random() < NATIVE_SHARE
        if on_platform:
            native.append(native_row(rng, job, tables, f"{number + 1:05d}", demo))
        if not on_platform or (not demo and rng.random() < TWICE):
            market = _market_of(job, tables)
            flat[market].append(csv_row(rng, job, tables, market, len(flat[market]) + 1))
    return native, flat


def _jobs(seed: int, tables: Tables) -> Iterator[Job]:
    for number in range(JOBS):
        rng = Random(f"{seed}:job:{number}")
        if number < DEMO_JOBS:
            yield draw_demo_job(rng, tables, number)
        else:
            yield draw_job(rng, tables)


def _market_of(job: Job, tables: Tables) -> str:
    markets = tables.words["markets"].items()
    return str(next(name for name, (_, counties, _) in markets if job.county in counties))


def native_row(rng: Random, job: Job, tables: Tables, number: str, whole: bool) -> Row:
    """A nested row of the trade's platform. whole: nothing that the job knows is left out."""
    source, source_name, url = tables.words["sources"][job.spec["platform"]]
    hours = _native_hours(job.way) if job.way and (whole or rng.random() < 0.6) else None
    pay = _native_pay(job) if job.unit and (whole or rng.random() < 0.87) else None
    told = frozenset(name for name, value in (("hours", hours), ("pay", pay)) if value)
    title = title_of(rng, job, tables)
    row: Row = {
        "source": source,
        "source_id": f"{source[5:7].upper()}{number}",
        "title": title,
        "description": description_of(rng, job, tables, title, told),
        "employer": {"name": job.firm} | ({"uscc": job.uscc} if job.uscc else {}),
        "occupation": _native_occupation(rng, job, whole),
        "pay": pay,
        "place": _native_place(rng, job),
        "hours": hours,
        "requirements": _native_requirements(rng, job),
        "tags": rng.sample(job.spec["tags"], rng.randint(0, len(job.spec["tags"]))),
        "welfare": benefits_of(rng, job, tables) if rng.random() < 0.5 else None,
        "meals": job.meals if rng.random() < 0.6 else None,
        "lodging": job.lodging if rng.random() < 0.6 else None,
        "headcount": job.headcount if rng.random() < 0.85 else None,
        "contact": job.phone if rng.random() < 0.9 else None,
        "published_at": job.published.isoformat(),
        "valid_until": job.valid_until.isoformat(),
        "source_name": source_name,
        "source_url": f"{url}{number}",
    }
    return {key: value for key, value in row.items() if value not in (None, {}, [], "")}


def _native_hours(way: Way) -> Row:
    row: Row = {"kind": way.kind}
    if way.windows:
        row["windows"] = [
            {"days": list(days), "start": start, "end": end} for days, start, end in way.windows
        ]
    if way.per_day:
        row["hours_per_day"] = way.per_day
    if way.days:
        row["days_per_week"] = way.days
    return row


def _native_pay(job: Job) -> Row:
    return {"min": job.low, "max": job.high, "unit": job.unit, "settlement": job.settlement}


def _native_occupation(rng: Random, job: Job, whole: bool) -> Row:
    row: Row = {}
    if job.spec["code"] and rng.random() < 0.5:
        row["code"] = job.spec["code"]
    if rng.random() < 0.85 or whole:
        row["label"] = rng.choice((job.spec["label"], job.trade))
    return row


def _native_place(rng: Random, job: Job) -> Row:
    county: str = job.county
    row: Row = {"county": rng.choice((county, county, county[:2] if len(county) > 2 else county))}
    row |= {k: v for k, v in (("town", job.town), ("address", job.address)) if v}
    if job.lat is not None:
        row |= {"lat": job.lat, "lon": job.lon, "datum": "GCJ-02"}
    return row


def _native_requirements(rng: Random, job: Job) -> Row:
    if rng.random() < 0.3:
        return {}
    row: Row = {
        "certificates": list(job.certificates),
        "own_equipment": list(job.gear),
        "education": job.degree,
        "experience_years": job.years,
    }
    return {key: value for key, value in row.items() if value}


def csv_row(rng: Random, job: Job, tables: Tables, market: str, number: int) -> Row:
    """A flat row as a gig market's clerk types it; pay and hours are prose."""
    told = frozenset({"pay", "hours"})
    prefix = "".join(word[0] for word in market.split("_")[2:]).upper()
    asks = _clerk_asks(rng, job)
    title = title_of(rng, job, tables)
    values = (
        f"{prefix}{job.published:%m%d}{number:04d}",
        title,
        job.firm if rng.random() < 0.94 else "",
        job.uscc if job.uscc and rng.random() < 0.5 else "",
        rng.choice((job.spec["label"], job.trade, job.trade, "")),
        pay_words(rng, job, tables) if rng.random() < 0.97 else "",
        job.settlement if rng.random() < 0.75 else "",
        job.county,
        job.town,
        job.address,
        hours_words(rng, job),
        rng.choice((f"{job.headcount}", f"{job.headcount}人", f"{job.headcount}", "若干")),
        asks,
        "、".join(benefits_of(rng, job, tables)),
        description_of(rng, job, tables, title, told) if rng.random() < 0.8 else "",
        job.phone,
        _day(rng, job.published.isoformat()),
        job.valid_until.isoformat(),
    )
    return dict(zip(CSV_HEADER, values, strict=True))


def _clerk_asks(rng: Random, job: Job) -> str:
    asks = [certificates_words(rng, job.certificates)] if job.certificates else []
    if job.gear:
        asks.append("自备" + "、".join(job.gear))
    if job.degree:
        asks.append({"不限": "学历不限"}.get(job.degree, f"{job.degree}以上学历"))
    if job.unlawful:
        asks.append(job.unlawful[1])
    return "，".join(asks) or rng.choice(("", "", "身体健康", "踏实肯干", "能吃苦"))


def _day(rng: Random, iso: str) -> str:
    return rng.choice((iso, iso, iso.replace("-", "/"), iso.replace("-", ".")))
