"""The bureau's list of people counted by other ways (R4.5a): each row taken, known or refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from api.clock import SHANGHAI
from api.database import writing
from api.feeds.csv_rows import csv_rows, encoding_of
from api.feeds.opened import opened
from api.feeds.row import BadRow, Row
from api.reference import Reference
from api.security.keys import Keys
from api.services.sheet_form import HOME_AREA
from api.services.statistics_desk import SUBJECT
from api.store import audit, ledger
from api.store.ledger import Listed
from registry.actor import Actor
from registry.errors import InvalidField, UnknownName
from registry.statistics.months import month_of, month_text, read_month
from registry.workers.identity import read_identity

ID, PERIOD, COUNTY, CHANNEL = "身份证号", "计入月份", "县区", "渠道"
COLUMNS: Final = (ID, PERIOD, COUNTY, CHANNEL)
LONGEST_CHANNEL: Final = 50


@dataclass(slots=True)
class ListReport:
    """rows = taken + known + refused. refusals: row, column, code, reason; nobody is named."""

    rows: int = 0
    taken: int = 0
    known: int = 0
    refusals: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "rows": self.rows,
            "taken": self.taken,
            "known": self.known,
            "refused": len(self.refusals),
            "refusals": self.refusals,
        }


@dataclass(frozen=True, slots=True)
class ListedIn:
    """Takes the list in as CSV with COLUMNS; the same again changes nothing."""

    engine: Engine
    keys: Keys
    reference: Reference
    clock: Callable[[], datetime]

    def take(self, path: Path, actor: Actor) -> ListReport:
        """All good rows of a file in one transaction."""
        at = self.clock()
        report = ListReport()
        found: dict[tuple[int, str], Listed] = {}
        with opened(path) as stream:
            encoding = encoding_of(stream)
            stream.seek(0)
            for row in csv_rows(stream, encoding, COLUMNS):
                report.rows += 1
                self._one(row, at.astimezone(SHANGHAI).date(), found, report)
        with writing(self.engine) as connection:
            for year in sorted({year for year, _ in found}):
                kept = ledger.listed(connection, year)
                of_year = [one for (each, _), one in found.items() if each == year]
                new = [one for one in of_year if one.person not in kept]
                ledger.keep_listed(connection, year, new, at)
                report.taken += len(new)
                report.known += len(of_year) - len(new)
            counts = {"rows": report.rows, "taken": report.taken, "refused": len(report.refusals)}
            audit.append(
                connection, self.keys.audit, actor, "statistics.listed", SUBJECT, at, **counts
            )
        return report

    def _one(
        self,
        row: Row | BadRow,
        today: date,
        found: dict[tuple[int, str], Listed],
        report: ListReport,
    ) -> None:
        if isinstance(row, BadRow):
            report.refusals.append(_refusal(row.number, "", row.code, row.reason))
            return
        try:
            month, one = self._read(row.data, today)
            key = (month // 12, one.person)
            before = found.setdefault(key, one)
            if (before.county, before.period) != (one.county, one.period):
                reason = "同一人在名单里出现两次，县区或月份不同：以先出现的一行为准，请核对。"
                raise InvalidField(ID, "twice", reason)
            report.known += before is not one
        except InvalidField as fault:
            report.refusals.append(_refusal(row.number, fault.field, fault.code, fault.reason))
        except UnknownName as fault:
            report.refusals.append(_refusal(row.number, COUNTY, fault.code, str(fault)))

    def _read(self, cells: dict[str, str], today: date) -> tuple[int, Listed]:
        try:
            identity = read_identity(cells[ID], today)
        except InvalidField as fault:
            raise InvalidField(ID, fault.code, fault.reason) from fault
        month = read_month(cells[PERIOD], PERIOD)
        if month > month_of(today):
            raise InvalidField(PERIOD, "month_ahead", "这个月份还没有到。")
        channel = cells[CHANNEL].strip()
        if not channel or len(channel) > LONGEST_CHANNEL:
            reason = f"请写明由哪个渠道计入，不超过 {LONGEST_CHANNEL} 字。"
            raise InvalidField(CHANNEL, "missing", reason)
        county = self._county(cells[COUNTY].strip())
        return month, Listed(self.keys.person(identity.number), month_text(month), county, channel)

    def _county(self, text: str) -> str:
        """The code of a county's name or code; "" where none is written."""
        if not text:
            return ""
        known = self.reference.gazetteer.get(text)
        code = (known or self.reference.gazetteer.find(text, HOME_AREA)).code
        if not code.startswith(HOME_AREA) or code.endswith("00"):
            raise InvalidField(COUNTY, "not_ours", "不是本市的县区，请写县区名称或六位代码。")
        return code


def _refusal(row: int, column: str, code: str, reason: str) -> dict[str, Any]:
    return {"row": row, "column": column, "code": code, "reason": reason}
