"""Policy files: what stands in them, and what is said of a broken one."""

from datetime import date
from pathlib import Path

import pytest

from api.policy import PolicyFileBroken, load_parameter, load_policy
from api.settings import find_data_dir

FOLDER = find_data_dir() / "policy"


@pytest.mark.parametrize(
    ("area", "day", "value", "assumed"),
    [
        ("371302", date(2024, 5, 1), 20, False),
        ("371325", date(2024, 5, 1), 18, False),
        ("371311", date(2026, 11, 22), 22, True),
        ("371325", date(2026, 11, 22), 20, True),
    ],
)
def test_linyis_minimum_hourly_wage(area: str, day: date, value: float, assumed: bool) -> None:
    found = load_policy(FOLDER).minimum_hourly_wage.on(day, area)
    assert found is not None
    assert (found.value, found.assumed) == (value, assumed)


def test_every_number_has_a_unit_a_source_and_dates_in_order() -> None:
    wage = load_policy(FOLDER).minimum_hourly_wage
    assert wage.unit
    assert all(value.source for value in wage.values)
    for area in {value.area for value in wage.values}:
        starts = [value.start for value in wage.values if value.area == area]
        assert starts == sorted(set(starts))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a list", "名称: 值"),
        ("name: [unclosed", "读不了"),
        ("name: x\nunit: y\nvalues: []", "last_checked"),
        (
            (
                "name: x\nunit: y\nlast_checked: 2026-01-01\n"
                "values: [{area: '*', start: soon, value: 1, source: s}]"
            ),
            "日期",
        ),
        (
            (
                "name: x\nunit: y\nlast_checked: 2026-01-01\n"
                "values: [{area: '*', start: 2026-01-02, end: 2026-01-01, value: 1, source: s}]"
            ),
            "日期",
        ),
    ],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "number.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyFileBroken, match=words) as raised:
        load_parameter(path)
    assert "number.yaml" in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyFileBroken, match=r"nowhere\.yaml"):
        load_parameter(tmp_path / "nowhere.yaml")
