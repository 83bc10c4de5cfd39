"""Whole lists compared: the same rules for all, blind sheets, grades, and figures made of them."""

import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.database import reading
from api.reference import Reference
from api.runtime import Runtime
from api.services.evaluate_lists import evaluate_lists
from api.services.evaluate_lists_grades import (
    COLUMNS,
    GradesBroken,
    check_grades,
    read_grades,
)
from api.services.evaluate_lists_home import read_workers
from api.services.evaluate_lists_rules import RULES, Barred, Pair, broken_rules
from api.services.evaluate_lists_sheets import drawn, key_of, write_sheets
from api.services.evaluate_lists_systems import SYSTEMS, TOP, Systems, systems_of
from matcher.constraints import RULES as LISTED_BY
from registry.errors import InvalidField
from registry.jobs.posting import Profile
from tests.api.commands import run
from tests.api.list_town import MADE_WORKERS, SEVENTEEN, TOWN, asks, made_workers
from tests.api.small_town import settle
from tests.builders import DAY

GRADES = MADE_WORKERS.with_name("grades.csv")
KEY = "0123456789ab"
# By which of the slow rules what lists are made with bars, or leaves to be asked about.
SAME = {
    "closed": {"closed", "held", "expired", "not_yet"},
    "under_16": {"under_16"},
    "minor_hazard": {"minor_hazard"},
    "must_hours": {"must_hours"},
    "must_pay": {"must_pay"},
    "must_settlement": {"must_settlement"},
    "never": {"never_night", "never_lodging", "never_other"},
}
SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
OF_SAMPLES = 4  # every so manieth sample is enough for all kinds of wishes and hours


@pytest.fixture(scope="module")
def systems(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Systems]:
    again = [one | {"source_id": "packer-again"} for one in TOWN if one["source_id"] == "packer"]
    here = settle(tmp_path_factory.mktemp("lists"), postings=[*TOWN, *again], workers=())
    with reading(here.engine) as connection:
        yield systems_of(connection, here.recommender(connection), DAY, Profile.PUBLIC)


@pytest.fixture
def reference_of(systems: Systems) -> Reference:
    return systems.recommender.matching.reference


def source_ids(systems: Systems, places: list[int]) -> list[str]:
    return [systems.postings[place].source_id for place in places]


# ------------------------------------------------------------------ systems and pools


def test_no_system_shows_what_the_hard_rules_keep_off(systems: Systems, reference_of: Reference):
    worker = asks(
        reference_of, text="打包 保安", never={"night": True}, must={"max_distance_km": 5}
    )
    lists = systems.lists(worker)
    assert set(lists.tops) == set(SYSTEMS)
    for top in lists.tops.values():
        assert top
        assert lists.judged.verdicts.listed[top].all()
        assert not {"guard-night", "packer-night", "gone", "cleaner-far"} & set(
            source_ids(systems, top)
        )


def test_every_system_shows_an_offer_once_and_the_pool_too(
    systems: Systems, reference_of: Reference
):
    lists = systems.lists(asks(reference_of, text="打包 贴单", skills=["打包"]))
    for top in lists.tops.values():
        shown = source_ids(systems, top)
        assert len(shown) == len(set(shown)) <= TOP
        assert len({"packer", "packer-again"} & set(shown)) == 1
    assert len({"packer", "packer-again"} & set(source_ids(systems, lists.pool))) == 1
    packer = next(place for place in lists.pool if "打包工" in systems.postings[place].title)
    assert sorted(source_ids(systems, lists.one_job(packer))) == ["packer", "packer-again"]


def test_each_system_finds_what_her_words_say(systems: Systems, reference_of: Reference):
    lists = systems.lists(asks(reference_of, text="外卖骑手 送餐"))
    for name, top in lists.tops.items():
        assert source_ids(systems, top)[0].startswith("rider"), name


