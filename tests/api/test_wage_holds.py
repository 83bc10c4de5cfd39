"""Pay against the minimum wage on the way in: held with its figures wherever a reason is told."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.clock import now
from api.feeds.postings import read_posting
from api.policy import Policy
from api.reference import Reference
from api.runtime import Runtime
from api.services.ingest import ingest, write_errors
from api.settings import Settings
from registry.access.account_role import AccountRole
from registry.jobs.posting import PostingState, Profile
from tests.api.signed_in import signed_in
from tests.api.small_town import CLEANER, row, write_rows

CASE_DAY = date(2024, 5, 6)
HALF_DAYS = {"windows": [{"days": [1, 2, 3, 4, 5], "start": "08:00", "end": "12:00"}]}
CASE_67 = row(
    "67",
    "超市理货员",
    place={"county": "费县"},
    hours=HALF_DAYS | {"hours_per_day": 4, "days_per_week": 5},
    pay={"min": 17.5, "max": 17.5, "unit": "HOUR", "settlement": "周结"},
    published_at="2024-05-06",
    valid_until="2024-12-31",
)
BELOW = "报酬 17.5 元/小时，低于最低工资标准（小时）18 元/小时（2023-10-01 起，按 2024-05-06 查）"


def paying(least: float, settlement: str = "周结", **changes: Any) -> dict[str, Any]:
    pay = {"min": least, "max": least, "unit": "HOUR", "settlement": settlement}
    return CASE_67 | {"pay": pay} | changes


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    """A store with a worker and an empty index, on a day of May 2024."""
    here = Runtime(Settings(home=tmp_path, as_of=CASE_DAY))
    bring_in(here, tmp_path, [CLEANER])
    here.build_index(lambda *_: None)
    yield here
    here.close()


def bring_in(here: Runtime, folder: Path, rows: list[dict[str, Any]]) -> Any:
    path, at = write_rows(folder / "rows.jsonl", rows), now(here.settings)
    return ingest(
        here.engine,
        path,
        reference=here.reference,
        policy=here.policy,
        at=at,
        keys=lambda: here.keys,
    )


@pytest.mark.parametrize(
    ("least", "settlement", "holds"),
    [
        pytest.param(17.99, "周结", ("minimum_wage",), id="a cent under"),
        pytest.param(18, "周结", (), id="exactly the floor"),
        pytest.param(18, "半月结", (), id="every fifteen days"),
        pytest.param(18, "月结", ("part_time_settlement",), id="part-time by the month"),
        pytest.param(17, "月结", ("minimum_wage", "part_time_settlement"), id="both are told"),
    ],
)
def test_a_public_posting_is_held_for_its_pay_and_an_archived_one_flagged(
    least: float, settlement: str, holds: tuple[str, ...], reference: Reference, policy: Policy
) -> None:
    data, floors = paying(least, settlement), policy.wage_floors(CASE_DAY)
    public = read_posting(data, reference, floors=floors)
    assert public.holds == holds
    assert (public.state is PostingState.HELD) is bool(holds)
    archived = read_posting(data, reference, profile=Profile.ARCHIVE, floors=floors)
    assert (archived.state, archived.holds) == (PostingState.ARCHIVED, ())
    assert {"minimum_wage", "part_time_settlement"} & set(archived.flags) == set(holds)


def test_the_day_that_counts_is_that_of_coming_in_and_of_the_archive_its_own(
    reference: Reference, policy: Policy
) -> None:
    later = policy.wage_floors(date(2026, 11, 22))
    data = paying(19)
    assert read_posting(data, reference, floors=later).holds == ("minimum_wage",)
    assert read_posting(data, reference, profile=Profile.ARCHIVE, floors=later).flags == ()


def test_rulebook_case_67_is_held_over_http_with_clause_and_figures(here: Runtime) -> None:
    with signed_in(here, AccountRole.ADVISOR) as client:
        answer = client.post("/v1/postings", json=CASE_67).json()
        asked = client.get("/v1/postings/town:67/why", params={"worker": "W1"}).json()
        mended = client.post("/v1/postings", json=paying(18)).json()
    assert (answer["state"], answer["holds"]) == ("held", ["minimum_wage"])
    for told in (answer["reasons"], asked["findings"]):
        assert [each["code"] for each in told] == ["minimum_wage"]
        assert told[0]["detail"].startswith(BELOW)
        assert "劳动合同法 72" in told[0]["clause"]
    assert (mended["state"], mended["reasons"]) == ("published", [])


def test_a_file_counts_what_pay_holds_back_and_writes_the_clause(
    here: Runtime, tmp_path: Path
) -> None:
    report = bring_in(here, tmp_path, [CASE_67, paying(18, source_id="68")])
    assert (report.held, dict(report.holds)) == (1, {"minimum_wage": 1})
    errors = tmp_path / "errors.jsonl"
    write_errors(report, here.reference.lint_rules, errors)
    (line,) = [json.loads(line) for line in errors.read_text(encoding="utf-8").splitlines()]
    assert (line["source_id"], line["codes"]) == ("67", ["minimum_wage"])
    assert "劳动合同法 72" in line["reason"]
