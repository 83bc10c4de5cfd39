"""Clusters in the store: kept, told to indexes, void once a posting changes, split by a person."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from api.database import reading, writing
from api.runtime import Runtime
from api.services.clusters import refresh, rejoin, split
from api.services.duplicates import load_sketcher
from api.services.recommend import find_worker
from api.settings import find_data_dir
from api.store import changes, clusters, jobs
from api.store.clusters import Membership
from api.store.tables import splits
from registry.errors import InvalidField, UnknownName
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.posting import Posting, PostingState, Profile
from registry.places import Place
from tests.api.small_town import settle

SKETCHER = load_sketcher(find_data_dir())
FIRST = Posting(
    "market",
    "1",
    "办公楼保洁",
    description="每天上午打扫两层办公楼的楼道和卫生间",
    employer="鲁南某某保洁有限公司",
    pay=Pay(22, 25, PayUnit.HOUR),
    place=Place("371311", address="罗庄区某某路写字楼", lat=35.0, lon=118.29),
    occupation="4-09-08-01",
    contact="0539-0000222",
    state=PostingState.PUBLISHED,
    published_on=date(2026, 11, 20),
    valid_until=date(2026, 12, 31),
)
TWICE = [FIRST, replace(FIRST, source="platform"), replace(FIRST, source="square")]
IDS = [posting.id for posting in TWICE]
OTHER = replace(FIRST, source_id="2", title="夜班司机", pay=Pay(40, 50, PayUnit.HOUR))
WHY = ("赵工", "两处写字楼")


def put(engine: Engine, postings: list[Posting], at: datetime) -> None:
    with writing(engine) as connection:
        jobs.upsert(connection, postings, at)


def clustered(engine: Engine) -> dict[str, Membership]:
    with reading(engine) as connection:
        return clusters.memberships(connection)


def test_one_job_of_three_sources_is_kept_as_one_cluster(engine: Engine, at: datetime) -> None:
    put(engine, [*TWICE, OTHER], at)
    found = refresh(engine, SKETCHER, at)
    assert [len(one.clusters) for one in found.values()] == [1, 0]
    assert clustered(engine) == dict.fromkeys(IDS, Membership(IDS[0], False))
    with reading(engine) as connection:
        told = changes.after(connection, 4)
    assert [change.id for change in told] == IDS


def test_finding_the_same_again_tells_nobody(engine: Engine, at: datetime) -> None:
    put(engine, TWICE, at)
    for _ in range(2):
        refresh(engine, SKETCHER, at)
    with reading(engine) as connection:
        assert changes.latest(connection) == len(TWICE) * 2


def test_a_posting_that_has_changed_is_in_no_cluster_until_looked_at_anew(
    engine: Engine, at: datetime
) -> None:
    put(engine, TWICE, at)
    refresh(engine, SKETCHER, at)
    put(engine, [replace(TWICE[0], pay=Pay(40, 50, PayUnit.HOUR))], at)
    assert set(clustered(engine)) == set(IDS[1:])
    refresh(engine, SKETCHER, at)
    assert clustered(engine) == dict.fromkeys(IDS[1:], Membership(IDS[1], False))


def test_an_archive_and_a_public_posting_are_never_one(engine: Engine, at: datetime) -> None:
    old = replace(TWICE[1], profile=Profile.ARCHIVE, state=PostingState.ARCHIVED)
    put(engine, [TWICE[0], old], at)
    refresh(engine, SKETCHER, at)
    assert clustered(engine) == {}


def test_what_a_person_takes_out_stays_out_with_name_reason_and_time(
    engine: Engine, at: datetime
) -> None:
    put(engine, TWICE, at)
    refresh(engine, SKETCHER, at)
    with writing(engine) as connection:
        assert split(connection, SKETCHER, IDS[2], *WHY, at) == tuple(IDS[:2])
    apart = {
        IDS[0]: Membership(IDS[0], True),
        IDS[1]: Membership(IDS[0], True),
        IDS[2]: Membership(IDS[2], True),
    }
    assert clustered(engine) == apart
    refresh(engine, SKETCHER, at)
    assert clustered(engine) == apart
    with reading(engine) as connection:
        rows = connection.execute(select(splits)).all()
    assert {row[2:] for row in rows} == {(*WHY, at)}


def test_a_split_can_be_taken_back(engine: Engine, at: datetime) -> None:
    put(engine, TWICE, at)
    refresh(engine, SKETCHER, at)
    before = clustered(engine)
    with writing(engine) as connection:
        split(connection, SKETCHER, IDS[0], *WHY, at)
        assert rejoin(connection, SKETCHER, IDS[0], at) == tuple(IDS[1:])
    assert clustered(engine) == before


@pytest.mark.parametrize(
    ("posting", "by", "why", "wrong"),
    [
        (IDS[0], " ", "两处", "由谁拆分没有写"),
        (IDS[0], "赵工", "", "拆分的理由没有写"),
        (OTHER.id, "赵工", "两处", "没有与别的岗位合并"),
    ],
)
def test_a_split_without_name_reason_or_cluster_is_refused(
    engine: Engine, at: datetime, posting: str, by: str, why: str, wrong: str
) -> None:
    put(engine, [*TWICE, OTHER], at)
    refresh(engine, SKETCHER, at)
    with writing(engine) as connection, pytest.raises(InvalidField, match=wrong):
        split(connection, SKETCHER, posting, by, why, at)


def test_no_such_posting_and_no_such_split_are_said(engine: Engine, at: datetime) -> None:
    put(engine, TWICE, at)
    with writing(engine) as connection:
        with pytest.raises(UnknownName, match="market:1"):
            split(connection, SKETCHER, "market:11", *WHY, at)
        with pytest.raises(InvalidField, match="没有被拆分过"):
            rejoin(connection, SKETCHER, IDS[0], at)


@pytest.fixture
def town(tmp_path: Path, at: datetime) -> Runtime:
    """The small town with one job of three sources, found."""
    here = settle(tmp_path)
    put(here.engine, TWICE, at)
    refresh(here.engine, SKETCHER, at)
    return here


def listed(here: Runtime) -> dict[str, set[str]]:
    """The lines of the cleaner's list that hold one of the three: id → alike."""
    with reading(here.engine) as connection:
        worker = find_worker(connection, "W1")
        found = here.recommender(connection).recommend(
            connection, worker, date(2026, 11, 22), Profile.PUBLIC, 50
        )
    return {item.posting.id: set(item.alike) for item in found.items if item.posting.id in IDS}


def test_a_list_shows_a_cluster_once_with_all_its_sources(town: Runtime) -> None:
    ((first, alike),) = listed(town).items()
    assert {first} | alike == set(IDS)


def test_a_list_follows_a_split_at_once_and_so_does_an_index_built_anew(
    town: Runtime, at: datetime
) -> None:
    listed(town)
    with writing(town.engine) as connection:
        split(connection, SKETCHER, IDS[2], *WHY, at)
    followed = listed(town)
    assert followed[IDS[2]] == set()
    assert sorted(len(alike) for alike in followed.values()) == [0, 1]
    town.build_index(lambda *_: None)
    assert listed(town) == followed