def test_a_pool_is_the_same_every_time_and_its_order_tells_nothing(
    systems: Systems, reference_of: Reference
):
    worker = asks(reference_of, text="打包 装卸 保安")
    first, again = (systems.lists(worker) for _ in range(2))
    assert drawn(first) == drawn(again)
    assert sorted(drawn(first)) == first.pool
    assert all(drawn(first)[: len(top)] != top for top in first.tops.values())


# ------------------------------------------------------------------ sheets


def test_a_sheet_tells_the_facts_and_not_who_listed_them(
    systems: Systems, reference_of: Reference, tmp_path: Path
):
    worker = asks(reference_of, text="看大门，夜里不困", must={"max_distance_km": 30})
    told = write_sheets(systems, [worker], [], tmp_path)
    sheet = (tmp_path / "asks.md").read_text("utf-8")
    with (tmp_path / "asks.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert told == {"workers": 1, "pairs": len(rows) - 1, "folder": str(tmp_path)}
    assert tuple(rows[0]) == COLUMNS
    assert all(each[1] in sheet for each in rows[1:])
    assert "看大门，夜里不困" in sheet
    assert "必须：30 公里以内" in sheet
    assert "直线约" in sheet
    assert "周一至周五 19:00-07:00" in sheet
    assert not any(name in sheet for name in (*SYSTEMS, "BM25", "TF-IDF", "score"))


def test_what_was_graded_is_on_no_further_sheet(
    systems: Systems, reference_of: Reference, tmp_path: Path
):
    worker = asks(reference_of, text="打包")
    write_sheets(systems, [worker], [], tmp_path)
    path = filled(tmp_path / "asks.csv", tmp_path / "graded.csv")
    graded = read_grades(path, {"asks"})
    assert write_sheets(systems, [worker], graded, tmp_path / "more")["pairs"] == 0
    assert write_sheets(systems, [worker], graded[:-2], tmp_path / "more")["pairs"] == 1


def filled(sheet: Path, path: Path, overall: str = "2") -> Path:
    """A sheet's table as two graders would fill it in who agree on all."""
    with sheet.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = [
        f"{each['worker']},{each['posting']},{grader},2,2,2,2,{overall}"
        for each in rows
        for grader in "ab"
    ]
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", "utf-8")
    return path


# ------------------------------------------------------------------ grades


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        pytest.param(f"W1,{KEY},a,3,3,3,3", "", "应有 8 列，实有 7 列", id="a column short"),
        pytest.param(f"W9,{KEY},a,3,3,3,3,3", "worker", "W9", id="nobody of this name"),
        pytest.param("W1,0123,a,3,3,3,3,3", "posting", "12 位", id="no key"),
        pytest.param(f"W1,{KEY.upper()},a,3,3,3,3,3", "posting", "小写", id="capitals"),
        pytest.param(f"W1,{KEY},c,3,3,3,3,3", "grader", "a 或 b", id="a third grader"),
        pytest.param(f"W1,{KEY},a,3,4,3,3,3", "hours", "0 到 3", id="beyond the scale"),
        pytest.param(f"W1,{KEY},a,3,3,3,3,", "overall", "0 到 3", id="left empty"),
        pytest.param(f"W1,{KEY},a,3,3,2.5,3,3", "place", "整数", id="a half"),
        pytest.param(f"W1,{KEY},a,0,3,3,3,2", "overall", "至多 1", id="another trade, yet good"),
        pytest.param(f"W1,{KEY},a,3,0,3,3,3", "overall", "hours", id="cannot be there, yet best"),
    ],
)
def test_a_fault_of_a_table_is_named_by_row_and_column(
    tmp_path: Path, line: str, column: str, said: str
):
    path = table(tmp_path, f"W1,{KEY},b,1,1,1,1,1", line)
    report = check_grades(path, {"W1"})
    assert report["rows"] == 1
    assert [(each["row"], each["column"]) for each in report["faults"]] == [(3, column)]
    assert said in report["faults"][0]["reason"]
    with pytest.raises(GradesBroken, match="第 3 行"):
        read_grades(path, {"W1"})


