"""One policy number from its file, strictly: a fault is told by file, entry and how to mend it."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeGuard

import yaml

from api.yaml_text import parsed
from registry.errors import LinggangError, near_values
from registry.parameters import EVERYWHERE, DatedValue, Parameter

GUIDE: Final = "data/policy/README.md"
FILE_KEYS: Final = (
    *("name", "unit", "used_by", "blocks", "last_checked", "author", "note"),
    "values",
)
FILE_MUST: Final = ("name", "unit", "last_checked", "values")
ENTRY_KEYS: Final = ("area", "start", "end", "value", "source", "assumed", "inferred", "note")
ENTRY_MUST: Final = ("area", "start", "value", "source")
AREA: Final = re.compile(r"[1-9]\d{5}")


class PolicyFileBroken(LinggangError):
    """A file of policy values that cannot be used; its text names file, entry, fault and remedy."""

    code = "policy_file_broken"


def read_mapping(path: Path) -> dict[str, Any]:
    """The keys and values of a YAML file; PolicyFileBroken where it is none."""
    try:
        data = parsed(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as fault:  # ValueError: a day like 02-30
        raise PolicyFileBroken(f"读不了 {path.name}：{fault}。请按 {GUIDE} 修正。") from fault
    if not isinstance(data, dict):
        raise PolicyFileBroken(f"{path.name} 应是一组“名称: 值”，请按 {GUIDE} 修正。")
    return data


def load_parameter(path: Path) -> Parameter:
    """One dated number; a file that names an author is a bureau's, and every value carries it."""
    return parameter_of(read_mapping(path), path)


def parameter_of(data: Mapping[str, Any], path: Path) -> Parameter:
    """The number that a file's contents are; PolicyFileBroken names file and entry at fault."""
    _check_keys(data, FILE_KEYS, FILE_MUST, path.name)
    if data["name"] != path.stem:
        raise PolicyFileBroken(
            f"{path.name}：name 写的是“{data['name']}”，应与文件名相同；请改成 {path.stem}。"
        )
    if not _is_day(data["last_checked"]):
        raise _not_a_day(path.name, "last_checked", data["last_checked"])
    if not isinstance(data["values"], list) or not data["values"]:
        raise PolicyFileBroken(f"{path.name}：values 应是至少一条取值的列表。")
    author = str(data.get("author") or "")
    numbered = enumerate(data["values"], 1)
    values = [_value(item, f"{path.name} 第 {n} 条", author) for n, item in numbered]
    _check_order(values, path.name)
    blocks = str(data.get("blocks") or data.get("used_by") or "")
    return Parameter(path.stem, str(data["unit"]), data["last_checked"], tuple(values), blocks)


def _value(item: Any, where: str, author: str) -> DatedValue:
    if not isinstance(item, dict):
        raise PolicyFileBroken(f"{where}应写成 {{area: …, start: …, value: …, source: …}}。")
    _check_keys(item, ENTRY_KEYS, ENTRY_MUST, where)
    start, end = item["start"], item.get("end")
    for key, day in (("start", start), ("end", end)):
        if not _is_day(day) and not (key == "end" and day is None):
            raise _not_a_day(where, key, day)
    if end is not None and end < start:
        raise PolicyFileBroken(f"{where}：止日 {end} 早于起日 {start}，请对调或改正。")
    return DatedValue(
        area=_area(item["area"], where),
        start=start,
        end=end,
        value=_number(item["value"], where),
        source=str(item["source"]),
        assumed=_flag(item, "assumed", where),
        inferred=_flag(item, "inferred", where),
        note=str(item.get("note") or ""),
        author=author,
    )


def _check_keys(
    data: Mapping[str, Any], known: Sequence[str], must: Collection[str], where: str
) -> None:
    for key in data:
        if key not in known:
            near = "、".join(near_values(str(key), known)) or "、".join(known)
            raise PolicyFileBroken(f"{where}：不认识“{key}”；是否想写：{near}？")
    for key in must:
        # `value: null` says that the number is not known; every other key must say something.
        if key not in data or (key != "value" and data[key] in (None, "")):
            raise PolicyFileBroken(f"{where}：缺少 {key}，请按 {GUIDE} 补上。")


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def _not_a_day(where: str, key: str, value: object) -> PolicyFileBroken:
    return PolicyFileBroken(
        f"{where}：{key}“{value}”不是日期，请写成 2026-01-31 的样子，不加引号。"
    )


def _area(value: object, where: str) -> str:
    text = str(value)
    if text != EVERYWHERE and not AREA.fullmatch(text):
        raise PolicyFileBroken(
            f"{where}：地区“{text}”不对；请写六位区划代码（区县 371302、全市 371300、"
            '全省 370000）或 "*"（各地）。'
        )
    return text


def _number(value: object, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise PolicyFileBroken(f"{where}：value“{value}”不是数；请只写数字，不知道时写 null。")
    return float(value)


def _flag(item: Mapping[str, Any], key: str, where: str) -> bool:
    value = item.get(key, False)
    if not isinstance(value, bool):
        raise PolicyFileBroken(f"{where}：{key} 只能是 true 或 false，现在是“{value}”。")
    return value


def _check_order(values: Sequence[DatedValue], name: str) -> None:
    for area in dict.fromkeys(value.area for value in values):
        numbered = [(n, value) for n, value in enumerate(values, 1) if value.area == area]
        for (before, earlier), (n, later) in pairwise(numbered):
            where = f"{name} 第 {n} 条"
            if later.start <= earlier.start:
                raise PolicyFileBroken(
                    f"{where}：地区 {area} 的起日 {later.start} 不晚于第 {before} 条的"
                    f" {earlier.start}；同一地区请按日期从早到晚排列。"
                )
            if earlier.end is None or earlier.end >= later.start:
                until = f"止于 {earlier.end}" if earlier.end else "没有止日"
                raise PolicyFileBroken(
                    f"{where}：地区 {area} 自 {later.start} 起，与第 {before} 条重叠（{until}）；"
                    f"请把第 {before} 条的 end 改到 {later.start} 之前。"
                )
