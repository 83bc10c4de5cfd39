"""`evaluate cases`: do the rules say what the cases of a folder expect, and if not, why not?"""

from pathlib import Path
from typing import Any, Final

from api.cases.asked import said
from api.cases.files import read_cases
from api.cases.models import AnyCase
from api.cases.rules import Rules, Said
from api.credit_policy import load_credit_terms
from api.cross_check_policy import load_hit_table
from api.policy import load_numbers
from registry.errors import LinggangError

# Keys whose expected values must be among what was found; all others must be equal.
AMONG: Final = frozenset({"flags", "codes", "doubts", "met", "not_met", "unknown", "missing"})
WORDS_OF: Final = frozenset({"offers", "told", "impossible"})
NOT_AMONG: Final = {"no_flags": "flags"}


def load_rules(folder: Path) -> Rules:
    """The rules that are data, of a policy folder."""
    return Rules(load_hit_table(folder), load_credit_terms(folder), load_numbers(folder))


def evaluate_cases(path: Path, rules: Rules) -> dict[str, Any]:
    """{"passed", "failed", "failures": [{case, title, expected, got, clause, why}], "cases"}.

    path: a case file or a folder of them. CaseFileBroken where one cannot be read.
    """
    cases = read_cases(path)
    failures = [found for case in cases if (found := _failure(case, rules)) is not None]
    failed = {failure["case"] for failure in failures}
    return {
        "passed": len(cases) - len(failures),
        "failed": len(failures),
        "failures": failures,
        "cases": [
            {
                "case": each.id,
                "title": each.title,
                "clause": each.clause,
                "passed": each.id not in failed,
            }
            for each in cases
        ],
    }


def _failure(case: AnyCase, rules: Rules) -> dict[str, str] | None:
    expected = case.expect.model_dump(mode="json", exclude_unset=True) if case.expect else {}
    try:
        got = said(case, rules)
    except LinggangError as fault:
        return _told(case, expected, "没有结论", str(fault))
    wrong = {key: value for key, value in expected.items() if not _holds(key, value, got)}
    if not wrong:
        return None
    instead = {key: got.get(NOT_AMONG.get(key, key)) for key in wrong}
    return _told(case, wrong, _shown(instead), got["why"])


def _told(case: AnyCase, expected: dict[str, Any], got: str, why: str) -> dict[str, str]:
    return {
        "case": case.id,
        "title": case.title,
        "expected": _shown(expected),
        "got": got,
        "clause": case.clause,
        "why": why,
    }


def _holds(key: str, expected: Any, got: Said) -> bool:
    if key in NOT_AMONG:
        return not set(expected) & set(got.get(NOT_AMONG[key]) or [])
    found = got.get(key)
    if key in AMONG:
        return set(expected) <= set(found or []) and bool(expected or not found)
    if key in WORDS_OF and expected:
        return expected in (found or "")
    return bool(expected == found)


def _shown(values: dict[str, Any]) -> str:
    return "；".join(f"{key}：{_text(value)}" for key, value in values.items())


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value)) or "无"
    return "无" if value in (None, "") else str(value)
