"""Duplicates among postings: clusters, whatever the order, and the command that prints them."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from subprocess import CompletedProcess
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from api.clock import now
from api.database import reading
from api.policy import Policy
from api.reference import Reference
from api.services.duplicates import find_duplicates, load_sketcher
from api.services.ingest import ingest
from api.services.samples import sample_files
from api.settings import find_data_dir
from api.store import jobs
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.posting import Posting, Profile
from registry.places import Place
from tests.api import commands
from tests.api.registration_desk import KEYS
from tests.api.small_town import POSTINGS, row, settle, write_rows

SKETCHER = load_sketcher(find_data_dir())
TEXT = (
    "每天上午打扫两层办公楼的楼道和卫生间，倒垃圾，擦桌子，周末休息，"
    "工具由公司提供，做事认真，服从安排，"
)
CLEANER = Posting(
    "market",
    "1",
    "办公楼保洁",
    description=TEXT,
    employer="鲁南某某保洁有限公司",
    pay=Pay(20, 22, PayUnit.HOUR),
    place=Place("371302", address="兰山区金雀山路某某写字楼"),
    contact="0539-0000222",
)
SAME_JOB = [
    CLEANER,
    replace(CLEANER, source_id="2", title="【急招】办公楼保洁员"),
    replace(CLEANER, source="platform", description="打扫卫生", title="办公楼保洁"),
    replace(CLEANER, source="agency", employer="沂蒙某某劳务派遣"),
]
OTHERS = [
    replace(CLEANER, source_id="3", place=Place("371311", address="罗庄区某某路一号院")),
    replace(CLEANER, source_id="4", title="夜班司机"),
    replace(CLEANER, source_id="5", pay=Pay(40, 50, PayUnit.HOUR)),
]
EVERY = [*SAME_JOB, *OTHERS]


def test_one_job_from_four_hands_is_one_cluster_with_all_its_sources() -> None:
    found = find_duplicates(EVERY, SKETCHER)
    assert found.postings == len(EVERY)
    (cluster,) = found.clusters
    assert cluster.members == tuple(sorted(posting.id for posting in SAME_JOB))
    assert cluster.id == cluster.members[0]
    assert cluster.sources == ("agency", "market", "platform")
    assert cluster.routes == ("copied_text", "same_offer", "same_text")


@given(st.permutations(EVERY))
def test_the_order_of_the_postings_changes_nothing(postings: list[Posting]) -> None:
    assert find_duplicates(postings, SKETCHER) == find_duplicates(EVERY, SKETCHER)


@given(st.lists(st.sampled_from(EVERY), unique_by=lambda posting: posting.id))
def test_clusters_share_no_posting_and_hold_only_what_is_there(postings: list[Posting]) -> None:
    found = find_duplicates(postings, SKETCHER)
    members = [one for cluster in found.clusters for one in cluster.members]
    assert len(members) == len(set(members))
    assert set(members) <= {posting.id for posting in postings}
    assert all(len(cluster.members) > 1 for cluster in found.clusters)


def test_copies_all_over_the_city_are_one_cluster_a_place() -> None:
    """More of them share a text than meet at once, and their ids go round the places."""
    places = [Place(f"37130{number}") for number in range(1, 10)]
    copies = [
        replace(CLEANER, source_id=f"{copy:02d}-{place.code}", place=place)
        for copy in range(40)
        for place in places
    ]
    clusters = find_duplicates(copies, SKETCHER).clusters
    assert [len(cluster.members) for cluster in clusters] == [40] * len(places)


def test_nothing_is_found_among_nothing() -> None:
    assert find_duplicates([], SKETCHER).to_json() == {
        "postings": 0,
        "clusters": 0,
        "clustered_postings": 0,
        "of_several_sources": 0,
        "routes": {},
        "list": [],
    }


def made_twice(monkeypatch: pytest.MonkeyPatch, folder: Path) -> set[frozenset[str]]:
    """Ids of the made jobs that stand on a platform and in a gig market, told by their maker."""
    monkeypatch.syspath_prepend(str(folder))
    import postings as made  # the generator beside the samples
    import tables

    known = tables.load_tables()
    counts: dict[str, int] = dict.fromkeys(known.words["markets"], 0)
    pairs = set()
    for number, job in enumerate(made._jobs(371399, known)):
        rng = Random(f"371399:writing:{number}")
        demo = number < made.DEMO_JOBS
        native: dict[str, Any] = {}
        if demo or rng.random() < made.NATIVE_SHARE:
            native = made.native_row(rng, job, known, f"{number + 1:05d}", demo)
        if not native or (not demo and rng.random() < made.TWICE):
            market = made._market_of(job, known)
            counts[market] += 1
            flat = made.csv_row(rng, job, known, market, counts[market])
            if native:
                sent = f"{native['source']}:{native['source_id']}"
                pairs.add(frozenset({sent, f"{market}:{flat['编号']}"}))
    return pairs


def test_made_jobs_of_two_sources_are_found_and_no_others(
    store: Engine,
    reference: Reference,
    policy: Policy,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = find_data_dir() / "samples"
    for path in sample_files(folder):
        ingest(store, path, reference=reference, policy=policy, at=at, keys=lambda: KEYS)
    with reading(store) as connection:
        kept = list(jobs.iterate(connection))
    ids = {posting.id for posting in kept}
    truth = {pair for pair in made_twice(monkeypatch, folder) if pair <= ids}
    found = {frozenset(cluster.members) for cluster in find_duplicates(kept, SKETCHER).clusters}
    assert len(truth) > 50
    assert len(found & truth) / len(truth) >= 0.85
    assert not found - truth


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose town has one job twice."""
    folder = tmp_path_factory.mktemp("duplicates")
    here = settle(folder)
    again = row("1", "办公楼保洁员", employer=POSTINGS[0]["employer"]) | {"source": "market"}
    path = write_rows(folder / "again.jsonl", [again])
    at = now(here.settings)
    ingest(
        here.engine,
        path,
        reference=here.reference,
        policy=here.policy,
        at=at,
        keys=lambda: here.keys,
    )
    here.close()
    return folder