def table(folder: Path, *lines: str, heading: str = ",".join(COLUMNS)) -> Path:
    path = folder / "grades.csv"
    path.write_text("\n".join([heading, *lines]) + "\n", "utf-8")
    return path


def test_one_grader_grades_a_posting_once(tmp_path: Path):
    path = table(tmp_path, *[f"W1,{KEY},a,1,1,1,1,1"] * 2, f"W1,{KEY},b,1,1,1,1,1")
    (fault,) = check_grades(path, {"W1"})["faults"]
    assert fault["row"] == 3
    assert "第 2 行重复" in fault["reason"]


def test_every_fault_is_told_at_once_and_another_heading_alone(tmp_path: Path):
    path = table(tmp_path, "W9,x,c,4,4,4,4,4", f"W1,{KEY},a,9,1,1,1,1")
    assert len(check_grades(path, {"W1"})["faults"]) == 3 + 5 + 1
    with pytest.raises(GradesBroken, match="共 9 处"):
        read_grades(path, {"W1"})
    (fault,) = check_grades(table(tmp_path, heading="worker,posting"), {"W1"})["faults"]
    assert fault["row"] == 1


def test_the_grades_that_are_kept_can_be_read_and_hold_no_text(reference: Reference):
    workers = {worker.id for worker in made_workers(reference)}
    assert check_grades(GRADES, workers)["faults"] == []


def test_the_command_checks_a_table_and_fails_where_it_is_wrong(tmp_path: Path):
    right, wrong = (tmp_path / name for name in ("right", "wrong"))
    for folder, grade in ((right, 3), (wrong, 4)):
        folder.mkdir()
        table(folder, f"L01,{KEY},a,3,3,3,3,{grade}")
    told = run("evaluate", "lists", "--check", right / "grades.csv", home=tmp_path / "home")
    assert (told.returncode, json.loads(told.stdout)) == (0, {"rows": 1, "faults": []})
    told = run("evaluate", "lists", "--check", wrong / "grades.csv", home=tmp_path / "home")
    assert told.returncode == 1
    assert json.loads(told.stdout)["faults"][0]["column"] == "overall"


# ------------------------------------------------------------------ figures


