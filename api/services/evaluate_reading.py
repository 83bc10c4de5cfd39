"""How well postings are read: each field's share or F1 against labels made by hand."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from api.reference import Reference
from indexing.reading.certificates import read_certificates
from indexing.reading.facts import Facts, PostingText, posting_prose, read_facts
from indexing.reading.fees import asks_money, read_fees
from indexing.reading.occupation import read_occupation
from indexing.reading.restrictions import kinds_of, read_restrictions
from registry.certificates import Certificates
from registry.errors import LinggangError
from registry.jobs.passage import Kind
from registry.jobs.week import clock

# Certificates the labels name; another licence is 驾驶证其他, anything else 其他证书.
LABELLED: Final = frozenset(
    [
        *("健康证", "驾驶证C1", "驾驶证B2", "驾驶证A1", "驾驶证A2", "网约车从业资格证"),
        *("货运从业资格证", "低压电工证", "高压电工证", "焊工证", "叉车证", "登高证", "保安员证"),
        *(
            "消防证",
            "厨师证",
            "月嫂证",
            "育婴师证",
            "养老护理员证",
            "会计证",
            "教师资格证",
            "护士证",
        ),
    ]
)
SHARES: Final = (
    *("pay_unit", "pay_range", "hours_kind", "night", "meals", "accommodation", "education"),
    *("occupation", "occupation_minor"),
)
F1: Final = ("hours_windows", "certificates", "restrictions", "fees")
# The kinds of restriction that are scored together.
RESTRICTIONS: Final = (Kind.SEX, Kind.AGE, Kind.APPEARANCE, Kind.HEALTH, Kind.REGION)
# The postings with the smallest SHA-256 of their id are kept out when rules are made.
KEPT_OUT: Final = 40
DRAWS: Final = 1000
SEED: Final = 0
_COMMA: Final = re.compile("[,，]")

Row = Mapping[str, Any]  # one JSON object of the postings' or the labels' file


class LabelsUnusable(LinggangError):
    """Postings or labels that cannot be read, or that do not belong together."""

    code = "labels_unusable"


@dataclass(slots=True)
class _Tally:
    """Counts of one field: asked and right for a share; the three kinds of answers for F1."""

    asked: int = 0
    right: int = 0
    found: int = 0
    false: int = 0
    missed: int = 0

    @property
    def share(self) -> float | None:
        return self.right / self.asked if self.asked else None

    @property
    def f1(self) -> float | None:
        """Micro-F1; None without positives and false alarms, 0 with false alarms alone."""
        whole = 2 * self.found + self.false + self.missed
        return 2 * self.found / whole if whole else None


@dataclass(slots=True)
class _Tallies:
    """The counts of one posting, or of several together."""

    fields: dict[str, _Tally] = field(
        default_factory=lambda: {name: _Tally() for name in (*SHARES, *F1)}
    )

    def counts(self) -> NDArray[np.int64]:
        """int (fields, 5): asked, right, found, false, missed of each field."""
        return np.array([astuple(tally) for tally in self.fields.values()])

    @classmethod
    def of(cls, counts: NDArray[np.int64]) -> Self:
        """What `counts` was made of."""
        names = (*SHARES, *F1)
        tallies = (_Tally(*row) for row in counts.tolist())
        return cls(dict(zip(names, tallies, strict=True)))

    def scores(self) -> dict[str, float | None]:
        """The share or F1 of every field."""
        shares = {name: self.fields[name].share for name in SHARES}
        return shares | {name: self.fields[name].f1 for name in F1}

    def answer(self, name: str, right: bool) -> None:
        tally = self.fields[name]
        tally.asked += 1
        tally.right += right

    def compare(self, name: str, read: Iterable[Any], labelled: Iterable[Any]) -> None:
        tally, ours, theirs = self.fields[name], set(read), set(labelled)
        tally.found += len(ours & theirs)
        tally.false += len(ours - theirs)
        tally.missed += len(theirs - ours)


def evaluate_reading(postings: Path, labels: Path, reference: Reference) -> dict[str, Any]:
    """Read every labelled posting and compare.

    postings: a JSON list (or JSON lines) of postings with an `id`; labels: JSON lines by `id`.
    Returns fractions in [0, 1] by field (accuracy, or micro-F1 of those named in F1), None
    where the labels hold nothing to measure, and `postings`, the number compared; `kept_out` has
    the same of the KEPT_OUT postings that rules are not made by, each with its 95 % interval.
    Raises LabelsUnusable for files that cannot be read or that share no posting.
    """
    by_id = {str(row["id"]): row for row in _rows(postings)}
    counted: dict[str, NDArray[np.int64]] = {}
    for label in _rows(labels):
        posting = by_id.get(str(label["id"]))
        if posting is not None:
            tallies = _Tallies()
            _compare(posting, label, reference, tallies)
            counted[str(label["id"])] = tallies.counts()
    if not counted:
        raise LabelsUnusable(f"{labels} 中没有一条标注对应 {postings} 中的岗位：请核对两个文件。")
    whole = _Tallies.of(np.sum(list(counted.values()), axis=0))
    kept_out = sorted(counted, key=lambda one: sha256(one.encode()).hexdigest())[:KEPT_OUT]
    apart = _with_intervals(np.array([counted[one] for one in kept_out]))
    return {**whole.scores(), "postings": len(counted), "kept_out": apart}


def _with_intervals(counts: NDArray[np.int64]) -> dict[str, Any]:
    """Scores of some postings, int (n, fields, 5), with bootstrap intervals over the postings."""
    size = len(counts)
    draws = np.random.default_rng(SEED).integers(0, size, (DRAWS, size))
    drawn = [_Tallies.of(counts[draw].sum(axis=0)).scores() for draw in draws]
    found: dict[str, Any] = {"postings": size}
    for name, score in _Tallies.of(counts.sum(axis=0)).scores().items():
        known = [value for each in drawn if (value := each[name]) is not None]
        low, high = np.percentile(known, [2.5, 97.5]) if known else (None, None)
        found[name] = None if score is None else {"value": score, "low": low, "high": high}
    return found


def _compare(posting: Row, label: Row, reference: Reference, tallies: _Tallies) -> None:
    text = posting_text(posting)
    facts = read_facts(text, reference.certificates)
    _compare_pay(facts, label["pay"], tallies)
    _compare_hours(facts, label, tallies)
    read = _certificates(text, reference.certificates)
    tallies.compare("certificates", read, label["certificates"])
    tallies.answer("meals", facts.meals == label["meals"])
    tallies.answer("accommodation", facts.lodging == label["accommodation"])
    tallies.answer("education", facts.education == label["education_min"])
    employer = posting.get("company") or ""
    _compare_occupation(text, employer, label["occupation_code"], reference, tallies)
    _compare_wording(text, label, reference, tallies)


def _compare_wording(
    text: PostingText, label: Row, reference: Reference, tallies: _Tallies
) -> None:
    """Restrictions by kind, and whether fees are asked; labels without either count as none."""
    prose = posting_prose(text)
    read = kinds_of(read_restrictions(prose, reference.restrictions)) & set(RESTRICTIONS)
    labelled = label.get("restrictions", {})
    tallies.compare("restrictions", read, [kind for kind in RESTRICTIONS if labelled.get(kind)])
    asked = asks_money(read_fees(prose, reference.fees))
    tallies.compare("fees", [True] * asked, [True] * bool(label.get("fees")))


def _compare_pay(facts: Facts, label: Row, tallies: _Tallies) -> None:
    pay = facts.pay_reading
    unit = pay.unit.value.lower() if pay.unit else None
    tallies.answer("pay_unit", unit == label["unit"])
    tallies.answer("pay_range", (pay.minimum, pay.maximum) == (label["min"], label["max"]))


def _compare_hours(facts: Facts, label: Row, tallies: _Tallies) -> None:
    hours = label["hours"]
    tallies.answer("hours_kind", facts.hours.kind.value == hours["kind"])
    tallies.answer("night", bool(facts.hours.night) == label["night"])
    read = {
        (day, clock(window.start), clock(window.end % 1440))
        for window in facts.hours.windows
        for day in window.days
    }
    labelled = {
        (day, window["start"], window["end"].replace("24:00", "00:00"))
        for window in hours["windows"]
        for day in window["days"]
    }
    tallies.compare("hours_windows", read, labelled)


def _compare_occupation(
    text: PostingText, employer: str, code: str | None, reference: Reference, tallies: _Tallies
) -> None:
    """A missing answer is wrong where the label has a code; without one there is none to give."""
    read = read_occupation(
        text.title, text.description, reference.occupations, tags=text.tags, employer=employer
    ).code
    tallies.answer("occupation", read == code)
    tallies.answer("occupation_minor", (read or "")[:7] == (code or "")[:7])


def posting_text(posting: Row) -> PostingText:
    """A posting of the labelled file as the readers take it."""
    return PostingText(
        title=posting.get("title") or "",
        description=posting.get("description") or "",
        tags=_list(posting.get("skills")),
        welfare=_list(posting.get("welfare")),
        pay_min=posting.get("pay_min"),
        pay_max=posting.get("pay_max"),
        degree=posting.get("degree") or "",
        experience=str(posting.get("experience_raw") or ""),
    )


def _list(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else _COMMA.split(str(value or ""))
    return tuple(str(part).strip() for part in parts if str(part).strip())


def _certificates(text: PostingText, certificates: Certificates) -> set[str]:
    """Certificates asked for, in the labels' words.

    The labels name C1 and not C2, so C1/C2 is C1 there, and C2 alone another licence.
    """
    reading = read_certificates(posting_prose(text), certificates)
    named = {
        name if name in LABELLED else reading.beside.get(name, name) for name in reading.required
    }
    return {name if name in LABELLED else _group(certificates.find(name).kind) for name in named}


def _group(kind: str) -> str:
    return "驾驶证其他" if kind == "驾驶" else "其他证书"


def _rows(path: Path) -> list[Row]:
    """Objects of a JSON list or of JSON lines."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows: list[Row] = (
            json.loads(text)
            if text.lstrip().startswith("[")
            else [json.loads(line) for line in text.splitlines() if line.strip()]
        )
    except (OSError, ValueError) as fault:
        raise LabelsUnusable(f"读不出 {path}：{fault}。应是 JSON 列表或每行一个 JSON。") from fault
    if any(not isinstance(row, dict) or "id" not in row for row in rows):
        raise LabelsUnusable(f"{path} 的每一行都要有 id。")
    return rows