def run(home: Path, *arguments: str) -> CompletedProcess[str]:
    return commands.run("duplicates", *arguments, home=home)


def test_the_command_counts_clusters_and_shows_a_sample(home: Path) -> None:
    done = commands.run_alone("duplicates", home=home)
    assert done.returncode == 0, done.stderr
    assert "有 2 条合为 1 组，其中 1 组来自多个来源" in done.stdout
    assert "town:1" in done.stdout
    assert "market:1" in done.stdout


def test_the_command_as_json_and_by_profile(home: Path) -> None:
    found = json.loads(run(home, "--json").stdout)
    assert (found["clusters"], found["clustered_postings"]) == (1, 2)
    assert found["list"][0]["members"] == ["market:1", "town:1"]
    archive = json.loads(run(home, "--json", "--profile", Profile.ARCHIVE.value).stdout)
    assert (archive["postings"], archive["clusters"]) == (0, 0)


def test_a_split_is_kept_through_the_command_and_taken_back(home: Path) -> None:
    run(home)
    parted = run(home, "split", "town:1", "--by", "赵工", "--why", "两层楼")
    assert parted.stdout.strip() == "已拆分：town:1 不再与 market:1 合并。", parted.stderr
    assert json.loads(run(home, "--json").stdout)["clusters"] == 0
    again = run(home, "split", "town:1", "--by", "赵工", "--why", "两层楼")
    assert again.returncode == 1
    assert "没有与别的岗位合并" in again.stderr
    joined = run(home, "rejoin", "town:1")
    assert joined.stdout.strip() == "已撤销：town:1 又可与 market:1 合并。", joined.stderr
    assert json.loads(run(home, "--json").stdout)["clusters"] == 1
