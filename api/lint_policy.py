"""The rules for wording of postings, read from data/policy and checked as they are read."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from api.data_files import DataFileBroken, named, read_mapping, texts
from registry.jobs.lint import Action, DatedAction, LawfulCondition, LintRule, LintRules

LINT: Final = "policy/posting_lint.yaml"
LAWFUL: Final = "policy/lawful_conditions.yaml"


def load_lint_rules(data_dir: Path) -> LintRules:
    """Rules and lawful conditions of a data folder; DataFileBroken names the row at fault."""
    data = read_mapping(data_dir, LINT)
    rules = [_rule(row) for row in named(data, "rules", LINT, "文件")]
    lawful = named(read_mapping(data_dir, LAWFUL), "conditions", LAWFUL, "文件")
    times = named(data, "pay_far_above_times", LINT, "文件")
    if not isinstance(times, int | float) or times <= 1:
        raise DataFileBroken(LINT, None, f"pay_far_above_times“{times}”应是大于 1 的数")
    return LintRules(tuple(rules), tuple(_lawful(row) for row in lawful), float(times))


def _rule(row: Mapping[str, Any]) -> LintRule:
    code = str(named(row, "code", LINT, "某一条"))
    values = [_action(value, code) for value in named(row, "values", LINT, code)]
    named(row, "source", LINT, code)
    return LintRule(
        code=code,
        codes=frozenset(texts(row, "codes", LINT) or (code,)),
        clause=str(named(row, "clause", LINT, code)),
        reason=str(named(row, "reason", LINT, code)),
        mendable=bool(row.get("mendable", True)),
        values=tuple(values),
    )


def _action(value: Mapping[str, Any], code: str) -> DatedAction:
    start, end, action = value.get("start"), value.get("end"), value.get("action")
    if not isinstance(start, date) or not (end is None or (isinstance(end, date) and end >= start)):
        fault = f"{code} 的起止日期不对，应为 YYYY-MM-DD，止不早于起"
        raise DataFileBroken(LINT, None, fault)
    if action not in set(Action):
        fault = f"{code} 的 action“{action}”应是 {'、'.join(Action)} 之一"
        raise DataFileBroken(LINT, None, fault)
    return DatedAction(start, end, Action(action))


def _lawful(row: Mapping[str, Any]) -> LawfulCondition:
    code = str(named(row, "code", LAWFUL, "某一条"))
    named(row, "source", LAWFUL, code)
    return LawfulCondition(
        code=code,
        codes=frozenset(texts(row, "codes", LAWFUL)),
        occupations=texts(row, "occupations", LAWFUL),
        words=texts(row, "words", LAWFUL),
        clause=str(named(row, "clause", LAWFUL, code)),
        contains=str(row.get("contains", "")),
        low_to=row.get("low_to"),
        high_from=row.get("high_from"),
    )
