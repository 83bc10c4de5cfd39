"""The code tables of the exchange (data/exchange/codes.csv): theirs, and what they are here."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api.data_files import DataFileBroken
from api.exchange.columns import Column
from registry.errors import InvalidField
from registry.jobs.pay import PayUnit
from registry.registration.claim import Category, EmploymentType, PlaceKind, Situation
from registry.registration.exits import ExitCode
from registry.registration.register_answer import Source
from registry.workers.identity import Sex

FILE: Final = "codes.csv"
OWN_FILE: Final = "exchange_codes.csv"
HEADER: Final = ["table", "code", "name", "ours"]
YES_NO: Final = "是否"
# Columns whose codes stand in the table of another name.
TABLES: Final = {
    Column.URBAN: YES_NO,
    Column.STOPS_BENEFIT: YES_NO,
    Column.NEXT_EMPLOYMENT: Column.EMPLOYMENT,
}
# Each of our values must have just one code in these: nothing is lost on the way out and in.
WHOLE: Final[Mapping[str, tuple[str, ...]]] = {
    Column.SEX: tuple(Sex),
    Column.VALID: ("IN_FORCE", "ENDED"),
    Column.FIRST: tuple(EmploymentType),
    Column.CATEGORY: tuple(Category),
    Column.PLACE_KIND: tuple(PlaceKind),
    Column.ISSUE: ("ISSUED_NOW",),
    Column.INCOME_UNIT: tuple(PayUnit),
    Column.SITUATIONS: tuple(Situation),
    Column.END_REASON: (*ExitCode, "REVOKED"),
    Column.END_SOURCE: tuple(Source),
    YES_NO: ("YES", "NO"),
}


@dataclass(frozen=True, slots=True)
class Code:
    """One code. ours: the values here that it stands for; () where there is none."""

    code: str
    name: str
    ours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """The code tables by name."""

    tables: Mapping[str, tuple[Code, ...]]

    def read(self, column: Column, text: str) -> Code:
        """The code that a cell holds, itself or by its name; InvalidField if it is none.

        Leading zeros may be missing: spreadsheets take them off.
        """
        codes = self._of(column)
        short = text.lstrip("0")
        for each in codes:
            if each.name == text or each.code.lstrip("0") == short:
                return each
        known = "、".join(f"{each.code} {each.name}" for each in codes)
        raise InvalidField(column, "unknown_code", f"不是{column}的代码，可填：{known}。")

    def written(self, column: Column, *ours: str) -> str:
        """The code of the first of these values that has one; "" if none has."""
        codes = self._of(column)
        return next((each.code for one in ours for each in codes if one in each.ours), "")

    def _of(self, column: Column) -> tuple[Code, ...]:
        return self.tables[TABLES.get(column, column)]


def load_codes(folder: Path, own: Path | None = None) -> Codes:
    """The shipped tables of a folder, or a bureau's `exchange_codes.csv` in their stead.

    DataFileBroken where a value of ours has no code, or has two.
    """
    theirs = own / OWN_FILE if own is not None else None
    path = theirs if theirs is not None and theirs.is_file() else folder / FILE
    where = f"exchange/{path.name}"
    tables: dict[str, list[Code]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        if rows.fieldnames != HEADER:
            raise DataFileBroken(where, 1, f"第一行应是 {','.join(HEADER)}")
        for number, row in enumerate(rows, 2):
            if not row["table"] or not row["code"] or row["ours"] is None:
                raise DataFileBroken(where, number, "table、code 不能为空，各列要齐")
            code = Code(row["code"], row["name"], tuple(row["ours"].split()))
            tables.setdefault(row["table"], []).append(code)
    _check(tables, where)
    return Codes({name: tuple(codes) for name, codes in tables.items()})


def _check(tables: Mapping[str, list[Code]], where: str) -> None:
    for table in (Column.EMPLOYMENT, Column.CLOSES):
        if table not in tables:
            raise DataFileBroken(where, None, f"缺少 {table} 表")
    for name, values in WHOLE.items():
        ours = [one for code in tables.get(name, ()) for one in code.ours]
        if foreign := sorted(set(ours) - set(values)):
            raise DataFileBroken(where, None, f"{name} 表中不认识 {'、'.join(foreign)}")
        for value in values:
            if ours.count(value) != 1:
                raise DataFileBroken(where, None, f"{name} 表中 {value} 应恰有一个代码")
