"""Scoring the readers against labels, and the bounds they are held to on the real ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.reference import Reference
from api.services.evaluate_reading import LabelsUnusable, evaluate_reading

POSTING: dict[str, Any] = {
    "id": "a",
    "title": "招保安",
    "description": "白班8:00-16:00，月薪4000-5000元，包吃，需健康证",
    "skills": "小区,站岗",
    "welfare": "",
    "degree": "初中",
    "experience_raw": "",
    "pay_min": 4000,
    "pay_max": 6000,
}
LABEL: dict[str, Any] = {
    "id": "a",
    "pay": {"unit": "month", "min": 4000, "max": 5000},
    "hours": {
        "kind": "fixed",
        "windows": [{"days": [1, 2, 3, 4, 5, 6, 7], "start": "08:00", "end": "16:00"}],
    },
    "night": False,
    "certificates": ["健康证"],
    "meals": True,
    "accommodation": False,
    "education_min": "初中",
    "occupation_code": "4-07-05-01",
}


def score(
    folder: Path, reference: Reference, label: dict[str, Any], posting: dict[str, Any] = POSTING
) -> dict[str, Any]:
    postings, labels = folder / "postings.json", folder / "labels.jsonl"
    postings.write_text(json.dumps([posting]), encoding="utf-8")
    labels.write_text(json.dumps(label) + "\n", encoding="utf-8")
    return evaluate_reading(postings, labels, reference)


def test_a_posting_read_right_scores_one_everywhere(tmp_path: Path, reference: Reference) -> None:
    scores = score(tmp_path, reference, LABEL)
    assert scores.pop("restrictions") is None
    assert scores.pop("fees") is None
    apart = scores.pop("kept_out")
    assert apart.pop("restrictions") is apart.pop("fees") is None
    assert apart.pop("postings") == 1
    assert all(each == {"value": 1, "low": 1, "high": 1} for each in apart.values())
    assert set(scores.values()) == {1}


def test_a_wrong_label_costs_its_own_field_only(tmp_path: Path, reference: Reference) -> None:
    wrong = LABEL | {"pay": {"unit": "month", "min": 4000, "max": 5001}, "certificates": ["叉车证"]}
    scores = score(tmp_path, reference, wrong)
    assert (scores["pay_range"], scores["certificates"]) == (0, 0)
    assert (scores["pay_unit"], scores["hours_windows"]) == (1, 1)


def test_restrictions_count_by_kind_and_a_false_alarm_of_fees_costs_all(
    tmp_path: Path, reference: Reference
) -> None:
    strict = POSTING | {"description": "白班8:00-16:00，限男，18-45岁，押金200元"}
    half = LABEL | {"restrictions": {"age": True, "ethnicity": True}, "fees": False}
    scores = score(tmp_path, reference, half, strict)
    assert scores["restrictions"] == pytest.approx(2 / 3)  # age right, sex a false alarm
    assert scores["fees"] == 0
    whole = LABEL | {"restrictions": {"age": True, "sex": True}, "fees": True}
    scores = score(tmp_path, reference, whole, strict)
    assert (scores["restrictions"], scores["fees"]) == (1, 1)


def test_certificates_without_any_positive_have_no_score(
    tmp_path: Path, reference: Reference
) -> None:
    plain = POSTING | {"description": "白班8:00-16:00，月薪4000-5000元，包吃"}
    assert score(tmp_path, reference, LABEL | {"certificates": []}, plain)["certificates"] is None


@pytest.mark.parametrize(
    ("said", "labelled"),
    [
        pytest.param("需健康证", "健康证", id="named by the labels"),
        pytest.param("持C1/C2驾照", "驾驶证C1", id="C1 or C2: the one the labels name"),
        pytest.param("持C2驾照", "驾驶证其他", id="C2 alone"),
        pytest.param("持摩托车驾驶证", "驾驶证其他", id="another vehicle's"),
        pytest.param("持无人机驾驶证", "其他证书", id="no vehicle's"),
        pytest.param("有茶艺师证", "其他证书", id="anything else"),
    ],
)
def test_certificates_are_compared_in_the_labels_words(
    tmp_path: Path, reference: Reference, said: str, labelled: str
) -> None:
    posting = POSTING | {"description": said}
    asked = LABEL | {"certificates": [labelled]}
    assert score(tmp_path, reference, asked, posting)["certificates"] == 1


def test_midnight_is_midnight_however_it_is_written(tmp_path: Path, reference: Reference) -> None:
    posting = POSTING | {"description": "16:00-24:00"}
    hours = {"kind": "fixed", "windows": [{"days": [1], "start": "16:00", "end": "00:00"}]}
    scores = score(tmp_path, reference, LABEL | {"hours": hours}, posting)
    assert scores["hours_windows"] == pytest.approx(2 / 8)  # one day found, six days too many


def test_labels_of_other_postings_are_refused(tmp_path: Path, reference: Reference) -> None:
    with pytest.raises(LabelsUnusable, match="没有一条标注"):
        score(tmp_path, reference, LABEL | {"id": "b"})


@pytest.mark.parametrize("content", ["", "[1]", '{"no": "id"}', "{broken", "[{}]"])
def test_files_that_cannot_be_read_are_refused(
    tmp_path: Path, reference: Reference, content: str
) -> None:
    file = tmp_path / "rows.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LabelsUnusable):
        evaluate_reading(file, file, reference)
    with pytest.raises(LabelsUnusable, match="读不出"):
        evaluate_reading(tmp_path / "missing.json", file, reference)


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "bound"),
    [
        ("pay_unit", 0.96),
        ("pay_range", 0.92),
        ("hours_kind", 0.88),
        ("hours_windows", 0.92),
        ("night", 0.93),
        ("meals", 0.95),
        ("accommodation", 0.95),
        ("education", 0.93),
        ("restrictions", 0.93),
        ("certificates", 0.92),
        ("occupation", 0.75),
        ("occupation_minor", 0.85),
    ],
)
def test_the_bounds_hold_on_the_postings_read_by_hand(
    scores: dict[str, float], name: str, bound: float
) -> None:
    assert scores[name] >= bound


@pytest.mark.realdata
def test_no_fee_is_seen_where_none_is_asked(scores: dict[str, float]) -> None:
    assert scores["fees"] is None


@pytest.fixture(scope="module")
def scores(datasets: Path, reference: Reference) -> dict[str, float | int | None]:
    folder = datasets / "extraction"
    return evaluate_reading(folder / "postings.json", folder / "labels.jsonl", reference)
