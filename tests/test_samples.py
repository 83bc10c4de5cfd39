"""The made samples: same seed, same bytes; nobody real; enough for the demo's worker."""

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.feeds.postings import read_posting
from api.feeds.workers import read_worker
from api.reference import Reference, load_reference
from registry.errors import InvalidField

SAMPLES = Path(__file__).resolve().parents[1] / "data" / "samples"
MARKETS = {
    "gig_market_lanshan.csv": "utf-8-sig",
    "gig_market_luozhuang.csv": "utf-8-sig",
    "gig_market_hedong.csv": "utf-8-sig",
    "gig_market_north.csv": "gb18030",
    "gig_market_south.csv": "utf-8-sig",
}
COUNTIES = {
    "兰山区", "罗庄区", "河东区", "沂南县", "郯城县", "沂水县",
    "兰陵县", "费县", "平邑县", "莒南县", "蒙阴县", "临沭县",
}  # fmt: skip
CHECK_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _lines(name: str) -> list[dict[str, Any]]:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _market(name: str) -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding=MARKETS[name], newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def platforms() -> list[dict[str, Any]]:
    return _lines("platforms.jsonl")


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(SAMPLES.parent)


@pytest.fixture(scope="module")
def workers() -> list[dict[str, Any]]:
    return _lines("workers.jsonl")


def _made_again(folder: Path, *arguments: str) -> None:
    script = str(SAMPLES / "make_samples.py")
    subprocess.run([sys.executable, script, "--out", str(folder), *arguments], check=True)


def test_the_generator_writes_the_committed_samples_byte_for_byte(tmp_path):
    _made_again(tmp_path)
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {"platforms.jsonl", "workers.jsonl", "bad_rows.jsonl", *MARKETS}
    for name in made:
        assert (tmp_path / name).read_bytes() == (SAMPLES / name).read_bytes(), name


def test_another_seed_makes_other_samples(tmp_path):
    _made_again(tmp_path, "--seed", "7")
    assert (tmp_path / "platforms.jsonl").read_bytes() != (SAMPLES / "platforms.jsonl").read_bytes()


def test_there_are_two_thousand_postings_of_all_twelve_counties(platforms):
    flat = [row for name in MARKETS for row in _market(name)]
    named = [row["place"]["county"] for row in platforms] + [row["县区"] for row in flat]
    found = {next(c for c in COUNTIES if c.startswith(name)) for name in named}
    assert len(platforms) + len(flat) >= 2000
    assert found == COUNTIES


def test_a_posting_is_named_once_and_its_platform_is_marked_as_made(platforms):
    names = [(row["source"], row["source_id"]) for row in platforms]
    assert len(set(names)) == len(names)
    assert all(row["source"].startswith("made-") and "虚构" in row["source_name"]
               for row in platforms)  # fmt: skip


@pytest.mark.parametrize("name", MARKETS)
def test_a_gig_market_names_each_of_its_rows_once(name):
    numbers = [row["编号"] for row in _market(name)]
    assert all(numbers)
    assert len(set(numbers)) == len(numbers)


def test_half_of_the_postings_have_coordinates_near_linyi(platforms):
    placed = [row["place"] for row in platforms if "lat" in row["place"]]
    total = len(platforms) + sum(len(_market(name)) for name in MARKETS)
    assert 0.5 <= len(placed) / total <= 0.6
    assert all(34.4 < p["lat"] < 36.1 and 117.4 < p["lon"] < 119.1 for p in placed)


def test_every_telephone_is_of_a_block_that_nobody_has(platforms):
    contacts = [row.get("contact", "") for row in platforms]
    contacts += [row["联系电话"] for name in MARKETS for row in _market(name)]
    assert all(contact.startswith("0539-0000") for contact in contacts if contact)


def test_identity_numbers_are_unassigned_valid_and_of_people_from_16_to_65(workers):
    for worker in workers:
        number = worker["id_no"]
        total = sum(int(d) * w for d, w in zip(number[:17], CHECK_WEIGHTS, strict=True))
        assert number.startswith("371399")
        assert number[17] == "10X98765432"[total % 11]
        assert "19601122" < number[6:14] <= "20101122"
    assert len({worker["id_no"] for worker in workers}) == len(workers) >= 300


@pytest.mark.parametrize("city", ["济南", "青岛", "广州", "深圳"])
def test_some_workers_live_where_the_archive_postings_are(workers, city):
    assert sum(worker["county"].startswith(city) for worker in workers) >= 5


def test_the_demo_worker_finds_fifteen_near_jobs_in_her_hours_at_her_pay(platforms, workers):
    demo = workers[0]
    fitting = [
        row
        for row in platforms
        if row["place"]["county"].startswith("罗庄")
        and row.get("occupation", {}).get("label") in DEMO_LABELS
        and row.get("pay", {}).get("unit") == "HOUR"
        and row["pay"]["min"] >= demo["pay_floor"]["amount"]
        and "lat" in row["place"]
        and _within(row.get("hours", {}).get("windows", []))
    ]
    assert demo["id"] == "W0001"
    assert len(fitting) >= 15


DEMO_LABELS = {
    "保洁员",
    "开荒保洁",
    "家政服务员",
    "钟点工",
    "后厨",
    "后厨帮工",
    "客房服务员",
    "酒店客房",
}


def _within(windows: list[dict[str, Any]]) -> bool:
    inside = [
        set(w["days"]) <= {1, 2, 3, 4, 5} and "08:00" <= w["start"] < w["end"] <= "16:00"
        for w in windows
    ]
    return bool(inside) and all(inside)


def test_every_sample_is_read_and_every_worker_too(platforms, workers, reference):
    for row in platforms:
        assert read_posting(row, reference).title
    for name in MARKETS:
        for row in _market(name):
            assert read_posting(row, reference, source=name).title
    for worker in workers:
        assert read_worker(worker, reference, date(2026, 11, 22)).worker.free is not None or (
            "free" not in worker
        )


@pytest.mark.parametrize("row", _lines("bad_rows.jsonl"), ids=lambda row: row["_expect"])
def test_a_bad_row_is_refused_or_flagged_as_it_says(row, reference):
    plain = {key: value for key, value in row.items() if key != "_expect"}
    assert row["_expect"] in _verdicts(plain, reference)


def _verdicts(row: dict[str, Any], reference: Reference) -> set[str]:
    try:
        posting = read_posting(row, reference)
    except InvalidField as refused:
        return {f"refused:{refused.field}:{refused.code}"}
    return {f"flagged:{code}" for code in posting.flags + posting.holds}


def test_the_readme_counts_the_rows_of_every_file():
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    counts = {name: len(_market(name)) for name in MARKETS}
    counts |= {path.name: len(_lines(path.name)) for path in SAMPLES.glob("*.jsonl")}
    assert len(counts) == 8
    for name, rows in counts.items():
        assert f"| {name} | {rows} |" in readme, (name, rows)
