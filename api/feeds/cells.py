"""The text of one cell of a flat table as the value it means, and back."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from api.feeds import values
from api.feeds.columns import Column, Kind
from registry.errors import InvalidField
from registry.jobs.week import DAY_NAMES, EVERY_DAY, describe_days

YES: Final = frozenset({"是", "有", "包", "对", "真", "TRUE", "YES", "Y", "1", "√", "✓"})
NO: Final = frozenset({"否", "无", "不", "不包", "假", "FALSE", "NO", "N", "0", "×", "✗"})
NO_WINDOWS: Final = (
    "读不懂：请写成 周一至周五 08:00-12:00；周六 09:00-17:00 的样子，或改填“工作时间”。"
)
_NUMBER: Final = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:E[+-]?\d{1,3})?")
# What a spreadsheet makes of 3-5, and what an error workbook shows of it.
_MADE_A_DAY: Final = re.compile(
    r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: \d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}月\d{1,2}日?"
    r"|\d{1,2}-[A-Za-z]{3}|[A-Za-z]{3}-\d{1,2}"
)
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?E\+\d+", re.I)
_DAY: Final = "周[一二三四五六日天]"
_DAYS: Final = re.compile(rf"每天|{_DAY}(?:[至到-]{_DAY})?(?:、{_DAY}(?:[至到-]{_DAY})?)*")
_TIMES: Final = re.compile(r"(\d{1,2}:\d{2})[-至到](?:次日)?(\d{1,2}:\d{2})")
_NUMBER_OF: Final = {name: number for number, name in enumerate(DAY_NAMES) if name} | {"周天": 7}
_IN_LIST: Final = re.compile(r"[,，;；、|｜\n]")


def value_of(text: str, column: Column) -> Any:
    """What a cell that is not empty says. InvalidField, by the column's header, if nothing."""
    return _READERS[column.kind](text, column)


def text_of(value: object, kind: Kind) -> str:
    """The cell that says a value of our own row; what is no such value as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool) and kind is Kind.YES_NO:
        return "是" if value else "否"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    if isinstance(value, list) and (told := _list_text(value, kind)) is not None:
        return told
    try:
        return json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return "…"


def number_text(value: float) -> str:
    """A number as a person types it: no decimals where it has none."""
    is_whole = abs(value) < 1e15 and value == int(value)
    return str(int(value)) if is_whole else repr(value)


def _text(text: str, column: Column) -> str:
    return text


def _code(text: str, column: Column) -> str:
    if _SCIENTIFIC.fullmatch(text):
        raise InvalidField(
            column.name,
            "number_precision",
            f"“{text[:30]}”是表格软件改写过的长数字，末几位已丢失：请把这一列设为文本格式重填。",
        )
    return text


def _number(text: str, column: Column) -> float:
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").upper()
    if not _NUMBER.fullmatch(plain):
        raise InvalidField(
            column.name, "wrong_type", f"“{text[:30]}”不是数字：请只写数字，如 4500，单位另填。"
        )
    return float(plain.replace(",", ""))


def _count(text: str, column: Column) -> int | None:
    if unicodedata.normalize("NFKC", text).startswith("-"):
        raise InvalidField(column.name, "out_of_range", f"“{text[:30]}”小于 1：请核对。")
    if _MADE_A_DAY.fullmatch(text):
        raise InvalidField(
            column.name,
            "text_as_date",
            f"“{text}”像是 Excel 把 3-5 改成的日期：请把这一列设为文本格式重填，如 3-5人。",
        )
    return values.headcount(text)


def _yes_no(text: str, column: Column) -> bool:
    word = unicodedata.normalize("NFKC", text).upper()
    if word not in YES | NO:
        raise InvalidField(column.name, "not_a_choice", f"“{text[:30]}”读不懂：请填 是 或 否。")
    return word in YES


def _list(text: str, column: Column) -> list[str]:
    if text.startswith("["):
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            told = None
        if isinstance(told, list) and all(isinstance(part, str) for part in told):
            return told
    return list(values.split_list(text))


def _windows(text: str, column: Column) -> list[dict[str, Any]]:
    plain = unicodedata.normalize("NFKC", text).replace("～", "-").replace("~", "-")
    windows = [
        {"days": _days(days), "start": start, "end": end}
        for clause in re.split(r"[;\n]", plain)
        if clause.strip()
        for days, times in [_clause(clause.strip(), text, column)]
        for start, end in times
    ]
    if not windows:
        raise _no_windows(text, column)
    return windows


def _clause(clause: str, text: str, column: Column) -> tuple[str, list[tuple[str, str]]]:
    days = _DAYS.match(clause)
    rest = clause[days.end() :].strip(" :,") if days else clause
    times = [_TIMES.fullmatch(part.strip()) for part in re.split("[、,]", rest)]
    if days is None or not all(times):
        raise _no_windows(text, column)
    return days.group(), [(time.group(1), time.group(2)) for time in times if time]


def _no_windows(text: str, column: Column) -> InvalidField:
    return InvalidField(column.name, "hours", f"“{text[:60]}”{NO_WINDOWS}")


def _days(text: str) -> list[int]:
    if text == "每天":
        return list(EVERY_DAY)
    days: list[int] = []
    for part in text.split("、"):
        ends = [_NUMBER_OF[name] for name in re.findall(_DAY, part)]
        first, last = ends[0], ends[-1]
        run = range(first, last + 1) if first <= last else [*range(first, 8), *range(1, last + 1)]
        days += run
    return sorted(set(days))


def _list_text(value: Sequence[object], kind: Kind) -> str | None:
    if kind is Kind.LIST and all(isinstance(part, str) for part in value):
        parts = [part for part in value if isinstance(part, str)]
        if any(_IN_LIST.search(part) or not part.strip() for part in parts) or (
            parts and parts[0].startswith("[")
        ):
            return None
        return "、".join(parts)
    if kind is Kind.WINDOWS and all(map(_is_window, value)):
        return "；".join(
            f"{describe_days(tuple(part['days']))} {part['start']}-{part['end']}"
            for part in value
            if isinstance(part, dict)
        )
    return None


def _is_window(part: object) -> bool:
    if not isinstance(part, dict) or set(part) != {"days", "start", "end"}:
        return False
    days, times = part["days"], (part["start"], part["end"])
    return (
        isinstance(days, list)
        and bool(days)
        and all(isinstance(day, int) and day in EVERY_DAY for day in days)
        and all(isinstance(time, str) and re.fullmatch(r"\d{1,2}:\d{2}", time) for time in times)
    )


_READERS: Final[Mapping[Kind, Callable[[str, Column], Any]]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.NUMBER: _number,
    Kind.COUNT: _count,
    Kind.DATE: _text,
    Kind.YES_NO: _yes_no,
    Kind.LIST: _list,
    Kind.WINDOWS: _windows,
}
