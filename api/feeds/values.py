"""Single values as sources write them: clean text, lists, dates, counts, words of a vocabulary."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeVar

from registry.errors import InvalidField, UnknownName, near_values
from registry.gazetteer import Gazetteer
from registry.jobs.hours import HoursKind
from registry.jobs.pay import PayUnit, Settlement

# Everyday words for the codes of our vocabularies; the codes themselves are always known.
PAY_UNITS: Final = {
    "小时": PayUnit.HOUR, "时": PayUnit.HOUR, "天": PayUnit.DAY, "日": PayUnit.DAY,
    "班": PayUnit.SHIFT, "件": PayUnit.PIECE, "单": PayUnit.PIECE, "月": PayUnit.MONTH,
    "年": PayUnit.YEAR, "提成": PayUnit.COMMISSION,
}  # fmt: skip
SETTLEMENTS: Final = {
    "日结": Settlement.DAILY, "周结": Settlement.WEEKLY, "月结": Settlement.MONTHLY,
    "完工结": Settlement.ON_COMPLETION, "完工结算": Settlement.ON_COMPLETION,
    "半月结": Settlement.HALF_MONTHLY,
}  # fmt: skip
HOURS_KINDS: Final = {
    "固定": HoursKind.FIXED, "轮班": HoursKind.ROTATING, "排班": HoursKind.ROTATING,
    "自由": HoursKind.FLEXIBLE, "未写明": HoursKind.UNSTATED,
}  # fmt: skip
EARLIEST: Final = date(2000, 1, 1)
LATEST: Final = date(2099, 12, 31)
_DAY: Final = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T].*)?", re.DOTALL)
_SEPARATORS: Final = re.compile(r"[,，;；、|｜\n]+")
_LINE_END: Final = re.compile(r"\r\n?")
# Control characters but tab and newline, and those that turn the direction of what follows.
_CONTROLS: Final = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
_CONTROL: Final = re.compile(f"[{_CONTROLS}]")
# Part of a web address: no blank, nothing that ends or splits a path, nothing that is not seen.
SOURCE: Final = re.compile(r"[^\s:/?#%\x00-\x1f\x7f-\x9f]{1,64}")
_ID: Final = re.compile(r"[^\s/?#%\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffd]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_UNCLEAN: Final = re.compile(f"[{_CONTROLS}\ud800-\udfff]")  # either of them, line ends too
_NUMBER: Final = re.compile(r"\d{1,6}")
MOST_SHOWN: Final = 8  # known values, where none is near
# Several counties of China share a name (河东 is in 天津, too): here ours is meant.
HOME_AREA: Final = "3713"
_Code = TypeVar("_Code", bound=StrEnum)


def clean(text: str) -> str:
    """Composed (NFC), without control characters but tab and newline, without blanks at the ends.

    Halves of surrogate pairs, which no database takes, become U+FFFD.
    """
    if _UNCLEAN.search(text):
        text = _CONTROL.sub("", _SURROGATE.sub("\ufffd", _LINE_END.sub("\n", text)))
    return unicodedata.normalize("NFC", text).strip()


def clean_id(text: str) -> str:
    """Composed, without blanks at the ends; what no id may hold is left in, to be refused."""
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text)).strip()


def check_id(text: str, field: str) -> None:
    """InvalidField unless the text can stand in a web address as it is."""
    if not _ID.fullmatch(text):
        raise InvalidField(
            field, "bad_id", "编号里不能有空格、控制字符和 / ? # %，它要写进网址：请改编号。"
        )


def check_source(text: str, field: str, code: str, remedy: str) -> None:
    """InvalidField, with the remedy, unless the text can be the source of postings."""
    if not SOURCE.fullmatch(text):
        raise InvalidField(field, code, f"来源名称应是1至64个字，不含空格和 : / ? # %：{remedy}")


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a list written in one cell, each once."""
    return tuple(dict.fromkeys(part.strip() for part in _SEPARATORS.split(text) if part.strip()))


def day(text: str | None, field: str, earliest: date = EARLIEST) -> date | None:
    """A date as 2026-11-01, 2026/11/1, 2026年11月1日 or 20261101, a time after it ignored.

    None for empty text; InvalidField for anything else, for days before `earliest` and after 2099.
    """
    if not text:
        return None
    found = _DAY.fullmatch(text.strip())
    try:
        value = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        value = None
    if value is None or not earliest <= value <= LATEST:
        raise InvalidField(field, "date", f"“{text[:30]}”不是日期：请写成 2026-11-01 的样子。")
    return value


def headcount(text: str) -> int | None:
    """The first number of `5人`, `3-5人`, `若干`; None where there is none above 0."""
    found = _NUMBER.search(unicodedata.normalize("NFKC", text))
    return int(found.group()) or None if found else None


def code_of(codes: type[_Code], words: Mapping[str, _Code], text: str, kind: str) -> _Code:
    """The code a source means, by its own name (any case) or an everyday word; else UnknownName."""
    wanted = text.strip().removeprefix("元").removeprefix("/").removeprefix("每")
    for code in codes:
        if wanted.upper() in {code.name, code.value.upper()}:
            return code
    if wanted in words:
        return words[wanted]
    known = [*(code.value for code in codes), *words]
    raise UnknownName(kind, text, near_values(wanted, known) or known[:MOST_SHOWN])


def pay_unit(text: str) -> PayUnit:
    """HOUR, 小时, 元/小时 and so on."""
    return code_of(PayUnit, PAY_UNITS, text, "计薪单位")


def settlement(text: str) -> Settlement:
    """日结, DAILY and so on."""
    return code_of(Settlement, SETTLEMENTS, text, "结算方式")


def hours_kind(text: str) -> HoursKind:
    """fixed, 固定 and so on."""
    return code_of(HoursKind, HOURS_KINDS, text, "工时类型")


def place_code(name: str, field: str, gazetteer: Gazetteer) -> str:
    """The code of a named division, of the home area where several share the name."""
    with in_field(field):
        return _place_code(name, gazetteer)


@lru_cache(maxsize=4096)
def _place_code(name: str, gazetteer: Gazetteer) -> str:
    return gazetteer.find(name, HOME_AREA).code


@contextmanager
def in_field(field: str) -> Iterator[None]:
    """Give an unknown name the field it stood in: UnknownName becomes InvalidField."""
    try:
        yield
    except UnknownName as error:
        raise InvalidField(field, error.code, str(error)) from error