def test_grades_become_figures_for_every_system(
    systems: Systems, reference_of: Reference, tmp_path: Path
):
    worker = asks(reference_of, text="打包 装卸", skills=["打包"])
    write_sheets(systems, [worker], [], tmp_path)
    grades = read_grades(filled(tmp_path / "asks.csv", tmp_path / "g.csv"), {"asks"})
    found = evaluate_lists(systems, [worker], grades)
    assert (found["workers"], found["pairs"]) == (1, len(grades) // 2)
    assert found["mean_grade@10"] == found["systems"]["bm25"]["mean_grade@10"] == 2
    assert found["judged@10"] == 1
    assert found["violations"] == 0
    assert found["kappa"]["pairs"] == len(grades) // 2
    assert found["kappa"]["overall"] == {"quadratic": None, "plain": None}  # all are alike
    assert found["on_no_list"] == 0


def test_the_better_half_of_a_pool_is_worth_more_to_who_shows_it_first(
    systems: Systems, reference_of: Reference, tmp_path: Path
):
    worker = asks(reference_of, text="打包")
    lists = systems.lists(worker)
    best = key_of(systems.postings[lists.tops["ours"][0]].id)
    others = [key for place in lists.pool if (key := key_of(systems.postings[place].id)) != best]
    lines = [f"asks,{best},a,3,3,3,3,3", *(f"asks,{key},a,0,0,0,0,0" for key in others)]
    found = evaluate_lists(systems, [worker], read_grades(table(tmp_path, *lines), {"asks"}))
    assert found["ndcg@10"] == 1
    for name, top in lists.tops.items():
        keys = [key_of(systems.postings[place].id) for place in top]
        place = keys.index(best) + 1
        expected = pytest.approx(1 / math.log2(place + 1), abs=1e-4)
        assert found["systems"][name]["ndcg@10"] == expected
        if name != "ours":
            assert found["ours_minus"][name]["ndcg@10"] == pytest.approx(
                1 - found["systems"][name]["ndcg@10"], abs=1e-3
            )


def test_what_nobody_graded_is_worth_nothing_and_said(
    systems: Systems, reference_of: Reference, tmp_path: Path
):
    worker = asks(reference_of, text="打包")
    first = systems.lists(worker).tops["ours"][1]
    line = f"asks,{key_of(systems.postings[first].id)},a,3,3,3,3,3"
    gone = f"asks,{KEY},a,3,3,3,3,3"
    found = evaluate_lists(systems, [worker], read_grades(table(tmp_path, line, gone), {"asks"}))
    assert found["ndcg@10"] == pytest.approx(0.6309 / 1.6309, abs=1e-4)
    assert found["judged@10"] == pytest.approx(1 / found["shown@10"], abs=1e-4)
    assert found["on_no_list"] == 1


def test_without_grades_nothing_is_claimed(systems: Systems, reference_of: Reference):
    found = evaluate_lists(systems, [asks(reference_of, text="打包")], [])
    assert (found["ndcg@10"], found["mean_grade@10"], found["judged@10"]) == (None, None, None)
    assert (found["workers"], found["pairs"], found["violations"]) == (0, 0, 0)


# ------------------------------------------------------------------ workers and the slow rules


def test_a_worker_that_cannot_be_read_is_named_by_file_and_row(
    tmp_path: Path, reference: Reference
):
    path = tmp_path / "w.jsonl"
    path.write_text('{"id":"A"}\n{"id":"B","county":"不存在县"}\n', "utf-8")
    with pytest.raises(InvalidField, match=r"w\.jsonl\[2\]\.county"):
        read_workers(path, reference, DAY)


def test_the_made_workers_are_many_and_of_all_kinds(reference: Reference):
    workers = made_workers(reference)
    assert len(workers) >= 64
    assert len({worker.id for worker in workers}) == len(workers)
    assert len({worker.place.city for worker in workers}) >= 15
    assert len({trade[:4] for worker in workers for trade in worker.occupations[:1]}) >= 10
    for level in ("must", "prefer", "never"):
        assert sum(getattr(worker, level) != type(worker.must)() for worker in workers) >= 8


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    lines = (SAMPLES / "platforms.jsonl").read_text("utf-8").splitlines()[:: 2 * OF_SAMPLES]
    rows = [json.loads(line) for line in lines]
    return settle(tmp_path_factory.mktemp("sampled"), postings=[*rows, *TOWN], workers=())


def test_the_slow_rules_say_of_every_pair_what_lists_are_made_by(sampled: Runtime):
    reference, policy = sampled.reference, sampled.policy
    some = read_workers(SAMPLES / "workers.jsonl", reference, DAY)[::OF_SAMPLES]
    some += [
        asks(reference, text="炉前工", id_no=SEVENTEEN),
        *made_workers(reference)[::OF_SAMPLES],
    ]
    barred = Barred(policy.minor_banned_codes, policy.minor_banned_words)
    codes = [rule.code for rule in LISTED_BY]
    broken: set[str] = set()
    with reading(sampled.engine) as connection:
        systems = systems_of(connection, sampled.recommender(connection), DAY, Profile.PUBLIC)
        for worker in some:
            _, _, verdicts = systems.recommender.judged(worker, DAY, systems.library)
            kept_off = verdicts.barred | verdicts.silent
            for place, posting in enumerate(systems.postings):
                slow = set(broken_rules(Pair(worker, posting, DAY, barred)))
                fast = {
                    code for code, is_off in zip(codes, kept_off[:, place], strict=True) if is_off
                }
                for rule, its in SAME.items():
                    assert (rule in slow) == bool(its & fast), (worker.id, posting.id, rule)
                things = bool({"must_things", "must_named"} & slow)
                assert things == bool({"must_lodging", "must_meals", "must_other"} & fast)
                assert "must_distance" not in slow or "must_distance" in fast
                broken |= slow
    assert broken >= set(RULES) - {"closed", "under_16", "must_named"}
