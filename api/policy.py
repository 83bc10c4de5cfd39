"""Policy numbers from data/policy, read once and checked as they are read."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from registry.errors import LinggangError
from registry.parameters import DatedValue, Parameter


class PolicyFileBroken(LinggangError):
    """A file of data/policy that cannot be used; its text names the file and the fault."""

    code = "policy_file_broken"


@dataclass(frozen=True, slots=True)
class Policy:
    """Every policy value the service uses."""

    minimum_hourly_wage: Parameter
    minor_banned_codes: tuple[str, ...]
    minor_banned_words: tuple[str, ...]


def load_policy(folder: Path) -> Policy:
    """The policy values of a folder; PolicyFileBroken names the file at fault."""
    banned = _read(folder / "minor_banned_work.yaml")
    return Policy(
        minimum_hourly_wage=load_parameter(folder / "minimum_hourly_wage.yaml"),
        minor_banned_codes=tuple(banned["occupation_codes"]),
        minor_banned_words=tuple(banned["words"]),
    )


def load_parameter(path: Path) -> Parameter:
    """One dated number from its file."""
    data = _read(path)
    try:
        return Parameter(
            name=data["name"],
            unit=data["unit"],
            last_checked=data["last_checked"],
            values=tuple(_value(item, path) for item in data["values"]),
        )
    except KeyError as missing:
        raise PolicyFileBroken(f"{path.name} 缺少 {missing} 一项，请补上。") from missing


def _value(item: dict[str, Any], path: Path) -> DatedValue:
    start, end = item["start"], item.get("end")
    if not isinstance(start, date) or (end is not None and end < start):
        raise PolicyFileBroken(f"{path.name}：{item} 的起止日期不对，应为 YYYY-MM-DD，止不早于起。")
    value = item["value"]
    return DatedValue(
        area=str(item["area"]),
        start=start,
        end=end,
        value=None if value is None else float(value),
        source=str(item["source"]),
        assumed=bool(item.get("assumed", False)),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as fault:
        raise PolicyFileBroken(
            f"读不了 {path.name}：{fault}。请按 data/policy/README.md 修正。"
        ) from fault
    if not isinstance(data, dict):
        raise PolicyFileBroken(f"{path.name} 应是一组“名称: 值”。")
    return data
