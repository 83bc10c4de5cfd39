"""A town of made postings to make whole lists of, and workers who ask without being kept."""

import json
from pathlib import Path
from typing import Any

from api.feeds.workers import read_worker
from api.reference import Reference
from registry.workers.identity import check_digit
from registry.workers.worker import Worker
from tests.api.small_town import row
from tests.builders import DAY

EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
WEEKDAYS, WEEKEND = [1, 2, 3, 4, 5], [6, 7]
SEVENTEEN = "37139920090315001" + check_digit("37139920090315001")
MADE_WORKERS = Path(__file__).resolve().parents[1] / "lists" / "workers.jsonl"


def fixed(start: str, end: str, days: list[int] = EVERY_DAY) -> dict[str, Any]:
    """Hours of one shift."""
    return {"kind": "fixed", "windows": [{"days": days, "start": start, "end": end}]}


def month(low: int, high: int, **more: Any) -> dict[str, Any]:
    return {"min": low, "max": high, "unit": "MONTH"} | more


FAR = {"county": "罗庄区", "lat": 34.86, "lon": 118.29}
TOWN = [
    row("guard-night", "小区保安（夜班）", hours=fixed("19:00", "07:00", WEEKDAYS)),
    row("guard-day", "小区保安（白班）", hours=fixed("07:00", "19:00")),
    row("guard-weekend", "商场保安（周末）", hours=fixed("09:00", "18:00", WEEKEND)),
    row("furnace", "高温有毒车间炉前工", description="炉前加料，高温有毒岗位有补贴"),
    row("packer", "打包工", description="快递仓库打包、贴单、装箱", hours=fixed("08:00", "18:00")),
    row("packer-night", "分拣打包（夜班）", hours=fixed("21:00", "06:00")),
    row("packer-weekend", "周末打包兼职", hours=fixed("09:00", "17:00", WEEKEND)),
    row(
        "rider-own",
        "外卖骑手",
        description="站点骑手送餐，自备电动车",
        requirements={"own_equipment": ["电动车"]},
        hours={"kind": "flexible"},
        pay=month(6000, 9000),
    ),
    row(
        "rider-given",
        "外卖配送员（公司配车）",
        description="公司提供电动车，送餐到家",
        hours={"kind": "flexible"},
        pay=month(6000, 9000),
    ),
    row("nanny-in", "住家保姆", lodging=True, meals=True, pay=month(5000, 6000)),
    row("nanny-out", "不住家保姆", lodging=False, hours=fixed("08:30", "17:00", WEEKDAYS)),
    row("cleaner-near", "写字楼保洁员", hours=fixed("06:30", "10:30", WEEKDAYS)),
    row("cleaner-far", "厂区保洁员", place=FAR, hours=fixed("06:30", "10:30", WEEKDAYS)),
    row("welder", "二保焊焊工", requirements={"certificates": ["焊工证"]}, pay=month(7000, 9000)),
    row("forklift", "叉车司机", requirements={"certificates": ["叉车证"]}, pay=month(5000, 6500)),
    row("cook", "食堂厨师", description="炒大锅菜", hours=fixed("06:00", "14:00", WEEKDAYS)),
    row(
        "loader-daily", "装卸工", pay={"min": 200, "max": 220, "unit": "DAY", "settlement": "日结"}
    ),
    row("loader-poor", "货场装卸工", pay={"min": 90, "max": 100, "unit": "DAY"}),
    row("coder", "Java开发工程师", pay=month(9000, 12000), hours=fixed("09:00", "18:00", WEEKDAYS)),
    row("clerk", "电话客服", pay=month(3500, 4500), hours=fixed("09:00", "18:00", WEEKDAYS)),
    row("clerk-night", "夜班客服", hours=fixed("18:30", "22:00", WEEKDAYS)),
    row("gone", "打包工", valid_until="2026-11-20"),
]


def asks(reference: Reference, **facts: Any) -> Worker:
    """Somebody living in the town, of whom nothing else is known than `facts`."""
    home = {"id": "asks", "county": "罗庄区", "lat": 34.9972, "lon": 118.2848}
    return read_worker(home | facts, reference, DAY).worker


def made_workers(reference: Reference) -> list[Worker]:
    """The made workers whose lists are graded."""
    lines = MADE_WORKERS.read_text("utf-8").splitlines()
    return [read_worker(json.loads(line), reference, DAY).worker for line in lines]
