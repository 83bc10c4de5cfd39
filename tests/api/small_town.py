"""A small town to ask: a dozen postings and three workers, as rows that sources would send."""

import atexit
import json
import shutil
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from api.clock import now
from api.runtime import Runtime
from api.services.ingest import ingest
from api.settings import Settings
from tests.builders import DAY

CLEANER = {
    "id": "W1",
    "county": "罗庄区",
    "lat": 34.9972,
    "lon": 118.2848,
    "text": "做过保洁，孩子上学时能干活",
    "skills": ["保洁"],
    "free": [{"days": [1, 2, 3, 4, 5], "start": "08:00", "end": "16:00"}],
    "pay_floor": {"amount": 20, "unit": "HOUR"},
    "never": {"night": True},
}
STRICT = CLEANER | {"id": "W2", "must": {"hours": True}}
IN_JINAN = {"id": "W3", "county": "济南市历下区", "text": "想送外卖", "skills": ["骑手"]}
WORKERS = [CLEANER, STRICT, IN_JINAN]


def row(source_id: str, title: str, **changes: Any) -> dict[str, Any]:
    """A native row in 罗庄 that stands till the year's end."""
    facts: dict[str, Any] = {
        "source": "town",
        "source_id": source_id,
        "title": title,
        "description": f"招聘{title}，服从安排",
        "employer": {"name": f"{title}用人单位{source_id}"},
        "pay": {"min": 22, "max": 25, "unit": "HOUR", "settlement": "日结"},
        "place": {"county": "罗庄区", "lat": 35.0, "lon": 118.29},
        "headcount": 2,
        "published_at": "2026-11-20",
        "valid_until": "2026-12-31",
    }
    return facts | changes


MORNING = {
    "kind": "fixed",
    "windows": [{"days": [1, 2, 3, 4, 5], "start": "08:30", "end": "11:30"}],
}
NIGHT = {"kind": "fixed", "windows": [{"days": [1, 2, 3, 4, 5], "start": "22:00", "end": "6:00"}]}
POSTINGS = [
    row("1", "办公楼保洁员", hours=MORNING),
    row("2", "家庭保洁", hours={"kind": "flexible"}),
    row("3", "商场保洁夜班", hours=NIGHT),
    row("4", "外卖骑手", hours={"kind": "flexible"}),
    row("5", "电焊工"),
    row("6", "保洁员", place={"county": "蒙阴县"}, hours=MORNING),
    row("7", "保洁员", place={"county": "济南市历下区"}, hours=MORNING),
    row("8", "小区保洁", valid_until="2026-11-21"),
    row("9", "保洁领班"),
    row("10", "没有报酬的保洁", pay=None),
]


def write_rows(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """The rows as JSON lines."""
    lines = (json.dumps(one, ensure_ascii=False) for one in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def settle(
    home: Path,
    database_url: str = "",
    postings: Sequence[dict[str, Any]] = POSTINGS,
    workers: Sequence[dict[str, Any]] = WORKERS,
) -> Runtime:
    """A runtime whose store holds the town and whose index is built.

    In a home of its own a town is built once and copied from then on.
    """
    if database_url:
        return built(home, database_url, postings, workers)
    rows = json.dumps([postings, workers], ensure_ascii=False)
    shutil.copytree(_built_once(rows), home, dirs_exist_ok=True)
    return Runtime(Settings(home=home, as_of=DAY))


@lru_cache
def _built_once(rows: str) -> Path:
    home = Path(tempfile.mkdtemp(prefix="linggang-town-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    built(home, "", *json.loads(rows)).close()
    return home


def built(
    home: Path,
    database_url: str,
    postings: Sequence[dict[str, Any]],
    workers: Sequence[dict[str, Any]],
) -> Runtime:
    """The runtime of a town that is taken in and indexed now."""
    home.mkdir(parents=True, exist_ok=True)
    here = Runtime(Settings(home=home, as_of=DAY, database_url=database_url))
    for name, rows in (("postings", postings), ("workers", workers)):
        if not rows:
            continue
        path = write_rows(home / f"{name}.jsonl", rows)
        at = now(here.settings)
        report = ingest(
            here.engine,
            path,
            reference=here.reference,
            policy=here.policy,
            at=at,
            keys=lambda: here.keys,
        )
        assert report.to_json()["refused"] == 0, report.to_json()
    here.build_index(lambda *_: None)
    return here
